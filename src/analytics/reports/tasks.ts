import { isDateOnlyStamp, isoDay, isoInstant, toWall } from '../../clickup/dates/zone.js';
import { clickUpError } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { type Frame, hours } from './report.js';
import { Params, scopedTasks } from './sql.js';

/** The moment from which a task is overdue. ClickUp keeps a day without a time as 04:00 of it: that is over at its midnight. */
export function dueEnd(params: Params, { workspace }: Frame, due = 't.due_at'): string {
  const zone = params.add(workspace.timezone);
  const local = `(${due} AT TIME ZONE ${zone})`;
  return `(CASE WHEN ${local}::time = '04:00' THEN (${local}::date + 1)::timestamp AT TIME ZONE ${zone} ELSE ${due} END)`;
}

export const isOpen = "t.category IN ('not_started', 'active')";
export const isComplete = "t.category IN ('done', 'closed')";
/** Whether a person is among the assignees of a task. */
export const isAssigned = (params: Params, { workspaceId }: Pick<Frame, 'workspaceId'>, userId: number): string =>
  `EXISTS (SELECT 1 FROM cu.task_assignees a
    WHERE a.workspace_id = ${params.add(workspaceId)} AND a.task_id = t.task_id AND a.user_id = ${params.add(userId)})`;
/** Whether anybody is. Those of a whole Workspace are read at once; those of a part are quicker looked up. */
export function isAssignedAtAll(params: Params, { workspaceId, scope }: Pick<Frame, 'workspaceId' | 'scope'>): string {
  const ofWorkspace = `FROM cu.task_assignees a WHERE a.workspace_id = ${params.add(workspaceId)}`;
  if (scope.kind === 'workspace') return `(t.task_id IN (SELECT a.task_id ${ofWorkspace}))`;
  return `coalesce((SELECT true ${ofWorkspace} AND a.task_id = t.task_id LIMIT 1), false)`;
}
/** When a task was completed. */
export const completedAt = 'coalesce(t.done_at, t.closed_at)';

/** The people of a task, as JSON. */
const assigneesOf = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.user_id, 'name', m.username) ORDER BY a.position), '[]')
  FROM cu.task_assignees a LEFT JOIN cu.members m USING (workspace_id, user_id)
  WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id)`;

export interface TaskRow {
  task_id: string;
  custom_id: string | null;
  parent_id: string | null;
  name: string;
  status: string;
  category: string;
  priority: number | null;
  list_name: string | null;
  project: string;
  due_at: Date | null;
  created_at: Date;
  updated_at: Date;
  completed_at: Date | null;
  time_estimate_ms: number | null;
  tracked_ms: number | null;
  assignees: { id: number; name: string | null }[];
}

/** SQL of a condition on `t`, a row of `scoped`. */
export type Where = string | ((params: Params) => string);

/** What every TaskRow has of its row in `scoped`. */
const columns = `t.task_id, t.custom_id, t.parent_id, t.name, t.status, t.status_order, t.category, t.priority, t.list_name, t.project,
  t.due_at, t.created_at, t.updated_at, t.done_at, t.closed_at, t.time_estimate_ms, t.tracked_ms`;

interface TaskQuery {
  where?: Where;
  /** SQL on `t`, and on the names of `select`. */
  order?: string;
  limit?: number | undefined;
  offset?: number;
  includeArchived?: boolean | undefined;
  /** More columns. */
  select?: (params: Params) => string;
}

const written = (where: Where, params: Params): string => (typeof where === 'string' ? where : where(params));
const liveOnly = (includeArchived: boolean): string => (includeArchived ? '' : 'AND NOT t.archived');

/** Tasks of the report's place, one row each, as the copy has them. */
export function findTasks<More extends object = object>(
  frame: Frame,
  { where = 'true', order = 't.task_id', limit, offset = 0, includeArchived = false, select }: TaskQuery = {},
): Promise<(TaskRow & More)[]> {
  const params = new Params();
  const scoped = scopedTasks(params, frame, liveOnly(includeArchived));
  // People are looked up for the tasks that are shown, not for all among which these are chosen.
  return frame.rows(
    `WITH ${scoped}, page AS (
       SELECT t.workspace_id, ${columns}, ${completedAt} AS completed_at ${select ? `, ${select(params)}` : ''} FROM scoped t WHERE ${written(where, params)}
       ORDER BY ${order} ${limit === undefined ? '' : `LIMIT ${params.add(limit)}`} OFFSET ${params.add(offset)})
     SELECT t.*, ${assigneesOf} AS assignees FROM page t ORDER BY ${order}`,
    params,
  );
}

/** Some columns of all tasks that fulfil a condition: for reports that only count and sum. */
export function readTasks<Row extends object>(
  frame: Frame,
  columns: Where,
  { where = 'true', includeArchived = false }: Pick<TaskQuery, 'where' | 'includeArchived'> = {},
): Promise<Row[]> {
  const params = new Params();
  const scoped = scopedTasks(params, frame, liveOnly(includeArchived));
  return frame.rows(
    `WITH ${scoped} SELECT ${written(columns, params)} FROM scoped t WHERE ${written(where, params)}`,
    params,
  );
}

/** How many tasks fulfil a condition. */
export async function countTasks(frame: Frame, query: Pick<TaskQuery, 'where' | 'includeArchived'>): Promise<number> {
  const [row] = await readTasks<{ count: number }>(frame, 'count(*) AS count', query);
  return row!.count;
}

const priorities = [null, 'urgent', 'high', 'normal', 'low'];

/** A day where there is no time, else an instant with its offset. */
export const shownDate = (
  { workspace, timeZone }: Pick<Frame, 'workspace' | 'timeZone'>,
  at: Date | null,
): string | null => {
  if (!at) return null;
  const ms = at.getTime();
  return isDateOnlyStamp(ms, workspace.timezone) ? isoDay(toWall(ms, workspace.timezone)) : isoInstant(ms, timeZone);
};

/** A task as lists of reports show it. */
export const shownTask = (frame: Frame, task: TaskRow) => ({
  task_id: task.task_id,
  ...(task.custom_id && { custom_id: task.custom_id }),
  name: task.name,
  status: task.status,
  category: task.category,
  list: task.list_name,
  assignees: task.assignees.map(({ id, name }) => name ?? String(id)),
  due: shownDate(frame, task.due_at),
  priority: priorities[task.priority ?? 0] ?? null,
  tracked_hours: hours(task.tracked_ms),
  estimate_hours: hours(task.time_estimate_ms),
});

/** How many of some tasks each person has; a task of several people counts for each. */
export function tasksByPerson(
  tasks: readonly Pick<TaskRow, 'assignees'>[],
): Map<number, { name: string | null; tasks: number }> {
  const people = new Map<number, { name: string | null; tasks: number }>();
  for (const { id, name } of tasks.flatMap(({ assignees }) => assignees))
    people.set(id, { name, tasks: (people.get(id)?.tasks ?? 0) + 1 });
  return people;
}

/** The same by name: two people of one name stay two. */
export function byName(people: ReadonlyMap<number, { name: string | null; tasks: number }>): Record<string, number> {
  const names = [...people.values()].map(({ name }) => name);
  const isOnly = (name: string) => names.filter((each) => each === name).length === 1;
  return Object.fromEntries(
    [...people].map(([id, { name, tasks }]) => [name === null ? id : isOnly(name) ? name : `${name} (${id})`, tasks]),
  );
}

/** The person that somebody means by an id, a name, an e-mail address, or the beginning of a name. */
export async function findPerson(
  { query, workspaceId }: Pick<Frame, 'query' | 'workspaceId'>,
  given: string,
  parameter: string,
) {
  const all = await query<{ user_id: number; username: string | null; email: string | null }>(
    'SELECT user_id, username, email FROM cu.members WHERE workspace_id = $1 ORDER BY user_id',
    [workspaceId],
  );
  const word = given.trim().toLowerCase();
  const is = (text: string | null) => text?.toLowerCase() === word;
  const exact = all.filter(({ user_id, username, email }) => String(user_id) === word || is(username) || is(email));
  const begins = all.filter(({ username }) =>
    username
      ?.toLowerCase()
      .split(/\s+/)
      .some((part) => part.startsWith(word)),
  );
  const [found, ...others] = exact.length > 0 ? exact : begins;
  if (found && others.length === 0) return found;
  const candidates = (found ? [found, ...others] : all).map(({ user_id, username }) => ({
    id: user_id,
    name: username,
  }));
  const near = found ? undefined : nearest(word, all.flatMap(namesToFind));
  throw clickUpError(
    found ? 'AMBIGUOUS_REFERENCE' : 'RESOURCE_NOT_FOUND',
    found ? `"${given}" fits ${candidates.length} people` : `Nobody is called "${given}"`,
    {
      suggestion: near ? `Did you mean "${near}"?` : 'Pass the id, or the whole name, of one of details.candidates.',
      details: { parameter, value: given, candidates: candidates.slice(0, 25) },
    },
  );
}

/** What a misspelt word may have meant: a name, or a part of it. */
const namesToFind = ({ username }: { username: string | null }): string[] =>
  username === null ? [] : [username, ...username.split(/\s+/)];

/** The task that somebody means by its id, its custom id or its link. */
export async function findTaskId({ query, workspaceId }: Frame, given: string): Promise<string> {
  const id = given
    .trim()
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1)!;
  const [found] = await query<{ task_id: string }>(
    `SELECT task_id FROM cu.tasks WHERE workspace_id = $1 AND (task_id = $2 OR upper(custom_id) = upper($2)) AND deleted_at IS NULL LIMIT 1`,
    [workspaceId, id],
  );
  if (found) return found.task_id;
  throw clickUpError('RESOURCE_NOT_FOUND', `The copy has no task "${given}"`, {
    suggestion: 'Check the id; a new task is known after sync_now.',
    details: { parameter: 'task', value: given },
  });
}
