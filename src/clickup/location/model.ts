/** What the tools of the hierarchy read from ClickUp's Spaces, Folders and Lists; counts and parents come in two forms. */
export interface WirePlace {
  id?: string | number;
  name?: string;
  archived?: boolean;
}

export interface WireList extends WirePlace {
  task_count?: number | string | null;
}

export interface WireFolder extends WirePlace {
  hidden?: boolean;
  lists?: readonly WireList[];
  parent_folder?: string | number | { id?: string | number } | null;
  folders?: readonly WireFolder[];
}

/** A Space, Folder or List by id and name; `archived` only when it is. */
export interface Place {
  id: string;
  name: string;
  archived?: boolean;
}

export interface ListPlace extends Place {
  task_count?: number;
}

export interface FolderPlace extends Place {
  parent_folder_id?: string;
  lists: ListPlace[];
}

export interface SpacePlace extends Place {
  folders: FolderPlace[];
  /** Lists directly in the Space. */
  lists: ListPlace[];
}

export const placeOf = ({ id, name, archived }: WirePlace): Place => ({
  id: String(id),
  name: name ?? '',
  ...(archived && { archived }),
});

export const listOf = (list: WireList): ListPlace => {
  const count = typeof list.task_count === 'string' ? Number.parseInt(list.task_count, 10) : list.task_count;
  return { ...placeOf(list), ...(Number.isInteger(count) && { task_count: count as number }) };
};

/** A Folder and those inside it, each naming the one it lies in. */
export const foldersOf = (folder: WireFolder, above?: string): FolderPlace[] => {
  const { parent_folder: parent, lists = [], folders = [] } = folder;
  const stated = typeof parent === 'object' ? parent?.id : parent;
  const parentId = stated === undefined || stated === '' ? above : String(stated);
  const place = placeOf(folder);
  return [
    { ...place, ...(parentId !== undefined && { parent_folder_id: parentId }), lists: lists.map(listOf) },
    ...folders.flatMap((inner) => foldersOf(inner, place.id)),
  ];
};
