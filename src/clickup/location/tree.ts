import { readable, rows, unwrap } from '../api.js';
import { folderlessListsKey, foldersKey, spacesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { foldersAtOnce } from './folders-at-once.js';
import {
  type FolderLocation,
  type FoldersBySpace,
  foldersOf,
  type HierarchyLocation,
  type ListLocation,
  listOf,
  locationOf,
  type SpaceLocation,
} from './model.js';

export type TreeDepth = 'space' | 'folder' | 'list';

/** What to read: active things, or the archived ones as well, at twice the calls. */
export interface TreeOptions {
  depth: TreeDepth;
  archived: boolean;
  /** Whether the number of tasks of each List counts, which changes more often than names. */
  counted: boolean;
  /** Where the Spaces lie, if their Folders may be read by one call that does not tell which Folder lies in which. */
  workspaceId?: string;
}

/** The Spaces of a Workspace, in ClickUp's order, archived ones last. */
export async function readSpaces(ctx: Context, workspaceId: string, archived: boolean): Promise<HierarchyLocation[]> {
  return bothStates(archived, async (state) => {
    const params = { path: { team_id: workspaceId }, query: { archived: state } };
    const spaces = await ctx.cache.get(spacesKey(workspaceId, state), async () =>
      rows(await unwrap(ctx.api.GET('/v2/team/{team_id}/space', { params })), 'spaces'),
    );
    return readable(ctx, spaces, 'Spaces').map(locationOf);
  });
}

/** Folders and Lists of the given Spaces, all read side by side. */
export async function readTrees(
  ctx: Context,
  spaces: readonly HierarchyLocation[],
  options: TreeOptions,
): Promise<SpaceLocation[]> {
  let done = 0;
  const { workspaceId, archived } = options;
  let pending: Promise<FoldersBySpace | undefined> | undefined;
  const atOnce = () => {
    if (workspaceId !== undefined && !archived) pending ??= foldersAtOnce(ctx, workspaceId, spaces);
    return pending;
  };
  return Promise.all(
    spaces.map(async (space) => {
      const [folders, lists] = await Promise.all([
        options.depth === 'space' ? [] : readFolders(ctx, space.id, options, atOnce),
        options.depth === 'list' ? readFolderlessLists(ctx, space.id, options) : [],
      ]);
      done++;
      ctx.progress(done, spaces.length, `${done} of ${spaces.length} Spaces`);
      return { ...space, folders, lists };
    }),
  );
}

async function readFolders(
  ctx: Context,
  space: string,
  { archived, counted }: TreeOptions,
  atOnce: () => Promise<FoldersBySpace | undefined> | undefined,
): Promise<FolderLocation[]> {
  const folders = await bothStates(archived, async (state) => {
    const found = await ctx.cache.get(foldersKey({ space, archived: state, counted }), async () => {
      const known = (await atOnce())?.get(space);
      if (known) return known;
      // Not in ClickUp's document for this route, though it is for a single Folder; ignored where it is not known.
      const query = { archived: state, include_subfolders: true };
      const params = { path: { space_id: space }, query };
      return rows(await unwrap(ctx.api.GET('/v2/space/{space_id}/folder', { params })), 'folders');
    });
    const shown = readable(ctx, found, 'Folders').filter(({ hidden }) => !hidden);
    return shown.flatMap((folder) => foldersOf(folder));
  });
  if (archived) return folders;
  return folders.map((folder) => ({ ...folder, lists: folder.lists.filter((list) => !list.archived) }));
}

async function readFolderlessLists(
  ctx: Context,
  space: string,
  { archived, counted }: TreeOptions,
): Promise<ListLocation[]> {
  return bothStates(archived, async (state) => {
    const params = { path: { space_id: space }, query: { archived: state } };
    const lists = await ctx.cache.get(folderlessListsKey({ space, archived: state, counted }), async () =>
      rows(await unwrap(ctx.api.GET('/v2/space/{space_id}/list', { params })), 'lists'),
    );
    return readable(ctx, lists, 'Lists').map(listOf);
  });
}

/** ClickUp lists either the active or the archived ones, so having both takes two calls. */
async function bothStates<T extends HierarchyLocation>(
  archived: boolean,
  read: (state: boolean) => Promise<T[]>,
): Promise<T[]> {
  const [active, stored] = await Promise.all([read(false), archived ? read(true) : []]);
  const known = new Set(active.map(({ id }) => id));
  return [...active, ...stored.filter(({ id }) => !known.has(id)).map((place) => ({ ...place, archived: true }))];
}
