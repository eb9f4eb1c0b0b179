import { type Frame, hours } from './report.js';
import { Params, scopedTasks } from './sql.js';
import { rounded } from './statistics.js';
import { dueEnd, isOpen } from './tasks.js';

/** What is open, by person, against the hours of a week; of nobody, the id is null. */
export async function workloadOf(
  frame: Frame,
  shared: 'full' | 'split',
  week_hours = 5 * Number(frame.workspace.day_hours),
) {
  const params = new Params();
  const scoped = scopedTasks(params, frame, `AND NOT t.archived AND ${isOpen}`);
  const now = params.add(new Date(frame.now));
  const people = await frame.rows<{
    user_id: number | null;
    name: string | null;
    tasks: number;
    active: number;
    overdue: number;
    remaining_ms: number;
    share: string;
  }>(
    `WITH ${scoped}, work AS (
       SELECT t.category, greatest(coalesce(t.time_estimate_ms, 0) - t.tracked_ms, 0) AS remaining, ${dueEnd(params, frame)} <= ${now} AS is_overdue,
         a.user_id, a.position, greatest(1, count(a.user_id) OVER (PARTITION BY t.task_id)) AS people
       FROM scoped t LEFT JOIN cu.task_assignees a ON a.workspace_id = t.workspace_id AND a.task_id = t.task_id)
     SELECT w.user_id, max(m.username) AS name, count(*) AS tasks, count(*) FILTER (WHERE w.category = 'active') AS active,
       count(*) FILTER (WHERE w.is_overdue) AS overdue,
       sum(${shared === 'split' ? 'w.remaining / w.people + CASE WHEN w.position < w.remaining % w.people THEN 1 ELSE 0 END' : 'w.remaining'})::bigint AS remaining_ms,
       round(sum(1.0 / w.people), 2) AS share
     FROM work w LEFT JOIN cu.members m ON m.workspace_id = ${params.add(frame.workspaceId)} AND m.user_id = w.user_id
     GROUP BY w.user_id ORDER BY tasks DESC, w.user_id`,
    params,
  );
  return {
    shared,
    week_hours,
    people: people.map(({ share, remaining_ms, ...person }) => {
      const weeks = hours(remaining_ms) / week_hours;
      return {
        ...person,
        name: person.name ?? (person.user_id === null ? '(nobody)' : String(person.user_id)),
        ...(shared === 'split' && { tasks: Number(share) }),
        remaining_ms,
        remaining_hours: hours(remaining_ms),
        weeks_of_work: rounded(weeks),
        load: weeks > 1 ? 'overloaded' : weeks < 0.5 ? 'has capacity' : 'fits',
      };
    }),
  };
}
