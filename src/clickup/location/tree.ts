import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import {
  type FolderLocation,
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
}

/** The Spaces of a Workspace, in ClickUp's order, archived ones last. */
export async function readSpaces(ctx: Context, workspaceId: string, archived: boolean): Promise<HierarchyLocation[]> {
  return bothStates(archived, async (state) => {
    const answer = await unwrap(
      ctx.api.GET('/v2/team/{team_id}/space', {
        params: { path: { team_id: workspaceId }, query: { archived: state } },
      }),
    );
    return readable(ctx, rows(answer, 'spaces'), 'Spaces').map(locationOf);
  });
}

/** Folders and Lists of the given Spaces, all read side by side. */
export async function readTrees(
  ctx: Context,
  spaces: readonly HierarchyLocation[],
  options: TreeOptions,
): Promise<SpaceLocation[]> {
  let done = 0;
  return Promise.all(
    spaces.map(async (space) => {
      const [folders, lists] = await Promise.all([
        options.depth === 'space' ? [] : readFolders(ctx, space.id, options.archived),
        options.depth === 'list' ? readFolderlessLists(ctx, space.id, options.archived) : [],
      ]);
      done++;
      ctx.progress(done, spaces.length, `${done} of ${spaces.length} Spaces`);
      return { ...space, folders, lists };
    }),
  );
}

async function readFolders(ctx: Context, spaceId: string, archived: boolean): Promise<FolderLocation[]> {
  const folders = await bothStates(archived, async (state) => {
    // Not in ClickUp's document for this route, though it is for a single Folder; ignored where it is not known.
    const query = { archived: state, include_subfolders: true };
    const params = { path: { space_id: spaceId }, query };
    const answer = await unwrap(ctx.api.GET('/v2/space/{space_id}/folder', { params }));
    const found = readable(ctx, rows(answer, 'folders'), 'Folders');
    return found.filter(({ hidden }) => !hidden).flatMap((folder) => foldersOf(folder));
  });
  if (archived) return folders;
  return folders.map((folder) => ({ ...folder, lists: folder.lists.filter((list) => !list.archived) }));
}

async function readFolderlessLists(ctx: Context, spaceId: string, archived: boolean): Promise<ListLocation[]> {
  return bothStates(archived, async (state) => {
    const answer = await unwrap(
      ctx.api.GET('/v2/space/{space_id}/list', {
        params: { path: { space_id: spaceId }, query: { archived: state } },
      }),
    );
    return readable(ctx, rows(answer, 'lists'), 'Lists').map(listOf);
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
