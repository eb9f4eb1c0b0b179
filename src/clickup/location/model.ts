import { isPlainObject } from '../../runtime/plain-object.js';

/** What the tools of the hierarchy read from ClickUp's Spaces, Folders and Lists; counts and parents come in two forms. */
export interface WireLocation {
  id?: string | number;
  name?: string;
  archived?: boolean;
}

export interface WireList extends WireLocation {
  task_count?: number | string | null;
}

export interface WireFolder extends WireLocation {
  hidden?: boolean;
  lists?: readonly (WireList | null)[] | null;
  parent_folder?: string | number | { id?: string | number } | null;
  folders?: readonly (WireFolder | null)[] | null;
}

/** Folders with their Lists, by the id of their Space. */
export type FoldersBySpace = ReadonlyMap<string, readonly WireFolder[]>;

/** A Space, Folder or List by id and name; `archived` only when it is. */
export interface HierarchyLocation {
  id: string;
  name: string;
  archived?: boolean;
}

export interface ListLocation extends HierarchyLocation {
  task_count?: number;
}

export interface FolderLocation extends HierarchyLocation {
  parent_folder_id?: string;
  lists: ListLocation[];
}

export interface SpaceLocation extends HierarchyLocation {
  folders: FolderLocation[];
  /** Lists directly in the Space. */
  lists: ListLocation[];
}

export const locationOf = ({ id, name, archived }: WireLocation): HierarchyLocation => ({
  id: String(id),
  name: name ?? '',
  ...(archived && { archived }),
});

export const listOf = (list: WireList): ListLocation => {
  const count = typeof list.task_count === 'string' ? Number.parseInt(list.task_count, 10) : list.task_count;
  return { ...locationOf(list), ...(Number.isInteger(count) && { task_count: count as number }) };
};

/** A Folder and those inside it, each naming the one it lies in. */
export const foldersOf = (folder: WireFolder, above?: string): FolderLocation[] => {
  const { parent_folder: parent, lists, folders } = folder;
  const stated = typeof parent === 'object' ? parent?.id : parent;
  const parentId = stated == null || stated === '' ? above : String(stated);
  const place = locationOf(folder);
  return [
    { ...place, ...(parentId !== undefined && { parent_folder_id: parentId }), lists: present(lists).map(listOf) },
    ...present(folders).flatMap((inner) => foldersOf(inner, place.id)),
  ];
};

const present = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
  (list ?? []).filter((item): item is T => isPlainObject(item) && item.id != null);

/** What writes and filters have to know of a List. */
export interface ListFacts {
  id: string;
  name: string;
  statuses: string[];
  /** Absent for a guest who sees the List alone. */
  space?: { id: string; name?: string };
}

/** The statuses that tasks of a place can have. */
export interface Statuses {
  /** As a sentence begins: "The Workspace". */
  place: string;
  names: string[];
  /** False where Lists may have others of their own. */
  areAll: boolean;
}

/** A Space with the statuses that its Lists take over. */
export interface SpaceStatuses {
  id: string;
  name: string;
  statuses: string[];
}
