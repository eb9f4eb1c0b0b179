import { identified, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { type Id, objectId } from '../references.js';

/** A date of a List as it is now, which a shift such as "+3 days" moves. */
export async function listDate(ctx: Context, list: Id, name: 'due_date' | 'start_date'): Promise<unknown> {
  const params = { path: { list_id: objectId('list', list, 'list_id') } };
  return identified(await unwrap(ctx.api.GET('/v2/list/{list_id}', { params })))[name];
}
