import type { Param } from '../../db/database.js';
import type { Period } from './period.js';
import type { Scope } from './scope.js';

/** Collects the parameters of a statement while it is written. */
export class Params {
  readonly values: Param[] = [];

  /** Its place in the statement. */
  add(value: Param): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

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

function inScope(params: Params, workspace: string, { kind, id }: Scope): string {
  if (kind === 'workspace') return 'true';
  const place = params.add(id);
  if (kind === 'space') return `t.space_id = ${place}`;
  if (kind === 'list') return `t.home_list_id = ${place}`;
  // With the Folders below it; a circle would end at once, since UNION keeps each once.
  return `t.folder_id IN (
    WITH RECURSIVE below AS (
      SELECT folder_id FROM cu.folders WHERE workspace_id = ${workspace} AND folder_id = ${place}
      UNION
      SELECT f.folder_id FROM cu.folders f JOIN below b ON f.parent_folder_id = b.folder_id WHERE f.workspace_id = ${workspace})
    SELECT folder_id FROM below)`;
}

/**
 * `spent`: what was tracked in a period on the tasks in `scoped`, each entry cut to the period, in ms. In a whole Workspace also
 * what was tracked on no task. Timers that still run are left out.
 */
export function spentTime(
  params: Params,
  { workspaceId, scope }: About,
  { from, to }: Pick<Period, 'from' | 'to'>,
): string {
  const workspace = params.add(workspaceId);
  const [start, end] = [`${params.add(from)}::timestamptz`, `${params.add(to)}::timestamptz`];
  const columns = `task_id, user_id, billable, start_at, start_at + duration_ms * interval '1 millisecond' AS end_at, duration_ms`;
  const isCounted = `workspace_id = ${workspace} AND deleted_at IS NULL AND NOT is_running AND start_at < ${end}
      ${scope.kind === 'workspace' ? '' : 'AND task_id IN (SELECT task_id FROM scoped)'}`;
  // An entry of more than a day may reach in from anywhere; there are few, and an index has them.
  return `near AS NOT MATERIALIZED (
    SELECT ${columns} FROM cu.time_entries WHERE ${isCounted} AND start_at > ${start} - interval '1 day'
    UNION ALL
    SELECT ${columns} FROM cu.time_entries WHERE ${isCounted} AND start_at <= ${start} - interval '1 day' AND duration_ms > 86400000),
  spent AS NOT MATERIALIZED (
    SELECT task_id, user_id, billable, greatest(start_at, ${start}) AS from_at, least(end_at, ${end}) AS to_at,
      CASE WHEN start_at >= ${start} AND end_at <= ${end} THEN duration_ms
        ELSE ${milliseconds(`least(end_at, ${end}) - greatest(start_at, ${start})`)} END AS ms
    FROM near WHERE end_at > ${start})`;
}

const milliseconds = (interval: string): string => `(extract(epoch FROM ${interval}) * 1000)::bigint`;

/** `daily`: the same, split at each local midnight. Days of 23 and 25 hours are as long as they are. */
export function dailyTime(params: Params, timeZone: string): string {
  const zone = params.add(timeZone);
  const midnight = (days: string) => `((first_day + ${days})::timestamp AT TIME ZONE ${zone})`;
  return `spans AS (
    SELECT *, (from_at AT TIME ZONE ${zone})::date AS first_day,
      ((to_at - interval '1 microsecond') AT TIME ZONE ${zone})::date AS last_day FROM spent),
  daily AS NOT MATERIALIZED (
    SELECT task_id, user_id, billable, first_day AS day, ms FROM spans WHERE first_day = last_day
    UNION ALL
    SELECT task_id, user_id, billable, first_day + i AS day,
      ${milliseconds(`least(to_at, ${midnight('i + 1')}) - greatest(from_at, ${midnight('i')})`)} AS ms
    FROM spans CROSS JOIN LATERAL generate_series(0, last_day - first_day) AS i WHERE first_day <> last_day)`;
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
