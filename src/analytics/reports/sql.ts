import type { Queryable } from '../../db/database.js';
import { markedTasks } from './marked-tasks.js';
import type { Params } from './params.js';
import { midnightsOf, type Period } from './period.js';
import { isMark, type Scope } from './scope.js';

export { Params } from './params.js';

/** What a statement is about. */
export interface About {
  workspaceId: string;
  scope: Scope;
}

/**
 * `scoped`: the tasks of a place that were not deleted, each once: by the List that is its home. `project` is its Folder, or its
 * List where that lies in none; `tracked_ms` what was ever tracked on it by itself.
 */
export function scopedTasks(params: Params, { workspaceId, scope }: About, where = ''): string {
  const workspace = params.add(workspaceId);
  // Not kept as a table of its own: a report reads a few of its columns, and often a few of its rows.
  return `scoped AS NOT MATERIALIZED (
    SELECT t.*, l.name AS list_name, f.name AS folder_name, s.name AS space_name,
      CASE WHEN f.folder_id IS NULL THEN 'list' ELSE 'folder' END AS project_kind,
      coalesce(f.folder_id, t.home_list_id) AS project_id, coalesce(f.name, l.name, '') AS project,
      coalesce(o.ms, 0) AS tracked_ms
    FROM cu.tasks t
    LEFT JOIN cu.lists l ON l.workspace_id = t.workspace_id AND l.list_id = t.home_list_id
    LEFT JOIN cu.folders f ON f.workspace_id = t.workspace_id AND f.folder_id = t.folder_id
    LEFT JOIN cu.spaces s ON s.workspace_id = t.workspace_id AND s.space_id = t.space_id
    LEFT JOIN cu.task_time o ON o.workspace_id = t.workspace_id AND o.task_id = t.task_id
    WHERE t.workspace_id = ${workspace} AND t.deleted_at IS NULL AND ${inScope(params, workspace, scope)} ${where})`;
}

/** Whether `t` lies in a place, or has a mark. */
export function inScope(params: Params, workspace: string, { kind, id }: Pick<Scope, 'kind' | 'id'>): string {
  if (kind === 'workspace') return 'true';
  if (isMark(kind)) return `t.task_id = ANY(ARRAY(${markedTasks(params, workspace, { kind, id })}))`;
  const place = params.add(id);
  if (kind === 'space') return `t.space_id = ${place}`;
  if (kind === 'list') return `t.home_list_id = ${place}`;
  // With the Folders below it; a circle would end at once, since UNION keeps each once. As an array, an index finds their tasks.
  return `t.folder_id = ANY(ARRAY(
    WITH RECURSIVE below AS (
      SELECT folder_id FROM cu.folders WHERE workspace_id = ${workspace} AND folder_id = ${place}
      UNION
      SELECT f.folder_id FROM cu.folders f JOIN below b ON f.parent_folder_id = b.folder_id WHERE f.workspace_id = ${workspace})
    SELECT folder_id FROM below))`;
}

/**
 * `spent`: what was tracked in a period on the tasks in `scoped`, each entry cut to the period, in ms. In a whole Workspace also
 * what was tracked on no task. Timers that still run are left out. `reach`, where it is known, is that of `reachOf`.
 */
export function spentTime(
  params: Params,
  { workspaceId, scope }: About,
  { from, to, reach = 'far' }: Pick<Period, 'from' | 'to'> & { reach?: Reach },
): string {
  const workspace = params.add(workspaceId);
  const moment = (at: number) => `${params.add(new Date(at))}::timestamptz`;
  const [start, end] = [moment(from.getTime()), moment(to.getTime())];
  const [dayBefore, lastDay] = [moment(from.getTime() - dayMs), moment(to.getTime() - dayMs)];
  const columns = 'task_id, user_id, billable, start_at, duration_ms';
  const isCounted = `${isDone(workspace)} AND start_at < ${end}
      ${scope.kind === 'workspace' ? '' : 'AND task_id IN (SELECT task_id FROM scoped)'}`;
  const far = `UNION ALL
    SELECT ${columns} FROM cu.time_entries WHERE ${isCounted} AND start_at <= ${dayBefore} AND duration_ms > ${dayMs}`;
  // Nearly all entries begin and end in the period, which two comparisons tell: their end is not reckoned.
  return `near AS NOT MATERIALIZED (
    SELECT ${columns} FROM cu.time_entries WHERE ${isCounted} AND start_at > ${dayBefore}
    ${reach === 'far' ? far : ''}),
  spent AS NOT MATERIALIZED (
    SELECT task_id, user_id, billable, greatest(start_at, ${start}) AS from_at, least(${ended}, ${end}) AS to_at,
      CASE WHEN start_at >= ${start} AND start_at <= ${lastDay} AND duration_ms <= ${dayMs} THEN duration_ms
        WHEN start_at >= ${start} AND ${ended} <= ${end} THEN duration_ms
        ELSE ${milliseconds(`least(${ended}, ${end}) - greatest(start_at, ${start})`)} END AS ms
    FROM near WHERE start_at > ${start} OR ${ended} > ${start})`;
}

/** From how far entries reach into a period: from within a day before it, or from farther, which takes an entry of more than a day. */
export type Reach = 'near' | 'far';

/** There are few that reach far, and an index has them; where there is none, a report need not look for them among all others. */
export async function reachOf(
  { query }: { query: Queryable['query'] },
  workspaceId: string,
  { from }: Pick<Period, 'from'>,
): Promise<Reach> {
  const found = await query(
    `SELECT 1 FROM cu.time_entries WHERE ${isDone('$1')} AND duration_ms > ${dayMs} AND start_at <= $2 AND ${ended} > $3 LIMIT 1`,
    [workspaceId, new Date(from.getTime() - dayMs), from],
  );
  return found.length > 0 ? 'far' : 'near';
}

const isDone = (workspace: string): string =>
  `workspace_id = ${workspace} AND deleted_at IS NULL AND NOT is_running AND duration_ms > 0`;
const ended = "start_at + duration_ms * interval '1 millisecond'";
const dayMs = 86_400_000;

const milliseconds = (interval: string): string => `(extract(epoch FROM ${interval}) * 1000)::bigint`;

/** `daily`: the same, split at each local midnight of the period. Days of 23 and 25 hours are as long as they are. */
export function dailyTime(params: Params, period: Period): string {
  const starts = params.add(midnightsOf(period).map((ms) => new Date(ms).toISOString()));
  return `midnights AS NOT MATERIALIZED (SELECT ${starts}::timestamptz[] AS at),
  spans AS NOT MATERIALIZED (
    SELECT spent.*, at, generate_series(width_bucket(from_at, at), width_bucket(to_at - interval '1 microsecond', at)) AS i
    FROM spent CROSS JOIN midnights),
  daily AS NOT MATERIALIZED (
    SELECT task_id, user_id, billable, ${params.add(period.firstDay)}::date + i - 1 AS day,
      CASE WHEN from_at >= at[i] AND to_at <= at[i + 1] THEN ms
        ELSE ${milliseconds('least(to_at, at[i + 1]) - greatest(from_at, at[i])')} END AS ms
    FROM spans)`;
}

/** `subtree`: each task in `scoped` with itself and everything below it, wherever that lies. */
export function subtrees(params: Params, workspaceId: string): string {
  const workspace = params.add(workspaceId);
  return `subtree AS (
    WITH RECURSIVE tree AS (
      SELECT task_id AS root_id, task_id, ARRAY[task_id] AS path FROM scoped
      UNION ALL
      SELECT tree.root_id, child.task_id, tree.path || child.task_id
      FROM tree JOIN cu.tasks child ON child.workspace_id = ${workspace} AND child.parent_id = tree.task_id
      WHERE child.deleted_at IS NULL AND child.task_id <> ALL(tree.path) AND cardinality(tree.path) < 64)
    SELECT root_id, task_id FROM tree)`;
}
