import type { OperationId } from '../../../generated/operations.js';
import type { LookUp, Row, Sent } from '../../runtime/look-up.js';
import { byDate, idOf, objectAt, once, type Rules, rowsAt, sameName, text } from './listing.js';

/**
 * ClickUp does not say when Lists, Folders and Spaces were made, but lets no two of one parent have one name: one of the name
 * in which nothing is older is the one that was asked for.
 */
const place = { page: once(), answer: (row: Row) => row } as const;

/** The tasks of a List, the oldest first. */
const tasksOf = ({ id }: Row) => ({
  read: 'GetTasks',
  path: { list_id: idOf(id) },
  query: { order_by: 'created', reverse: 'true', subtasks: 'true', include_closed: 'true' },
  rows: (answer: unknown) => rowsAt(answer, 'tasks'),
  created: byDate.created,
});

const list = (read: OperationId): LookUp => ({
  ...place,
  read,
  rows: (answer) => rowsAt(answer, 'lists'),
  isLike: (row, sent) => sameName(row, sent) && Number(row.task_count ?? 0) === 0,
  whole: { read: 'GetList', path: ({ id }) => ({ list_id: idOf(id) }) },
});

/** Made of a template it has tasks, but new ones. */
const listOfTemplate = (read: OperationId): LookUp => ({
  ...place,
  read,
  rows: (answer) => rowsAt(answer, 'lists'),
  isLike: sameName,
  inside: (row) => [tasksOf(row)],
  whole: { read: 'GetList', path: ({ id }) => ({ list_id: idOf(id) }) },
  answer: (row) => ({ id: row.id, list: row }),
});

const withSubfolders = (rows: readonly Row[]): Row[] =>
  rows.flatMap((row) => [row, ...withSubfolders(rowsAt(row, 'folders') ?? [])]);

const isFolderOf = (row: Row, sent: Sent): boolean =>
  sameName(row, sent) && (!sent.body.parent_folder_id || idOf(row.parent_folder) === idOf(sent.body.parent_folder_id));

const folder: LookUp = {
  ...place,
  read: 'GetFolders',
  page: once({ include_subfolders: 'true' }),
  rows(answer) {
    const rows = rowsAt(answer, 'folders');
    return rows && withSubfolders(rows);
  },
  isLike: (row, sent) => isFolderOf(row, sent) && (rowsAt(row, 'lists') ?? []).length === 0,
  whole: { read: 'GetFolder', path: ({ id }) => ({ folder_id: idOf(id) }) },
};

const folderOfTemplate: LookUp = {
  ...folder,
  isLike: isFolderOf,
  inside: (row) => (rowsAt(row, 'lists') ?? []).map(tasksOf),
  answer: (row) => ({ id: row.id, folder: row }),
};

const space: LookUp = {
  ...place,
  read: 'GetSpaces',
  rows: (answer) => rowsAt(answer, 'spaces'),
  isLike: sameName,
  inside({ id }) {
    const path = { space_id: idOf(id) };
    return [
      { read: 'GetFolders', path, rows: (answer) => rowsAt(answer, 'folders') },
      { read: 'GetFolderlessLists', path, rows: (answer) => rowsAt(answer, 'lists') },
    ];
  },
};

/** Of one name there is one in a Space. */
const tag: LookUp = {
  read: 'GetSpaceTags',
  page: once(),
  rows: (answer) => rowsAt(answer, 'tags'),
  isLike: (row, { body }) => text(row.name).toLowerCase() === text(objectAt(body, 'tag').name).toLowerCase(),
  byName: true,
  answer: () => ({}),
  made: () => [],
};

export const placeRules = {
  CreateSpace: space,
  CreateSpaceTag: tag,
  CreateList: list('GetLists'),
  CreateFolderlessList: list('GetFolderlessLists'),
  CreateFolder: folder,
  CreateFolderListFromTemplate: listOfTemplate('GetLists'),
  CreateSpaceListFromTemplate: listOfTemplate('GetFolderlessLists'),
  CreateFolderFromTemplate: folderOfTemplate,
} satisfies Rules;
