import { isPlainObject } from '../runtime/plain-object.js';
import type { Place } from './place.js';

/** Reads answers of ClickUp: an object, whatever came. */
export const objectAt = (value: unknown, ...steps: readonly string[]): Record<string, unknown> => {
  const found = steps.reduce<unknown>((at, step) => (isPlainObject(at) ? at[step] : undefined), value);
  return isPlainObject(found) ? found : {};
};

/** The objects of a list in an answer. */
export const rowsAt = (value: unknown, ...steps: readonly string[]): Record<string, unknown>[] => {
  const found = steps.reduce<unknown>((at, step) => (isPlainObject(at) ? at[step] : undefined), value);
  return Array.isArray(found) ? found.filter(isPlainObject) : [];
};

/** An id, as text. */
export const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

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
