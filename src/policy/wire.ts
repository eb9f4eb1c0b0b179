import { idOf, objectAt } from '../runtime/wire.js';
import type { Place } from './place.js';

export { idOf, objectAt, rowsAt } from '../runtime/wire.js';

/** Where a task or List says that it lies; a hidden Folder, that of Lists without one, is none. */
export function placeIn(row: Record<string, unknown>, list = idOf(objectAt(row, 'list').id)): Place {
  const folder = objectAt(row, 'folder');
  const folderId = folder.hidden === true ? undefined : idOf(folder.id);
  return {
    workspace: idOf(row.team_id),
    space: idOf(objectAt(row, 'space').id),
    folders: folderId === undefined ? [] : [folderId],
    list,
  };
}

/** Where a time entry's task lies. */
export const placeOfEntry = (entry: Record<string, unknown>): Place => {
  const { list_id, folder_id, space_id } = objectAt(entry, 'task_location');
  const folder = idOf(folder_id);
  return { workspace: idOf(entry.wid), space: idOf(space_id), folders: folder ? [folder] : [], list: idOf(list_id) };
};
