import { isDateOnlyStamp, isoDay, isoInstant, toWall } from '../../clickup/dates/zone.js';
import { clickUpError } from '../../runtime/errors.js';
import { type Frame, hours } from './report.js';
import { Params, scopedTasks } from './sql.js';

/** `own`: what was ever tracked on each task in `scoped` by itself, in ms. */
export const ownTime = (params: Params, workspaceId: string): string => `own AS (
  SELECT task_id, sum(duration_ms)::bigint AS ms FROM cu.time_entries
  WHERE workspace_id = ${params.add(workspaceId)} AND deleted_at IS NULL AND NOT is_running
    AND task_id IN (SELECT task_id FROM scoped) GROUP BY task_id)`;

/** The same of the task `t` alone: for few of many. */
export const ownTimeOf = `(SELECT sum(e.duration_ms)::bigint FROM cu.time_entries e
  WHERE e.workspace_id = t.workspace_id AND e.task_id = t.task_id AND e.deleted_at IS NULL AND NOT e.is_running)`;

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
/** When a task was completed. */
export const completedAt = 'coalesce(t.done_at, t.closed_at)';

/** The people of a task, as JSON. */
const assigneesOf = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.user_id, 'name', m.username) ORDER BY a.position), '[]')
  FROM cu.task_assignees a LEFT JOIN cu.members m USING (workspace_id, user_id)
  WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id)`;

interface TaskRow {
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

interface TaskQuery {
  /** SQL of conditions and order on `t`, a row of `scoped`. */
  where?: string | ((params: Params) => string);
  order?: string;
  limit?: number | undefined;
  offset?: number;
  includeArchived?: boolean | undefined;
  /** More columns. */
  select?: (params: Params) => string;
}

/** Tasks of the report's place, one row each, as the copy has them. */
export function findTasks<More extends object = object>(
  frame: Frame,
  { where = 'true', order = 't.task_id', limit, offset = 0, includeArchived = false, select }: TaskQuery = {},
): Promise<(TaskRow & More)[]> {
  const params = new Params();
  const scoped = scopedTasks(params, frame, includeArchived ? '' : 'AND NOT t.archived');
  const condition = typeof where === 'string' ? where : where(params);
  return frame.rows(
    `WITH ${scoped}
     SELECT t.task_id, t.custom_id, t.parent_id, t.name, t.status, t.category, t.priority, t.list_name, t.project, t.due_at,
       t.created_at, t.updated_at, ${completedAt} AS completed_at, t.time_estimate_ms, coalesce(${ownTimeOf}, 0) AS tracked_ms, ${assigneesOf} AS assignees
       ${select ? `, ${select(params)}` : ''}
     FROM scoped t WHERE ${condition} ORDER BY ${order}
     ${limit === undefined ? '' : `LIMIT ${params.add(limit)}`} OFFSET ${params.add(offset)}`,
    params,
  );
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
  throw clickUpError(
    found ? 'AMBIGUOUS_REFERENCE' : 'RESOURCE_NOT_FOUND',
    found ? `"${given}" fits ${candidates.length} people` : `Nobody is called "${given}"`,
    {
      suggestion: 'Pass the id, or the whole name, of one of details.candidates.',
      details: { parameter, value: given, candidates: candidates.slice(0, 25) },
    },
  );
}

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
