import { type Context, flag } from '../context.js';
import { apiError, badInteger, noAccess, notAuthorized } from '../errors.js';
import type { FolderRow, ListRow, SpaceRow, WorkspaceRow } from '../state/places.js';
import type { PermissionLevel } from '../state/rights.js';
import type { TaskRow } from '../state/tasks.js';
import { atLeast, folderLevel, listLevel, spaceLevel, taskLevel } from './access.js';
import { workspaceOf } from './places.js';

const DIGITS = /^\d+$/;

/** The Workspace of the path, provided the token reaches it; else 400 INPUT_001 or 401 OAUTH_027. */
export function findWorkspace(ctx: Context, id: string): WorkspaceRow {
  if (!DIGITS.test(id)) throw apiError(400, 'INPUT_001', 'Team ID invalid');
  const workspace = ctx.state.workspaces.get(id);
  if (!workspace || !ctx.token.workspaceIds.includes(id)) throw notAuthorized();
  return workspace;
}

/** The Space, deleted or not; unknown or out of reach is 401 OAUTH_027. */
export function findAnySpace(ctx: Context, id: string): SpaceRow {
  if (!DIGITS.test(id)) throw badInteger(id);
  const space = ctx.state.spaces.get(id);
  if (!space || !ctx.token.workspaceIds.includes(space.workspaceId)) throw notAuthorized();
  if (spaceLevel(ctx.state, ctx.user, space) === null) throw notAuthorized();
  return space;
}

/** A Space that exists; a deleted one is 404 PROJ_006. With `needs`, 401 where the user's level is lower. */
export function findSpace(ctx: Context, id: string, needs: PermissionLevel = 'read'): SpaceRow {
  const space = findAnySpace(ctx, id);
  if (space.deleted) throw apiError(404, 'PROJ_006', 'Space not found');
  requireLevel(spaceLevel(ctx.state, ctx.user, space), needs);
  return space;
}

/** The Folder, deleted or not. */
export function findAnyFolder(ctx: Context, id: string): FolderRow {
  if (!DIGITS.test(id)) throw badInteger(id);
  const folder = ctx.state.folders.get(id);
  if (!folder || !reaches(ctx, folder.spaceId)) throw notAuthorized();
  if (folderLevel(ctx.state, ctx.user, folder) === null) throw notAuthorized();
  return folder;
}

/** A Folder that exists; a deleted one is 404 PROJ_006. */
export function findFolder(ctx: Context, id: string, needs: PermissionLevel = 'read'): FolderRow {
  const folder = findAnyFolder(ctx, id);
  if (folder.deleted) throw apiError(404, 'PROJ_006', 'Folder not found');
  requireLevel(folderLevel(ctx.state, ctx.user, folder), needs);
  return folder;
}

/** The List, deleted or not; `0` and text are 400 INPUT_003. */
export function findAnyList(ctx: Context, id: string): ListRow {
  if (!DIGITS.test(id) || Number(id) === 0) throw apiError(400, 'INPUT_003', 'List ID invalid');
  const list = ctx.state.lists.get(id);
  if (!list || !reaches(ctx, list.spaceId)) throw notAuthorized();
  if (listLevel(ctx.state, ctx.user, list) === null) throw notAuthorized();
  return list;
}

/** A List that exists; a deleted one is 404 ACCESS_100. */
export function findList(ctx: Context, id: string, needs: PermissionLevel = 'read'): ListRow {
  const list = findAnyList(ctx, id);
  if (list.deleted) throw apiError(404, 'ACCESS_100', 'List deleted');
  requireLevel(listLevel(ctx.state, ctx.user, list), needs);
  return list;
}

/** The task by its own id, or by its custom id with `custom_task_ids=true&team_id=<Workspace>`. */
export function findTask(ctx: Context, id: string, needs: PermissionLevel = 'read'): TaskRow {
  return checkTask(ctx, flag(ctx, 'custom_task_ids') ? byCustomId(ctx, id) : ctx.state.tasks.get(id), needs);
}

/** The task by its own id only, for the routes that take no custom ids. */
export function findTaskById(ctx: Context, id: string, needs: PermissionLevel = 'read'): TaskRow {
  return checkTask(ctx, ctx.state.tasks.get(id), needs);
}

/** The task at the other end of a dependency or link; one that the user cannot see is 401 ACCESS_083. */
export function findOtherTask(ctx: Context, id: string): TaskRow {
  try {
    return findTask(ctx, id);
  } catch {
    throw apiError(401, 'ACCESS_083', 'You do not have access to this task');
  }
}

function checkTask(ctx: Context, task: TaskRow | undefined, needs: PermissionLevel): TaskRow {
  if (!task || !ctx.token.workspaceIds.includes(task.workspaceId)) throw notAuthorized();
  const level = taskLevel(ctx.state, ctx.user, task);
  if (level === null) throw notAuthorized();
  if (task.deleted) throw apiError(404, 'ITEM_013', 'Task not found, deleted');
  requireLevel(level, needs);
  return task;
}

function byCustomId(ctx: Context, id: string): TaskRow | undefined {
  const workspaceId = ctx.query.get('team_id') ?? '';
  const found = ctx.state.tasks.by('customId', `${workspaceId}:${id.toLowerCase()}`);
  return found.find((task) => !task.deleted) ?? found[0];
}

const reaches = (ctx: Context, spaceId: string): boolean =>
  ctx.token.workspaceIds.includes(workspaceOf(ctx.state, spaceId));

const permissionNames: Record<PermissionLevel, string> = {
  read: 'can_read',
  comment: 'can_comment',
  edit: 'can_edit_tasks',
  create: 'can_create_tasks',
};

/** Throws 401 ACCESS_081 (ACCESS_064 for creation) where `level` is not enough. */
export function requireLevel(level: PermissionLevel | null, needs: PermissionLevel): void {
  if (!atLeast(level, needs)) throw noAccess(permissionNames[needs], needs === 'create' ? 'ACCESS_064' : 'ACCESS_081');
}
