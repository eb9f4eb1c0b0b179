import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.js';
import type { Shapes, Tools } from '../../generated/contracts.js';
import type { RuntimeContext } from '../runtime/context.js';

export type Api = Client<paths>;

/** The hands of a running tool, typed for this API, these shapes and these tools. */
export type Context = RuntimeContext<Api, Shapes, Tools>;

/** The same context with some of it changed. A copy would read its getters, which cost what they give. */
export const withChanges = (ctx: Context, changes: Partial<Context>): Context =>
  Object.assign(Object.create(ctx), changes);
