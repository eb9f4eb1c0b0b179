import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import type { WireField } from '../task/model.js';

/** Long enough for the items of one bulk call, and the pages of one listing, to share a read. */
const memoryMs = 10_000;

/** Each field once; of two with one id the later one. */
export const byId = (fields: readonly WireField[]): WireField[] => [
  ...new Map(fields.map((field) => [field.id, field])).values(),
];

/** The custom fields that the tasks of a List take. */
export const listFields = (ctx: Context, list_id: string): Promise<WireField[]> =>
  ctx.remember(`fields of ${list_id}`, memoryMs, async () => {
    const answer = await unwrap(ctx.api.GET('/v2/list/{list_id}/field', { params: { path: { list_id } } }));
    return readable(ctx, rows(answer, 'fields'), 'fields') as WireField[];
  });
