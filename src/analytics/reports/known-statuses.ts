import { isoDay, toWall } from '../../clickup/dates/zone.js';
import { streamsOf } from '../sync/streams.js';
import type { Frame } from './report.js';
import { Params, scopedTasks } from './sql.js';

/**
 * `changes`: those of the status of tasks in `scoped` of which nothing is missing before. They are known from the first sync on, `first.since`,
 * or from the creation of the task where time in status tells its whole history: these tasks are in `told`.
 */
export const knownChanges = (workspace: string, otherwise: string): string =>
  `first AS (SELECT coalesce(min(started_at), ${otherwise}) AS since FROM cu.sync_runs WHERE workspace_id = ${workspace}),
   told AS (SELECT DISTINCT task_id FROM cu.time_in_status WHERE workspace_id = ${workspace} AND is_whole),
   changes AS (
     SELECT c.* FROM cu.status_changes c CROSS JOIN first
     WHERE c.workspace_id = ${workspace} AND c.task_id IN (SELECT task_id FROM scoped)
       AND (c.at >= first.since OR c.task_id IN (SELECT task_id FROM told)))`;

/** Since when the status of `t` is known; with `first` and, on the left, `told`. */
export const knownSince = 'CASE WHEN told.task_id IS NULL THEN first.since ELSE t.created_at END';
export const withKnown = 'CROSS JOIN first LEFT JOIN told ON told.task_id = t.task_id';

/** Says what is not known of the statuses in the period of a report. */
export async function warnOfUnknownStatuses(frame: Frame, what: string): Promise<void> {
  const { query, workspaceId, period, timeZone } = frame;
  const sql = 'SELECT min(started_at) AS since FROM cu.sync_runs WHERE workspace_id = $1';
  const [row] = await query<{ since: Date | null }>(sql, [workspaceId]);
  const since = row?.since;
  if (!since || period.from >= since) return;
  const isTold = (await streamsOf({ query }, workspaceId)).has('time_in_status');
  const unknown = isTold ? await untold(frame, since) : undefined;
  if (unknown?.tasks === 0) return;
  const whose = unknown ? ` of ${unknown.tasks} of ${unknown.of} tasks` : '';
  frame.warn(`Statuses${whose} are known since the first sync, ${isoDay(toWall(since.getTime(), timeZone))}: ${what}.`);
}

/** How many tasks of a report are older than what is known of their statuses. */
async function untold(frame: Frame, since: Date) {
  const params = new Params();
  const [row] = await frame.rows<{ tasks: number; of: number }>(
    `WITH ${scopedTasks(params, frame)}
     SELECT count(*) AS of, count(*) FILTER (WHERE t.created_at < ${params.add(since)} AND t.task_id NOT IN (
       SELECT task_id FROM cu.time_in_status WHERE workspace_id = ${params.add(frame.workspaceId)} AND is_whole)) AS tasks
     FROM scoped t`,
    params,
  );
  return row!;
}
