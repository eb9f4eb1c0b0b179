import type { Context } from '../context.js';
import type { FolderRow, ListRow, SpaceRow } from '../state/places.js';
import { listsUnder, subfolders, workspaceOf } from './places.js';
import { removeTask } from './task-delete.js';

/** Deletes the List and the tasks that are at home in it; visitors from other Lists only leave it. */
export function removeList(ctx: Context, list: ListRow): void {
  if (list.deleted) return;
  for (const task of ctx.state.tasks.by('list', list.id)) if (!task.deleted) removeTask(ctx, task, false);
  for (const task of ctx.state.tasks.by('extraList', list.id)) {
    ctx.state.tasks.patch(task.id, { extraListIds: task.extraListIds.filter((id) => id !== list.id) });
  }
  ctx.state.lists.patch(list.id, { deleted: true });
  ctx.emit({
    event: 'listDeleted',
    ids: { list_id: list.id },
    changes: [],
    workspaceId: workspaceOf(ctx.state, list.spaceId),
  });
}

/** Deletes the Folder with all Lists and Folders in it. */
export function removeFolder(ctx: Context, folder: FolderRow): void {
  if (folder.deleted) return;
  for (const child of subfolders(ctx.state, folder)) removeFolder(ctx, child);
  for (const list of listsUnder(ctx.state, folder)) removeList(ctx, list);
  ctx.state.folders.patch(folder.id, { deleted: true });
  const workspaceId = workspaceOf(ctx.state, folder.spaceId);
  ctx.emit({ event: 'folderDeleted', ids: { folder_id: folder.id }, changes: [], workspaceId });
}

/** Deletes the Space with all that is in it. */
export function removeSpace(ctx: Context, space: SpaceRow): void {
  for (const folder of ctx.state.folders.by('space', space.id)) removeFolder(ctx, folder);
  for (const list of ctx.state.lists.by('space', space.id)) removeList(ctx, list);
  ctx.state.spaces.patch(space.id, { deleted: true });
  const { workspaceId } = space;
  ctx.emit({ event: 'spaceDeleted', ids: { space_id: space.id }, changes: [], workspaceId });
}
