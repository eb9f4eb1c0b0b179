import { readable, rows, unwrap } from '../api.js';
import { fieldsKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { WireField } from '../task/model.js';

/** Each field once; of two with one id the later one. */
export const byId = (fields: readonly WireField[]): WireField[] => [
  ...new Map(fields.map((field) => [field.id, field])).values(),
];

/** The custom fields that the tasks of a List take. */
export const listFields = (ctx: Context, list_id: string): Promise<WireField[]> =>
  ctx.cache.get(fieldsKey(list_id), async () => {
    const answer = await unwrap(ctx.api.GET('/v2/list/{list_id}/field', { params: { path: { list_id } } }));
    return readable(ctx, rows(answer, 'fields'), 'fields') as WireField[];
  });
