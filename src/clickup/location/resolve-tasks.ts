import { ClickUpError } from '../../runtime/errors.js';
import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { sameName } from '../match-name.js';
import { mayNameTask, parseTaskReference } from '../references.js';
import type { HierarchyLocation } from './model.js';
import { matching } from './resolve-locations.js';
import type { Candidate } from './resolve-names.js';

/** ClickUp has no search by name, so the tasks changed last are read, this many pages of 100 at most. */
const maxPages = 3;

/** Tasks of a name, and what was looked through. */
export interface TaskSearch {
  found: Candidate[];
  known: Candidate[];
  scope: string;
  /** False when there are more tasks than were read. */
  complete: boolean;
}

interface WireTask {
  id?: string;
  custom_id?: string | null;
  name?: string;
  list?: { id?: string; name?: string };
  folder?: { name?: string; hidden?: boolean };
  space?: { id?: string };
}

/** Tasks with the last name of a reading, in the places that the names before it mean, or in the whole Workspace. */
export async function findTasks(
  ctx: Context,
  workspace: string,
  readings: readonly string[][],
  { known: places, spaces }: { known: readonly Candidate[]; spaces: readonly HierarchyLocation[] },
): Promise<TaskSearch> {
  const inPlaces = readings
    .filter(({ length }) => length > 1)
    .map((parts) => ({ name: parts.at(-1) ?? '', within: matching(places, [parts.slice(0, -1)]) }))
    .find(({ within }) => within.length > 0);
  const { name, within } = inPlaces ?? { name: readings[0]?.[0] ?? '', within: [] };
  const ids = (type: string) => within.filter((place) => place.type === type).map(({ id }) => id);
  const filters = { 'space_ids[]': ids('space'), 'project_ids[]': ids('folder'), 'list_ids[]': ids('list') };

  // A task that changes while pages are read can be on two of them.
  const byId = new Map<string, Candidate>();
  let complete = false;
  for (let page = 0; page < maxPages && !complete; page++) {
    const answer = await unwrap(
      ctx.api.GET('/v2/team/{team_id}/task', {
        params: {
          path: { team_id: workspace },
          query: { ...given(filters), page, order_by: 'updated', subtasks: true, include_closed: true },
        },
      }),
    );
    const tasks = rows(answer, 'tasks');
    for (const task of readable(ctx, tasks, 'tasks')) byId.set(task.id, taskCandidate(task as WireTask, spaces));
    complete = tasks.length === 0 || (answer.last_page ?? tasks.length < 100);
  }
  const known = [...byId.values()];
  const where = within.length > 0 ? within.map(({ path }) => path.join(' / ')).join(', ') : 'the Workspace';
  const scope = `${complete ? 'all' : 'the'} ${known.length} tasks ${complete ? 'in' : 'changed last in'} ${where}`;
  return { found: known.filter((task) => sameName(task.name, name)), known, scope, complete };
}

/** Filters for several kinds of place would be AND-ed, so only one kind is sent: the narrowest. */
function given(filters: Record<string, string[]>): Record<string, string[]> {
  const [chosen] = Object.entries(filters)
    .reverse()
    .filter(([, ids]) => ids.length > 0);
  return chosen ? { [chosen[0]]: chosen[1] } : {};
}

/** The task that a task id or custom id means; undefined when it is neither, or there is no such task. */
export async function lookUpTask(
  ctx: Context,
  reference: string,
  workspace: string,
  spaces?: readonly HierarchyLocation[],
): Promise<Candidate | undefined> {
  if (!mayNameTask(reference)) return undefined;
  const { kind, value } = parseTaskReference(reference, { parameter: 'reference' });
  const query = kind === 'custom_id' ? { custom_task_ids: true, team_id: workspace } : {};
  try {
    const task = await unwrap(ctx.api.GET('/v2/task/{task_id}', { params: { path: { task_id: value }, query } }));
    return taskCandidate(task as WireTask, spaces ?? (await spaceOf(ctx, task as WireTask)));
  } catch (error) {
    if (error instanceof ClickUpError && error.type === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** A task names its Space by id alone; one that the token cannot read is left out of the path. */
export async function spaceOf(ctx: Context, task: WireTask): Promise<HierarchyLocation[]> {
  const id = task.space?.id;
  if (id === undefined) return [];
  try {
    const space = await unwrap(ctx.api.GET('/v2/space/{space_id}', { params: { path: { space_id: String(id) } } }));
    return [{ id: String(id), name: String(space.name) }];
  } catch (error) {
    if (error instanceof ClickUpError && (error.type === 'NOT_FOUND' || error.type === 'AUTH')) return [];
    throw error;
  }
}

export function taskCandidate(task: WireTask, spaces: readonly HierarchyLocation[]): Candidate {
  const name = String(task.name);
  const space = spaces.find(({ id }) => id === String(task.space?.id))?.name;
  const folder = task.folder?.hidden ? undefined : task.folder?.name;
  return {
    type: 'task',
    id: String(task.id),
    name,
    path: [space, folder, task.list?.name, name].filter((part) => part !== undefined),
    ...(task.custom_id && { custom_id: task.custom_id }),
    ...(task.list?.id && { list_id: String(task.list.id) }),
  };
}
