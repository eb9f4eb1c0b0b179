import { isoDay, toWall } from '../../clickup/dates/zone.js';
import { knownChanges, knownSince, withKnown } from './known-statuses.js';
import type { Frame } from './report.js';
import { Params, scopedTasks } from './sql.js';
import { completedAt, isAssigned, isComplete } from './tasks.js';

/** What is summed: tasks, or something that each has. */
const measures = {
  tasks: '1',
  estimate_ms: 'coalesce(t.time_estimate_ms, 0)',
  points: 'coalesce(t.points, 0)',
} as const;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as [Measure, ...Measure[]];

/** How far work is at the end of a day. Of work before the first sync that was not completed nothing finer than `open` is known. */
export interface FlowDay {
  day: string;
  completed: number;
  active: number;
  not_started: number;
  open: number;
}

export const scopeOf = ({ completed, active, not_started, open }: FlowDay): number =>
  completed + active + not_started + open;

const bandOf = (category: string): string =>
  `CASE WHEN ${category} IN ('done', 'closed') THEN 'completed' WHEN ${category} = 'other' THEN 'open' ELSE ${category} END`;

/**
 * How much was in which state at the end of each local day, until today. Where a task stood follows from when it was created and
 * completed, and from the changes of its status that syncs have seen; while it is cancelled it counts nowhere.
 */
export async function flowOf(
  frame: Frame,
  {
    measure,
    userId,
    includeArchived = true,
  }: { measure: Measure; userId?: number | undefined; includeArchived?: boolean },
): Promise<FlowDay[]> {
  const { period, timeZone, workspaceId } = frame;
  const params = new Params();
  const mine = userId === undefined ? '' : `AND ${isAssigned(params, frame, userId)}`;
  const scoped = scopedTasks(params, frame, `${mine} ${includeArchived ? '' : 'AND NOT t.archived'}`);
  const [workspace, zone] = [params.add(workspaceId), params.add(timeZone)];
  const [end] = [period.lastDay, isoDay(toWall(frame.now, timeZone))].sort();
  const firstDay = `${params.add(period.firstDay)}::date`;
  const lastDay = `${params.add(end!)}::date`;
  const rows = await frame.rows<{ day: string; band: keyof Omit<FlowDay, 'day'>; sum: string }>(
    `WITH ${scoped},
     ${knownChanges(workspace, "'infinity'")},
     firsts AS (SELECT DISTINCT ON (task_id) task_id, from_category FROM changes ORDER BY task_id, at),
     tasks AS (
       SELECT t.task_id, t.created_at, ${knownSince} AS since, ${bandOf('coalesce(f.from_category, t.category)')} AS band, ${measures[measure]} AS size,
         CASE WHEN f.task_id IS NULL AND ${isComplete} THEN ${completedAt} END AS completed_at
       FROM scoped t ${withKnown} LEFT JOIN firsts f ON f.task_id = t.task_id),
     points AS (
       SELECT task_id, created_at AS at, 0 AS step, CASE WHEN completed_at > created_at OR created_at < since THEN 'open' ELSE band END AS band
       FROM tasks WHERE band <> 'cancelled' OR created_at >= since
       UNION ALL SELECT task_id, completed_at, 1, 'completed' FROM tasks WHERE completed_at > created_at
       UNION ALL SELECT task_id, since, 2, band FROM tasks
         WHERE created_at < since AND (completed_at IS NULL OR completed_at <= created_at)
       UNION ALL SELECT task_id, at, 3, ${bandOf('to_category')} FROM changes),
     steps AS (SELECT task_id, at, band, lag(band) OVER (PARTITION BY task_id ORDER BY at, step) AS before FROM points),
     moves AS (
       SELECT s.at, s.band, t.size FROM steps s JOIN tasks t USING (task_id) WHERE s.band IS DISTINCT FROM s.before
       UNION ALL SELECT s.at, s.before, -t.size FROM steps s JOIN tasks t USING (task_id) WHERE s.before <> s.band),
     daily AS (
       SELECT greatest((at AT TIME ZONE ${zone})::date, ${firstDay}) AS day, band, sum(size) AS size FROM moves
       WHERE (at AT TIME ZONE ${zone})::date <= ${lastDay} GROUP BY 1, 2)
     SELECT day::text, band, sum(coalesce(size, 0)) OVER (PARTITION BY band ORDER BY day)::text AS sum
     FROM (SELECT ${firstDay} + i AS day FROM generate_series(0, ${lastDay} - ${firstDay}) AS i) AS days
     CROSS JOIN unnest(ARRAY['completed', 'active', 'not_started', 'open']) AS bands (band)
     LEFT JOIN daily USING (band, day) ORDER BY day, band`,
    params,
  );
  const days = new Map<string, FlowDay>();
  for (const { day, band, sum } of rows) {
    const row = days.get(day) ?? { day, completed: 0, active: 0, not_started: 0, open: 0 };
    row[band] = Number(sum);
    days.set(day, row);
  }
  return [...days.values()];
}
