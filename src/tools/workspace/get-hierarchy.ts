import type { WorkspaceGetHierarchyData, WorkspaceGetHierarchyInput } from '../../../generated/contracts.js';
import { withHint, withTool } from '../../clickup/advice.js';
import type { Context } from '../../clickup/context.js';
import { type FolderLocation, type HierarchyLocation, locationOf } from '../../clickup/location/model.js';
import { readShared } from '../../clickup/location/shared-hierarchy.js';
import { readSpaces, readTrees } from '../../clickup/location/tree.js';
import { objectId } from '../../clickup/references.js';
import { workspaceId } from '../../clickup/workspace.js';
import { advice } from '../../runtime/advice.js';
import { clickUpError } from '../../runtime/errors.js';

/** The tree of a Workspace by id and name, down to the wanted depth. Spaces are read side by side. */
export async function workspaceGetHierarchy(
  ctx: Context,
  input: WorkspaceGetHierarchyInput,
): Promise<WorkspaceGetHierarchyData> {
  const { depth = 'list', archived = false } = input;
  const wanted = objectId('space', input.space_id, 'space_id');
  const workspace = await workspaceId(ctx);
  const [spaces, shared] = await Promise.all([
    readSpaces(ctx, workspace, archived),
    input.shared ? readShared(ctx, workspace) : undefined,
  ]);
  const chosen = wanted === undefined ? spaces : [oneSpace(spaces, wanted, archived)];
  const trees = await readTrees(ctx, chosen, { depth, archived, counted: true, workspaceId: workspace });
  if (archived && depth === 'list') {
    ctx.note(
      advice`Archived Lists inside Folders that are not archived are missing${withTool('list.list', (name) => `: ${name} with archived shows them`)}.`,
    );
  }
  if (spaces.length === 0 && !shared) {
    ctx.note('The token belongs to no Space here; shared: true shows what was shared with it.');
  }
  const folders = trees.flatMap((space) => space.folders);
  const lists = [...trees.flatMap((space) => space.lists), ...folders.flatMap((folder) => folder.lists)];
  return {
    workspace_id: workspace,
    spaces: trees.map((space) => ({
      ...locationOf(space),
      ...(space.folders.length > 0 && { folders: space.folders.map((folder) => leaf(folder, depth === 'list')) }),
      ...(space.lists.length > 0 && { lists: space.lists }),
    })),
    ...(shared && { shared }),
    counts: {
      spaces: trees.length,
      ...(depth !== 'space' && { folders: folders.length }),
      ...(depth === 'list' && { lists: lists.length }),
    },
  };
}

/** A Folder as the tree shows it; without its Lists when the tree ends at Folders. */
function leaf({ lists, ...folder }: FolderLocation, withLists: boolean) {
  return { ...folder, ...(withLists && lists.length > 0 && { lists }) };
}

function oneSpace(spaces: readonly HierarchyLocation[], id: string, archived: boolean): HierarchyLocation {
  const found = spaces.find((space) => space.id === id);
  if (found) return found;
  const named = spaces.slice(0, 5).map((space) => `${space.id} (${space.name})`);
  const hint = archived ? '' : ' Archived Spaces need archived: true.';
  throw clickUpError('RESOURCE_NOT_FOUND', `The Workspace shows no Space ${id} to this token`, {
    suggestion: advice`${withHint(`There are ${named.join(', ') || 'none'}`, 'space.list', 'names them all')}${hint}`,
    details: { parameter: 'space_id', spaces },
  });
}
