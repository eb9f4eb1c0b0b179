import type { Frame } from './report.js';
import { Params, scopedTasks } from './sql.js';

/** Counts of a place; archived tasks are left out. */
export async function progressOf(frame: Frame) {
  const params = new Params();
  const ctes = scopedTasks(params, frame, 'AND NOT t.archived');
  const weekAgo = params.add(new Date(frame.now - 7 * 86_400_000));
  const rows = await frame.rows<{ status: string; category: string; tasks: number; recent: number }>(
    `WITH ${ctes} SELECT t.status, t.category, count(*) AS tasks,
       count(*) FILTER (WHERE t.category IN ('done', 'closed') AND coalesce(t.done_at, t.closed_at) >= ${weekAgo}) AS recent
     FROM scoped t GROUP BY t.status, t.category ORDER BY min(t.status_order), t.status`,
    params,
  );
  const by_category: Record<string, number> = {};
  for (const { category, tasks } of rows) by_category[category] = (by_category[category] ?? 0) + tasks;
  const total = rows.reduce((sum, { tasks }) => sum + tasks, 0);
  const counted = total - (by_category.cancelled ?? 0);
  const completed = (by_category.done ?? 0) + (by_category.closed ?? 0);
  return {
    total,
    completed,
    cancelled: by_category.cancelled ?? 0,
    completion_rate: counted > 0 ? Math.round((completed / counted) * 1000) / 1000 : null,
    by_category,
    by_status: rows.map(({ status, category, tasks }) => ({ status, category, tasks })),
    completed_last_7_days: rows.reduce((sum, { recent }) => sum + recent, 0),
  };
}
