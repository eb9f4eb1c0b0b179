import { type Context, flag, isObject, optionalNumber, param, type Routes } from '../context.js';
import { listLevel } from '../domain/access.js';
import { storedDate } from '../domain/dates.js';
import { addList, listName } from '../domain/list-create.js';
import { findAnyList, findFolder, findList, findSpace } from '../domain/locate.js';
import { plainText } from '../domain/markdown.js';
import { removeList } from '../domain/place-delete.js';
import { folderlessLists, listsOfFolder, openStatus, workspaceOf } from '../domain/places.js';
import { enterStatus } from '../domain/task-write.js';
import { apiError } from '../errors.js';
import { presentList, presentListRow } from '../present/places.js';
import type { ListRow, StatusRow, StatusType } from '../state/places.js';

const present = ({ state, user }: Context, list: ListRow) => presentList(state, user, list);
const presentRows = ({ state, user }: Context, lists: readonly ListRow[]) => ({
  lists: lists.filter((list) => listLevel(state, user, list) !== null).map((list) => presentListRow(state, user, list)),
});

/** Properties that creation and update read alike. */
function readOptions(ctx: Context): Partial<ListRow> {
  const { body } = ctx;
  const changes: { -readonly [K in keyof ListRow]?: ListRow[K] } = {};
  if (typeof body.markdown_content === 'string') changes.content = plainText(body.markdown_content);
  else if (typeof body.content === 'string') changes.content = body.content;
  const due = optionalNumber(ctx, 'due_date');
  if (due !== undefined) changes.dueDate = storedDate(due, body.due_date_time, ctx.user.timezone);
  const start = optionalNumber(ctx, 'start_date');
  if (start !== undefined) changes.startDate = storedDate(start, body.start_date_time, ctx.user.timezone);
  if (body.priority === null || [1, 2, 3, 4].includes(Number(body.priority))) {
    changes.priority = body.priority === null ? null : Number(body.priority);
  }
  if (body.assignee === 'none' || body.assignee === null) changes.assigneeId = null;
  else if (body.assignee !== undefined && ctx.state.users.has(String(body.assignee)))
    changes.assigneeId = String(body.assignee);
  if (typeof body.status === 'string') changes.status = { status: body.status, color: body.status };
  if (body.unset_status === true) changes.status = null;
  return changes;
}

const types: readonly unknown[] = ['open', 'custom', 'done', 'closed'] satisfies StatusType[];

/** `statuses` with `override_statuses: true` replace the List's own; exactly one must be of type `open`. */
function readStatuses(ctx: Context, list: ListRow): StatusRow[] | null {
  const { override_statuses: override, statuses } = ctx.body;
  if (override !== true || !Array.isArray(statuses)) return null;
  const rows = statuses.filter(isObject).map((given, orderindex): StatusRow => {
    const status = String(given.status ?? '')
      .trim()
      .toLowerCase();
    const before = list.statuses?.find((one) => one.status === status);
    return {
      id: before?.id ?? ctx.ids.status('sc', list.id),
      status,
      type: types.includes(given.type) ? (given.type as StatusType) : 'custom',
      color: String(given.color ?? '#87909e'),
      orderindex: typeof given.orderindex === 'number' ? given.orderindex : orderindex,
    };
  });
  if (rows.filter((row) => row.type === 'open').length !== 1) {
    throw apiError(400, 'STATUS_002', 'Open is a required status type and there can only be one');
  }
  return rows.sort((a, b) => a.orderindex - b.orderindex);
}

/** Tasks whose status vanished fall to the open one. */
function fallBack(ctx: Context, list: ListRow, statuses: readonly StatusRow[]): void {
  for (const task of ctx.state.tasks.by('list', list.id)) {
    if (statuses.some((status) => status.status === task.status)) continue;
    ctx.state.tasks.patch(task.id, enterStatus(task, openStatus(statuses), ctx.now));
  }
}

function updateList(ctx: Context): ListRow {
  const list = findList(ctx, param(ctx, 'list_id'), 'create');
  if ('folder_id' in ctx.body) ctx.note('folder_id has no effect: no route moves a List');
  const statuses = readStatuses(ctx, list);
  const after = ctx.state.lists.patch(list.id, {
    ...('name' in ctx.body ? { name: listName(ctx, list.spaceId, list.folderId, list.id) } : {}),
    ...readOptions(ctx),
    ...(statuses ? { statuses } : {}),
  });
  if (statuses) fallBack(ctx, after, statuses);
  const changes = after.name === list.name ? [] : [{ field: 'name', before: list.name, after: after.name }];
  ctx.emit({
    event: 'listUpdated',
    ids: { list_id: list.id },
    changes,
    workspaceId: workspaceOf(ctx.state, list.spaceId),
  });
  return after;
}

/** On creation `content` is in the answer only when it was sent. */
function created(ctx: Context, list: ListRow) {
  const { content, ...wire } = present(ctx, list);
  return 'content' in ctx.body || 'markdown_content' in ctx.body ? { ...wire, content } : wire;
}

/** Lists, in Folders and without. */
export const lists = {
  GetLists: (ctx) => {
    const folder = findFolder(ctx, param(ctx, 'folder_id'));
    return presentRows(ctx, listsOfFolder(ctx.state, folder, flag(ctx, 'archived')));
  },

  GetFolderlessLists: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'));
    return presentRows(ctx, folderlessLists(ctx.state, space, flag(ctx, 'archived')));
  },

  GetList: (ctx) => present(ctx, findAnyList(ctx, param(ctx, 'list_id'))),

  CreateList: (ctx) => {
    const folder = findFolder(ctx, param(ctx, 'folder_id'), 'create');
    const name = listName(ctx, folder.spaceId, folder.id, null);
    return created(ctx, addList(ctx, folder.spaceId, folder.id, name, readOptions(ctx)));
  },

  CreateFolderlessList: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'), 'create');
    const name = listName(ctx, space.id, null, null);
    return created(ctx, addList(ctx, space.id, null, name, readOptions(ctx)));
  },

  UpdateList: (ctx) => present(ctx, updateList(ctx)),

  DeleteList: (ctx) => {
    const list = findAnyList(ctx, param(ctx, 'list_id'));
    if (!list.deleted) removeList(ctx, findList(ctx, list.id, 'create'));
    return {};
  },
} satisfies Routes;
