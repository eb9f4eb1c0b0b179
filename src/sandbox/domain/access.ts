import type { State } from '../state/index.js';
import { Role, type UserRow } from '../state/people.js';
import type { FolderRow, ListRow, SpaceRow } from '../state/places.js';
import type { PermissionLevel } from '../state/rights.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';

const ranks: Record<PermissionLevel, number> = { read: 1, comment: 3, edit: 4, create: 5 };

export const atLeast = (level: PermissionLevel | null, needed: PermissionLevel): boolean =>
  level !== null && ranks[level] >= ranks[needed];

/** The member's role number in the Workspace, or null. */
export const roleIn = (state: State, user: UserRow, workspaceId: string): number | null =>
  state.members.get(`${workspaceId}:${user.id}`)?.role ?? null;

/** Whether the user owns or administers the Workspace. */
export function isAdmin(state: State, user: UserRow, workspaceId: string): boolean {
  const role = roleIn(state, user, workspaceId);
  return role === Role.owner || role === Role.admin;
}

/** Whether the user is in the Workspace as more than a guest. */
export function isMember(state: State, user: UserRow, workspaceId: string): boolean {
  const role = roleIn(state, user, workspaceId);
  return role !== null && role !== Role.guest;
}

/** Whether the user may know of a custom field: some are hidden from guests. */
export const seesField = (state: State, user: UserRow, field: FieldRow): boolean =>
  !(field.hideFromGuests && roleIn(state, user, field.workspaceId) === Role.guest);

const better = (a: PermissionLevel | null, b: PermissionLevel | null): PermissionLevel | null =>
  (a ? ranks[a] : 0) >= (b ? ranks[b] : 0) ? a : b;

/** The best level that grants on this very object give the user. */
export function granted(state: State, user: UserRow, objectType: string, objectId: string): PermissionLevel | null {
  let level: PermissionLevel | null = null;
  for (const share of state.shares.by('object', `${objectType}:${objectId}`)) {
    const applies =
      share.kind === 'user'
        ? share.granteeId === user.id
        : (state.groups.get(share.granteeId)?.memberIds.includes(user.id) ?? false);
    if (applies) level = better(level, share.level);
  }
  return level;
}

/** What the user may do in the Space; guests have nothing here unless it is shared with them. */
export function spaceLevel(state: State, user: UserRow, space: SpaceRow): PermissionLevel | null {
  const role = roleIn(state, user, space.workspaceId);
  if (role === null) return null;
  const own = granted(state, user, 'space', space.id);
  if (role === Role.guest) return own;
  if (role === Role.owner || !space.private) return 'create';
  return own;
}

/** Whether the object was made private by itself, which cuts off what its surroundings would give. */
const isPrivate = (state: State, objectType: string, objectId: string): boolean =>
  state.privateObjects.has(`${objectType}:${objectId}`);

export function folderLevel(state: State, user: UserRow, folder: FolderRow): PermissionLevel | null {
  const own = granted(state, user, 'folder', folder.id);
  if (isPrivate(state, 'folder', folder.id)) return own;
  const parent = folder.parentFolderId === null ? undefined : state.folders.get(folder.parentFolderId);
  if (parent) return better(own, folderLevel(state, user, parent));
  const space = state.spaces.get(folder.spaceId);
  return space ? better(own, spaceLevel(state, user, space)) : own;
}

export function listLevel(state: State, user: UserRow, list: ListRow): PermissionLevel | null {
  const own = granted(state, user, 'list', list.id);
  if (isPrivate(state, 'list', list.id)) return own;
  const folder = list.folderId === null ? undefined : state.folders.get(list.folderId);
  if (folder) return better(own, folderLevel(state, user, folder));
  const space = state.spaces.get(list.spaceId);
  return space ? better(own, spaceLevel(state, user, space)) : own;
}

export function taskLevel(state: State, user: UserRow, task: TaskRow): PermissionLevel | null {
  let level = granted(state, user, 'task', task.id);
  if (isPrivate(state, 'task', task.id)) return level;
  for (const listId of [task.listId, ...task.extraListIds]) {
    const list = state.lists.get(listId);
    if (list) level = better(level, listLevel(state, user, list));
  }
  const parent = task.parentId === null ? undefined : state.tasks.get(task.parentId);
  return parent ? better(level, taskLevel(state, user, parent)) : level;
}

/**
 * What the user may do with Docs and views that lie in a place, by its type: 4 Space, 5 Folder, 6 List, 7 Everything level,
 * 12 Workspace. Null where there is no such place, and at the last two for guests.
 */
export function parentLevel(state: State, user: UserRow, workspaceId: string, type: number, id: string) {
  if (type === 7 || type === 12) return isMember(state, user, workspaceId) ? 'create' : null;
  const space = type === 4 ? state.spaces.get(id) : undefined;
  if (space && !space.deleted) return spaceLevel(state, user, space);
  const folder = type === 5 ? state.folders.get(id) : undefined;
  if (folder && !folder.deleted) return folderLevel(state, user, folder);
  const list = type === 6 ? state.lists.get(id) : undefined;
  return list && !list.deleted ? listLevel(state, user, list) : null;
}
