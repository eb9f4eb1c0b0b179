import type { Context } from '../context.js';
import { apiError } from '../errors.js';
import type { ListRow } from '../state/places.js';
import { workspaceOf } from './places.js';

/** A List in which nothing is set. */
export const blankList = {
  content: '',
  status: null,
  priority: null,
  assigneeId: null,
  dueDate: null,
  startDate: null,
  statuses: null,
  archived: false,
  deleted: false,
} as const satisfies Partial<ListRow>;

/** A List's name: blank is 400 SUBCAT_020, one that a sibling has is SUBCAT_016. */
export function listName(ctx: Context, spaceId: string, folderId: string | null, own: string | null): string {
  const { name } = ctx.body;
  if (typeof name !== 'string' || name.trim() === '') throw apiError(400, 'SUBCAT_020', 'List Name Invalid');
  const taken = ctx.state.lists
    .by('space', spaceId)
    .some((list) => !list.deleted && list.id !== own && list.folderId === folderId && list.name === name);
  if (taken) throw apiError(400, 'SUBCAT_016', 'List name taken');
  return name;
}

/** Stores a new, empty List at the end of its siblings. */
export function addList(
  ctx: Context,
  spaceId: string,
  folderId: string | null,
  name: string,
  more: Partial<ListRow> = {},
): ListRow {
  const { lists } = ctx.state;
  const list = lists.put({
    id: ctx.ids.place(),
    spaceId,
    folderId,
    name,
    orderindex: folderId === null ? lists.count('folderless', spaceId) : lists.count('folder', folderId),
    ...blankList,
    ...more,
  });
  ctx.emit({
    event: 'listCreated',
    ids: { list_id: list.id },
    changes: [],
    workspaceId: workspaceOf(ctx.state, spaceId),
  });
  return list;
}
