import { type Context, flag, isObject, param, type Routes } from '../context.js';
import { folderLevel } from '../domain/access.js';
import { addFolder, demandFreeName, folderName, parentFolder } from '../domain/folder-create.js';
import { findAnyFolder, findFolder, findSpace, findWorkspace } from '../domain/locate.js';
import { removeFolder } from '../domain/place-delete.js';
import { listsUnder, openStatus, statusesOf, subfolders, workspaceOf } from '../domain/places.js';
import { ensureTags } from '../domain/tags.js';
import { enterStatus } from '../domain/task-write.js';
import { apiError } from '../errors.js';
import { presentFolder, presentFolderOutline, presentSubfolders } from '../present/places.js';
import type { State } from '../state/index.js';
import type { FolderRow, ListRow } from '../state/places.js';

const present = ({ state, user }: Context, folder: FolderRow) => presentFolder(state, user, folder);

const presentWithSubfolders = (ctx: Context, folder: FolderRow) => ({
  ...present(ctx, folder),
  folders: presentSubfolders(ctx.state, ctx.user, folder),
});

/** All Folders below one, nearest first. */
const below = (state: State, folder: FolderRow): FolderRow[] =>
  subfolders(state, folder).flatMap((child) => [child, ...below(state, child)]);

/** Gives the Folder its place among its new siblings; no position is the top. */
function reposition(ctx: Context, folder: FolderRow, position: number): void {
  const siblings = ctx.state.folders
    .by('space', folder.spaceId)
    .filter((row) => !row.deleted && row.parentFolderId === folder.parentFolderId && row.id !== folder.id)
    .sort((a, b) => a.orderindex - b.orderindex);
  siblings.splice(Math.max(0, position), 0, folder);
  for (const [orderindex, row] of siblings.entries()) ctx.state.folders.patch(row.id, { orderindex });
}

/** In another Space, tasks keep their tags, and their status where its name exists; else they fall to the open one. */
function carryTasks(ctx: Context, list: ListRow, spaceId: string, types: unknown): void {
  const { state } = ctx;
  const moved = state.lists.patch(list.id, { spaceId });
  const statuses = statusesOf(state, moved);
  for (const task of state.tasks.by('list', list.id)) {
    const known = statuses.some((status) => status.status === task.status);
    ensureTags(ctx, spaceId, task.tags);
    const mapped = isObject(types) ? types[String(task.customItemId)] : undefined;
    state.tasks.patch(task.id, {
      spaceId,
      ...(typeof mapped === 'number' ? { customItemId: mapped } : {}),
      ...(known ? {} : enterStatus(task, openStatus(statuses), ctx.now)),
    });
  }
}

function moveFolder(ctx: Context): FolderRow {
  const { state, body } = ctx;
  const folder = findFolder(ctx, param(ctx, 'folder_id'), 'create');
  const parent =
    body.parent_folder_id === undefined || body.parent_folder_id === null
      ? null
      : findFolder(ctx, String(body.parent_folder_id), 'create');
  const inside = below(state, folder);
  if (parent && (parent.id === folder.id || inside.some((row) => row.id === parent.id))) {
    throw apiError(400, 'INPUT_011', 'Folder ID invalid');
  }
  const given =
    body.space_id === undefined || body.space_id === null ? null : findSpace(ctx, String(body.space_id), 'create');
  const stays = parent === null && given === null;
  const spaceId = parent?.spaceId ?? given?.id ?? folder.spaceId;
  const parentFolderId = parent?.id ?? (stays ? folder.parentFolderId : null);
  demandFreeName(ctx, { name: folder.name, spaceId, parentFolderId }, folder.id);
  const moved = state.folders.patch(folder.id, { spaceId, parentFolderId });
  if (spaceId !== folder.spaceId) {
    for (const row of inside) state.folders.patch(row.id, { spaceId });
    for (const list of listsUnder(state, moved)) carryTasks(ctx, list, spaceId, body.custom_type_map);
  }
  reposition(ctx, moved, typeof body.position === 'number' ? body.position : 0);
  return state.folders.get(folder.id) ?? moved;
}

const updated = (ctx: Context, folder: FolderRow): FolderRow => {
  const workspaceId = workspaceOf(ctx.state, folder.spaceId);
  ctx.emit({ event: 'folderUpdated', ids: { folder_id: folder.id }, changes: [], workspaceId });
  return folder;
};

/** Folders. */
export const folders = {
  GetFolders: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'));
    const archived = flag(ctx, 'archived');
    const rows = ctx.state.folders
      .by('space', space.id)
      .filter((folder) => !folder.deleted && folder.archived === archived && folder.parentFolderId === null)
      .filter((folder) => folderLevel(ctx.state, ctx.user, folder) !== null)
      .sort((a, b) => a.orderindex - b.orderindex);
    const shown = flag(ctx, 'include_subfolders') ? presentWithSubfolders : present;
    return { folders: rows.map((folder) => shown(ctx, folder)) };
  },

  GetWorkspaceFolders: (ctx) => {
    const { state, user } = ctx;
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const archived = flag(ctx, 'archived');
    const rows = state.spaces
      .by('workspace', workspace.id)
      .filter((space) => !space.deleted)
      .flatMap((space) => state.folders.by('space', space.id).sort((a, b) => a.orderindex - b.orderindex))
      .filter((folder) => !folder.deleted && folder.archived === archived && folderLevel(state, user, folder) !== null);
    return { folders: rows.map((folder) => presentFolderOutline(state, user, folder)) };
  },

  GetFolder: (ctx) => {
    const folder = findAnyFolder(ctx, param(ctx, 'folder_id'));
    return flag(ctx, 'include_subfolders') ? presentWithSubfolders(ctx, folder) : present(ctx, folder);
  },

  CreateFolder: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'), 'create');
    const parent = parentFolder(ctx, space.id);
    const folder = addFolder(ctx, space.id, parent, folderName(ctx, space.id, parent, null));
    return present(ctx, folder);
  },

  UpdateFolder: (ctx) => {
    const folder = findFolder(ctx, param(ctx, 'folder_id'), 'create');
    if ('archived' in ctx.body) ctx.note('archived has no effect on a Folder');
    const name = folderName(ctx, folder.spaceId, folder.parentFolderId, folder.id);
    const after = updated(ctx, ctx.state.folders.patch(folder.id, { name }));
    return present(ctx, after);
  },

  MoveFolder: (ctx) => {
    const after = updated(ctx, moveFolder(ctx));
    return present(ctx, after);
  },

  DeleteFolder: (ctx) => {
    const folder = findAnyFolder(ctx, param(ctx, 'folder_id'));
    if (!folder.deleted) removeFolder(ctx, findFolder(ctx, folder.id, 'create'));
    return {};
  },
} satisfies Routes;
