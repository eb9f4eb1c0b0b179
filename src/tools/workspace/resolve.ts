import type { WorkspaceResolveData, WorkspaceResolveInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { describe, notFound, theOnly } from '../../clickup/location/resolve-answers.js';
import { findLocations, findWorkspaces, withoutWorkspace } from '../../clickup/location/resolve-locations.js';
import { readingsOf } from '../../clickup/location/resolve-names.js';
import { findTasks, lookUpTask } from '../../clickup/location/resolve-tasks.js';
import { isUrl, resolveUrl } from '../../clickup/location/resolve-url.js';
import { workspaceId } from '../../clickup/workspace.js';
import { clickUpError } from '../../runtime/errors.js';

/**
 * Finds what a name, path, URL or custom id means. Cheap ways go first: a URL or an id takes a read or two, then comes
 * the tree of names, and tasks by name last. Several matches are AMBIGUOUS_REFERENCE with the candidates.
 */
export async function workspaceResolve(ctx: Context, input: WorkspaceResolveInput): Promise<WorkspaceResolveData> {
  const { type } = input;
  const reference = input.reference.trim();
  if (reference === '') throw empty();
  if (isUrl(reference)) return resolveUrl(ctx, reference, type);
  if (type === 'workspace') {
    const { found, known } = await findWorkspaces(ctx, reference);
    if (found.length > 0) return theOnly(reference, found);
    throw notFound(reference, reference, known, `${known.length} Workspaces`);
  }

  const workspace = await workspaceId(ctx);
  const wantsTask = type === undefined || type === 'task';
  const task = wantsTask ? await lookUpTask(ctx, reference, workspace) : undefined;
  if (task) return describe(task);

  const readings = await withoutWorkspace(ctx, readingsOf(reference));
  const places = await findLocations(ctx, workspace, readings, type);
  if (places.found.length > 0) return theOnly(reference, places.found);
  const workspaces = type === undefined ? await findWorkspaces(ctx, reference) : undefined;
  if (workspaces && workspaces.found.length > 0) return theOnly(reference, workspaces.found);

  const lastName = readings.at(-1)?.at(-1) ?? reference;
  if (!wantsTask) throw notFound(reference, lastName, places.known, `${places.known.length} ${type}s`);
  const tasks = await findTasks(ctx, workspace, readings, places);
  if (tasks.found.length === 0) {
    throw notFound(
      reference,
      lastName,
      [...places.known, ...tasks.known],
      `${places.known.length} Spaces, Folders and Lists, and ${tasks.scope}`,
    );
  }
  if (!tasks.complete) ctx.note(`Looked through ${tasks.scope}; older ones may have the same name.`);
  return theOnly(reference, tasks.found);
}

const empty = () =>
  clickUpError('MISSING_PARAMETER', 'reference is empty', {
    suggestion: 'Give a name, a path such as "Engineering / Sprint 24", a ClickUp URL or a custom task id.',
    details: { parameter: 'reference' },
  });
