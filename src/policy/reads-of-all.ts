import type { OperationId } from '../../generated/operations.js';
import { type Allowed, isAround, isInside, type Place } from './place.js';
import { idOf, objectAt, placeIn, placeOfEntry, rowsAt } from './wire.js';

type Row = Record<string, unknown>;

/** Reads that show no content of any place: who there is, what there is to choose from, what the plan has. */
const facts: ReadonlySet<string> = new Set<OperationId>([
  'GetAuthorizedTeams',
  'GetAuthorizedUser',
  'GetCustomItems',
  'GetCustomRoles',
  'GetFolderTemplates',
  'GetListTemplates',
  'GetTaskTemplates',
  'GetUser',
  'GetUserGroups',
  'GetWorkspaceplan',
  'GetWorkspaceseats',
  'Getalltagsfromtimeentries',
  'getSubtypes',
  'getTeamAvailableFields',
]);

/** Reads of a Space or Folder around an allowed place: what it is set to, and of what it holds only what is allowed. */
const aroundReads: ReadonlySet<string> = new Set<OperationId>([
  'GetFolder',
  'GetFolderlessLists',
  'GetFolders',
  'GetLists',
  'GetSpace',
  'GetSpaceTags',
  'getFolderAvailableFields',
  'getSpaceAvailableFields',
]);

/** The timer that runs is proved by reading which it is. */
export const isOfTimer = (operation: string): boolean =>
  operation === 'Getrunningtimeentry' || operation === 'StopatimeEntry';

export const isFact = (operation: string): boolean => facts.has(operation);
export const readsAround = (operation: string): boolean => aroundReads.has(operation);

/** What a filter of an answer may ask. */
interface Sieve {
  readonly allowed: Allowed;
  /** Proves where a row with `parent: { id, type }` lies. */
  locate(row: Row): Promise<Place | undefined>;
}

/** An answer without what lies elsewhere. */
type Filter = (answer: unknown, sieve: Sieve) => unknown | Promise<unknown>;

const only = (answer: unknown, key: string, keep: (row: Row) => boolean) => ({
  ...objectAt(answer),
  [key]: rowsAt(answer, key).filter(keep),
});

const spaces: Filter = (answer, { allowed }) =>
  only(answer, 'spaces', ({ id }) => isSeen({ space: idOf(id) }, allowed));

const lists: Filter = (answer, { allowed }) =>
  only(answer, 'lists', (row) => isInside(placeIn(row, idOf(row.id)), allowed));

/** A Folder with those of its Lists that are allowed. Its own place holds for them where it is allowed as a whole. */
const folder = (row: Row, allowed: Allowed, above: readonly string[] = []): Row | undefined => {
  const folders = [idOf(row.id) ?? '', ...above];
  const space = idOf(objectAt(row, 'space').id);
  if (!isSeen({ space, folders }, allowed)) return undefined;
  const inside = (list: Row) => isInside({ space, folders, list: idOf(list.id) }, allowed);
  const below = rowsAt(row, 'folders').flatMap((each) => folder(each, allowed, folders) ?? []);
  return {
    ...row,
    ...(row.lists !== undefined && { lists: rowsAt(row, 'lists').filter(inside) }),
    ...(row.folders !== undefined && { folders: below }),
  };
};

const isSeen = (place: Place, allowed: Allowed) => isInside(place, allowed) || isAround(place, allowed);

/** Of what is shared with somebody, what is allowed. */
const withoutShared = (row: Row, allowed: Allowed): Row =>
  row.shared === undefined
    ? row
    : {
        ...row,
        shared: {
          tasks: [],
          lists: rowsAt(row, 'shared', 'lists').filter(({ id }) => isInside({ list: idOf(id) }, allowed)),
          folders: rowsAt(row, 'shared', 'folders').flatMap((each) => folder(each, allowed) ?? []),
        },
      };

const guest: Filter = (answer, { allowed }) => {
  const row = withoutShared(objectAt(answer), allowed);
  return row.guest === undefined ? row : { ...row, guest: withoutShared(objectAt(row, 'guest'), allowed) };
};

const byParent =
  (key: string): Filter =>
  async (answer, { allowed, locate }) => {
    const rows = rowsAt(answer, key);
    const places = await Promise.all(rows.map(locate));
    const kept = rows.filter((_, index) => isInside(places[index] ?? {}, allowed));
    return { ...objectAt(answer), [key]: kept };
  };

/** Reads of a whole Workspace, or around an allowed place, whose answers are cut to what is allowed. */
const filters: Partial<Record<OperationId, Filter>> = {
  GetSpaces: spaces,
  GetFolders: (answer, { allowed }) => ({
    ...objectAt(answer),
    folders: rowsAt(answer, 'folders').flatMap((row) => folder(row, allowed) ?? []),
  }),
  GetFolder: (answer, { allowed }) => folder(objectAt(answer), allowed) ?? {},
  GetLists: lists,
  GetFolderlessLists: lists,
  SharedHierarchy: (answer, { allowed }) => withoutShared(objectAt(answer), allowed),
  AddGuestToFolder: guest,
  AddGuestToList: guest,
  AddGuestToTask: guest,
  RemoveGuestFromFolder: guest,
  RemoveGuestFromList: guest,
  RemoveGuestFromTask: guest,
  GetFilteredTeamTasks: (answer, { allowed }) => only(answer, 'tasks', (row) => isInside(placeIn(row), allowed)),
  Gettimeentrieswithinadaterange: (answer, { allowed }) =>
    only(answer, 'data', (row) => isInside(placeOfEntry(row), allowed)),
  searchDocsPublic: byParent('docs'),
  getChatChannels: byParent('data'),
};

export const filterOf = (operation: string): Filter | undefined =>
  Object.hasOwn(filters, operation) ? filters[operation as OperationId] : undefined;

/** Which of the filtered reads are of a whole Workspace, so that they need not name a place. */
const ofWorkspace: ReadonlySet<string> = new Set<OperationId>([
  'GetSpaces',
  'Gettimeentrieswithinadaterange',
  'SharedHierarchy',
  'getChatChannels',
  'searchDocsPublic',
]);

export const isFiltered = (operation: string): boolean => ofWorkspace.has(operation);
