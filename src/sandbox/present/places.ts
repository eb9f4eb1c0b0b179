import { folderLevel, listLevel } from '../domain/access.js';
import { priorities } from '../domain/features.js';
import { listsOfFolder, statusesOf, subfolders, taskCount } from '../domain/places.js';
import type { State } from '../state/index.js';
import type { UserRow } from '../state/people.js';
import type { FolderRow, ListRow, SpaceRow, StatusRow } from '../state/places.js';
import { presentFeatures } from './features.js';
import { presentUsers } from './people.js';
import { time } from './time.js';

/** A priority number as tasks and Lists show it, or null. */
export function presentPriority(priority: number | null) {
  return priorities.find(({ id }) => id === String(priority)) ?? null;
}

export const presentStatus = (status: StatusRow) => ({
  id: status.id,
  status: status.status,
  type: status.type,
  orderindex: status.orderindex,
  color: status.color,
});

export const presentSpace = (space: SpaceRow) => ({
  id: space.id,
  name: space.name,
  color: space.color,
  private: space.private,
  avatar: space.avatar,
  admin_can_manage: space.adminCanManage,
  statuses: space.statuses.map(presentStatus),
  multiple_assignees: space.multipleAssignees,
  features: presentFeatures(space),
  archived: space.archived,
});

/** A List's Folder as its tasks and itself show it; a folderless List has a hidden one. */
export function presentFolderRef(state: State, list: ListRow) {
  const folder = list.folderId === null ? undefined : state.folders.get(list.folderId);
  if (folder) return { id: folder.id, name: folder.name, hidden: false, access: true };
  // The hidden Folder of a folderless List has an id of its own, which no route accepts.
  return { id: `9016${list.id.slice(4)}`, name: 'hidden', hidden: true, access: true };
}

const spaceRef = (state: State, spaceId: string) => ({
  id: spaceId,
  name: state.spaces.get(spaceId)?.name ?? '',
  access: true,
});

/** A List with all its properties, as the user sees it; `status` only when one is set. */
export function presentList(state: State, user: UserRow, list: ListRow) {
  const own = list.statuses !== null;
  return {
    id: list.id,
    name: list.name,
    deleted: list.deleted,
    orderindex: list.orderindex,
    content: list.content,
    ...(list.status ? { status: { ...list.status, hide_label: true } } : {}),
    priority: presentPriority(list.priority),
    assignee: list.assigneeId === null ? null : (presentUsers(state, [list.assigneeId])[0] ?? null),
    task_count: taskCount(state, list),
    due_date: time(list.dueDate),
    start_date: time(list.startDate),
    folder: presentFolderRef(state, list),
    space: spaceRef(state, list.spaceId),
    inbound_address: `a.t.${list.id}.u.harbour@tasks.clickup.com`,
    archived: list.archived,
    override_statuses: own,
    statuses: statusesOf(state, list).map((status) => ({
      ...presentStatus(status),
      status_group: own ? `subcat_${list.id}` : `proj_${list.spaceId}`,
    })),
    permission_level: listLevel(state, user, list) ?? 'read',
  };
}

/** A List among others: without statuses and address, and with `status` even when none is set. */
export function presentListRow(state: State, user: UserRow, list: ListRow) {
  const { deleted: _deleted, statuses: _statuses, inbound_address: _address, ...row } = presentList(state, user, list);
  return { ...row, status: row.status ?? null };
}

const listsSeen = (state: State, user: UserRow, folder: FolderRow): ListRow[] =>
  listsOfFolder(state, folder, false).filter((list) => listLevel(state, user, list) !== null);

/**
 * A Folder with those of its Lists that the user may see. `task_count` is a string here; `statuses` are the Folder's own, not
 * those it takes from its Space.
 */
export function presentFolder(state: State, user: UserRow, folder: FolderRow): FolderWire {
  const lists = listsSeen(state, user, folder);
  return {
    id: folder.id,
    name: folder.name,
    orderindex: folder.orderindex,
    override_statuses: folder.statuses !== null,
    hidden: false,
    space: spaceRef(state, folder.spaceId),
    task_count: String(lists.reduce((sum, list) => sum + taskCount(state, list), 0)),
    archived: folder.archived,
    statuses: (folder.statuses ?? []).map(presentStatus),
    deleted: folder.deleted,
    lists: lists.map((list) => presentList(state, user, list)),
    permission_level: folderLevel(state, user, folder) ?? 'read',
    ...(folder.parentFolderId === null ? {} : { parent_folder: folder.parentFolderId }),
  };
}

/** A Folder as the list of all Folders of a Workspace has it: where it lies, and its Lists with their statuses. */
export const presentFolderOutline = (state: State, user: UserRow, folder: FolderRow) => ({
  id: folder.id,
  name: folder.name,
  space: { id: folder.spaceId, name: state.spaces.get(folder.spaceId)?.name ?? '' },
  lists: listsSeen(state, user, folder).map((list) => {
    const { id, name, task_count, statuses } = presentList(state, user, list);
    return { id, name, task_count, statuses };
  }),
});

/** The subfolders that the user may see, each with its own. */
export const presentSubfolders = (state: State, user: UserRow, folder: FolderRow): FolderWire[] =>
  subfolders(state, folder)
    .filter((child) => folderLevel(state, user, child) !== null)
    .map((child) => ({ ...presentFolder(state, user, child), folders: presentSubfolders(state, user, child) }));

export interface FolderWire {
  readonly id: string;
  readonly [key: string]: unknown;
}
