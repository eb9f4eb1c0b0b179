import type { Context } from '../context.js';
import { apiError } from '../errors.js';
import type { FolderRow } from '../state/places.js';
import { findFolder } from './locate.js';
import { workspaceOf } from './places.js';

type FolderPlace = Pick<FolderRow, 'name' | 'spaceId' | 'parentFolderId'>;

/** Throws 400 CAT_014 where a sibling other than `own` has the name. */
export function demandFreeName(ctx: Context, { name, spaceId, parentFolderId }: FolderPlace, own: string | null): void {
  const siblings = ctx.state.folders
    .by('space', spaceId)
    .filter((folder) => !folder.deleted && folder.parentFolderId === parentFolderId && folder.id !== own);
  if (siblings.some((folder) => folder.name === name)) throw apiError(400, 'CAT_014', 'Folder name taken');
}

/** A Folder's name: blank is 400 CAT_021, one that a sibling has is CAT_014. */
export function folderName(ctx: Context, spaceId: string, parentFolderId: string | null, own: string | null): string {
  const { name } = ctx.body;
  if (typeof name !== 'string' || name.trim() === '') throw apiError(400, 'CAT_021', 'Project name invalid');
  demandFreeName(ctx, { name, spaceId, parentFolderId }, own);
  return name;
}

/** The Folder that a new one shall lie in, from `parent_folder_id`. */
export function parentFolder(ctx: Context, spaceId: string): string | null {
  const { parent_folder_id: id } = ctx.body;
  if (id === undefined || id === null || id === '') return null;
  const parent = findFolder(ctx, String(id), 'create');
  if (parent.spaceId !== spaceId) throw apiError(400, 'INPUT_011', 'Folder ID invalid');
  return parent.id;
}

/** Stores a new, empty Folder at the end of its siblings. */
export function addFolder(ctx: Context, spaceId: string, parentFolderId: string | null, name: string): FolderRow {
  const folder = ctx.state.folders.put({
    id: ctx.ids.place(),
    spaceId,
    parentFolderId,
    name,
    orderindex: ctx.state.folders.count('space', spaceId),
    statuses: null,
    archived: false,
    deleted: false,
  });
  const workspaceId = workspaceOf(ctx.state, spaceId);
  ctx.emit({ event: 'folderCreated', ids: { folder_id: folder.id }, changes: [], workspaceId });
  return folder;
}
