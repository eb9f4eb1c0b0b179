import type { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import type { Operation } from './operations.js';

/** What is known of a request on its way through the onion. */
export interface RequestContext {
  /** The tool call on whose behalf it is sent. */
  readonly call: Call;
  /** The operation that it calls; undefined where the API has none at that path. */
  readonly operation: Operation | undefined;
  /** Asked at the last moment before it is sent; rejects what must not be sent any more. */
  readonly mayLeave?: () => Promise<void>;
}

/** Sends one request. */
export type Send = (request: ApiRequest, context: RequestContext) => Promise<Response>;

/** One skin of the onion: takes the next `Send`, gives its own. */
export type Layer = (next: Send) => Send;

/** Wraps `last` in the layers; the first layer is the outermost. */
export function compose(layers: readonly Layer[], last: Send): Send {
  return layers.reduceRight((next, layer) => layer(next), last);
}

/** True for requests that change something; only the others may be repeated blindly. Some operations read by POST. */
export const isWrite = ({ method }: ApiRequest, { operation }: Pick<RequestContext, 'operation'>): boolean =>
  method !== 'GET' && method !== 'HEAD' && operation?.effect !== 'read';

/** The path template of a request (`/v2/task/{task_id}`), for records that must not hold ids. */
export const templateOf = ({ url }: ApiRequest, { operation }: RequestContext): string =>
  operation?.path ?? withoutIds(apiPath(url));

/** The path of a URL from its API version on: `/v2/task/86c1x9k2p`. */
export const apiPath = (url: string): string => new URL(url).pathname.replace(/^.*?(?=\/v\d+\/)/, '');

/** A path that no operation has, with whatever could be an id masked. */
const withoutIds = (path: string) => path.replace(/(?<=\/)(?!v\d+\/)[^/]*\d[^/]*/g, '{id}');
