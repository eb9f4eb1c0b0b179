import type { Context } from '../context.js';
import { sameName } from '../match-name.js';
import { authorizedWorkspaces } from '../workspace.js';
import type { FolderLocation, HierarchyLocation, SpaceLocation } from './model.js';
import { type Candidate, pathMatches } from './resolve-names.js';
import { readShared } from './shared-hierarchy.js';
import { readSpaces, readTrees } from './tree.js';

/** What a search of the tree came to; `known` is everything that was looked at. */
export interface LocationSearch {
  found: Candidate[];
  known: Candidate[];
  spaces: readonly HierarchyLocation[];
}

/** Spaces, Folders and Lists that fit a reading, the first reading that fits any. Reads no more of the tree than needed. */
export async function findLocations(
  ctx: Context,
  workspace: string,
  readings: readonly string[][],
  type: string | undefined,
): Promise<LocationSearch> {
  const spaces = await readSpaces(ctx, workspace, false);
  if (type === 'space')
    return search(
      spaces.map((space) => ({ ...space, folders: [], lists: [] })),
      spaces,
      readings,
      type,
    );

  const depth = type === 'folder' ? 'folder' : 'list';
  const inPath = spaces.filter(({ name }) =>
    readings.some(([first = '', ...rest]) => rest.length > 0 && sameName(name, first)),
  );
  const near = await readTrees(ctx, inPath, { depth, archived: false, counted: false });
  const quick = search(near, spaces, readings, type);
  if (quick.found.length > 0) return quick;
  const rest = await readTrees(
    ctx,
    spaces.filter((space) => !inPath.includes(space)),
    { depth, archived: false, counted: false },
  );
  const all = search([...near, ...rest], spaces, readings, type);
  if (all.found.length > 0 || type === 'task') return all;
  const shared = (await sharedCandidates(ctx, workspace)).filter(
    (candidate) => (type === undefined || candidate.type === type) && !all.known.some(({ id }) => id === candidate.id),
  );
  return { found: matching(shared, readings), known: [...all.known, ...shared], spaces };
}

/** Folders and Lists outside the token's Spaces; ClickUp does not say where they lie. */
async function sharedCandidates(ctx: Context, workspace: string): Promise<Candidate[]> {
  const { folders, lists } = await readShared(ctx, workspace);
  const candidate =
    (type: string) =>
    ({ id, name }: HierarchyLocation): Candidate => ({ type, id, name, path: [name] });
  return [...folders.map(candidate('folder')), ...lists.map(candidate('list'))];
}

function search(
  trees: readonly SpaceLocation[],
  spaces: readonly HierarchyLocation[],
  readings: readonly string[][],
  type: string | undefined,
): LocationSearch {
  const known = trees
    .flatMap(candidatesOf)
    .filter((candidate) => type === undefined || type === 'task' || candidate.type === type);
  return { found: type === 'task' ? [] : matching(known, readings), known, spaces };
}

/** The candidates of the first reading that fits any, by id or by path. */
export function matching(known: readonly Candidate[], readings: readonly string[][]): Candidate[] {
  for (const parts of readings) {
    const found = known.filter(({ id, path }) => (parts.length === 1 && id === parts[0]) || pathMatches(path, parts));
    if (found.length > 0) return found;
  }
  return [];
}

/** A Space and all in it, each with the names that lead to it. */
function candidatesOf(space: SpaceLocation): Candidate[] {
  const byId = new Map(space.folders.map((folder) => [folder.id, folder]));
  const pathOf = (folder: FolderLocation, above = 0): string[] => {
    const parent = byId.get(folder.parent_folder_id ?? '');
    // Bounded, so that a parent chain that ClickUp sent as a circle ends.
    return [...(parent && above < 8 ? pathOf(parent, above + 1) : [space.name]), folder.name];
  };
  const lists = (holder: { lists: readonly HierarchyLocation[] }, path: readonly string[]) =>
    holder.lists.map(({ id, name }): Candidate => ({ type: 'list', id, name, path: [...path, name] }));
  return [
    { type: 'space', id: space.id, name: space.name, path: [space.name] },
    ...lists(space, [space.name]),
    ...space.folders.flatMap((folder) => {
      const path = pathOf(folder);
      return [{ type: 'folder', id: folder.id, name: folder.name, path }, ...lists(folder, path)];
    }),
  ];
}

/** Workspaces of that name or id. */
export async function findWorkspaces(
  ctx: Context,
  reference: string,
): Promise<Pick<LocationSearch, 'found' | 'known'>> {
  const known = (await authorizedWorkspaces(ctx)).map(({ id, name }): Candidate => {
    const text = String(name);
    return { type: 'workspace', id: String(id), name: text, path: [text] };
  });
  return { found: matching(known, [[reference]]), known };
}

/** Paths may begin with the Workspace, which the tree does not have. */
export async function withoutWorkspace(ctx: Context, readings: readonly string[][]): Promise<string[][]> {
  if (readings.length === 1) return [...readings];
  const names = (await authorizedWorkspaces(ctx)).map(({ name }) => String(name));
  const shortened = readings
    .filter(([first = '', ...rest]) => rest.length > 0 && names.some((name) => sameName(name, first)))
    .map(([, ...rest]) => rest);
  return [...readings, ...shortened];
}
