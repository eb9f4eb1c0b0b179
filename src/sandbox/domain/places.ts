import { apiError } from '../errors.js';
import type { State } from '../state/index.js';
import type { FolderRow, ListRow, SpaceRow, StatusRow } from '../state/places.js';
import type { TaskRow } from '../state/tasks.js';

/** Statuses of a List: its own, else those of the nearest Folder that has some, else the Space's. */
export function statusesOf(state: State, list: ListRow): readonly StatusRow[] {
  if (list.statuses) return list.statuses;
  let folder = list.folderId === null ? undefined : state.folders.get(list.folderId);
  while (folder) {
    if (folder.statuses) return folder.statuses;
    folder = folder.parentFolderId === null ? undefined : state.folders.get(folder.parentFolderId);
  }
  return state.spaces.get(list.spaceId)?.statuses ?? [];
}

/** The Workspace that a Space belongs to; empty when there is no such Space. */
export const workspaceOf = (state: State, spaceId: string): string => state.spaces.get(spaceId)?.workspaceId ?? '';

/** Whether work in the status has come to an end. */
export const isEnded = ({ type }: StatusRow): boolean => type === 'done' || type === 'closed';

/** The status a new task gets: the one of type `open`. */
export const openStatus = (statuses: readonly StatusRow[]): StatusRow => {
  const found = statuses.find((status) => status.type === 'open') ?? statuses[0];
  if (!found) throw new Error('A List without statuses');
  return found;
};

/** The status of that name, in any case; else 400 CRTSK_001. */
export function statusNamed(statuses: readonly StatusRow[], name: unknown): StatusRow {
  const wanted = typeof name === 'string' ? name.trim().toLowerCase() : '';
  const found = statuses.find((status) => status.status.toLowerCase() === wanted);
  if (!found) throw apiError(400, 'CRTSK_001', 'Status not found');
  return found;
}

/** The full status of a task, or a grey stand-in when its List no longer has it. */
export function statusOf(state: State, task: TaskRow): StatusRow {
  const list = state.lists.get(task.listId);
  const found = list && statusesOf(state, list).find((status) => status.status === task.status);
  return found ?? { id: `p${task.spaceId}_none`, status: task.status, type: 'custom', color: '#87909e', orderindex: 0 };
}

const counts = (task: TaskRow): boolean => !task.deleted && !task.archived && task.parentId === null;

/** Tasks that a List shows: at home there or added to it; neither archived ones nor subtasks. */
export const taskCount = (state: State, list: ListRow): number =>
  state.tasks.by('list', list.id).filter(counts).length + state.tasks.by('extraList', list.id).filter(counts).length;

const inOrder = <T extends { readonly orderindex: number }>(rows: T[]): T[] =>
  rows.sort((a, b) => a.orderindex - b.orderindex);

/** Lists of a Folder as they are shown, archived or not. */
export const listsOfFolder = (state: State, folder: FolderRow, archived: boolean): ListRow[] =>
  inOrder(state.lists.by('folder', folder.id).filter((list) => !list.deleted && list.archived === archived));

export const folderlessLists = (state: State, space: SpaceRow, archived: boolean): ListRow[] =>
  inOrder(state.lists.by('folderless', space.id).filter((list) => !list.deleted && list.archived === archived));

/** Folders directly in a Folder. */
export const subfolders = (state: State, folder: FolderRow): FolderRow[] =>
  inOrder(state.folders.by('parent', folder.id).filter((child) => !child.deleted));

/** All Lists of a Folder and of the Folders in it, that are not deleted. */
export const listsUnder = (state: State, folder: FolderRow): ListRow[] => [
  ...state.lists.by('folder', folder.id).filter((list) => !list.deleted),
  ...subfolders(state, folder).flatMap((child) => listsUnder(state, child)),
];

/** The Folders around a List, innermost first. */
export function foldersAround(state: State, list: ListRow): FolderRow[] {
  const found: FolderRow[] = [];
  for (let id = list.folderId; id !== null; ) {
    const folder = state.folders.get(id);
    if (!folder) break;
    found.push(folder);
    id = folder.parentFolderId;
  }
  return found;
}
