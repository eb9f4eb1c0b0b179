/** Where something lies, as far as it was proved. */
export interface Place {
  /** The id of a task that was named by its custom id or its own. */
  readonly task?: string | undefined;
  readonly workspace?: string | undefined;
  readonly space?: string | undefined;
  /** The Folder and those around it. */
  readonly folders?: readonly string[];
  readonly list?: string | undefined;
}

/** The places that a policy allows, by id, and those on the way down to them. */
export interface Allowed {
  readonly spaces: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  /** Spaces and Folders that hold something allowed, without being allowed as a whole. */
  readonly around: { readonly spaces: ReadonlySet<string>; readonly folders: ReadonlySet<string> };
}

/** Whether a place is one of those that are allowed, or inside of one. */
export const isInside = ({ space, folders = [], list }: Place, allowed: Allowed): boolean =>
  (space !== undefined && allowed.spaces.has(space)) ||
  folders.some((folder) => allowed.folders.has(folder)) ||
  (list !== undefined && allowed.lists.has(list));

/** Whether something allowed lies in a Space or Folder that is not allowed as a whole. */
export const isAround = ({ space, folders = [], list }: Place, { around }: Allowed): boolean => {
  if (list !== undefined) return false;
  const [folder] = folders;
  return folder === undefined ? space !== undefined && around.spaces.has(space) : around.folders.has(folder);
};

/** A place in words. */
export function inWords({ workspace, space, folders = [], list }: Place): string {
  const [folder] = folders;
  if (list !== undefined) return `List ${list}${space === undefined ? '' : ` of Space ${space}`}`;
  if (folder !== undefined) return `Folder ${folder}${space === undefined ? '' : ` of Space ${space}`}`;
  if (space !== undefined) return `Space ${space}`;
  return workspace === undefined ? 'no List, Folder or Space' : `Workspace ${workspace}, in no List, Folder or Space`;
}
