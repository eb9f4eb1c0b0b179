import { readable, rows, unwrap } from '../api.js';
import { listFactsKey, listSpaceKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import type { ListFacts } from './model.js';

/** A List, read once for one job. */
export const listFacts = (ctx: Context, list_id: string): Promise<ListFacts> =>
  ctx.cache.get(listFactsKey(list_id), async () => {
    const list = await unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id } } }));
    const { id, name } = list.space ?? {};
    return {
      id: list_id,
      name: list.name ?? list_id,
      statuses: readable(ctx, rows(list, 'statuses'), 'statuses', 'status').map(({ status }) => status ?? ''),
      ...(id !== undefined && { space: { id: String(id), ...(name !== undefined && { name }) } }),
    };
  });

/** The Space that a List is in, which is remembered for longer: Lists do not change their Space alone. */
export const spaceOfList = (ctx: Context, list_id: string): Promise<ListFacts['space']> =>
  ctx.cache.get(listSpaceKey(list_id), async () => (await listFacts(ctx, list_id)).space);
