import * as z from 'zod';
import { statusesChart, timeInStatusChart } from '../charts/of-reports.js';
import { nested } from '../reports/grouped-time.js';
import { knownChanges, knownSince, warnOfUnknownStatuses, withKnown } from '../reports/known-statuses.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { Params, scopedTasks } from '../reports/sql.js';
import { mean, quantile, rounded } from '../reports/statistics.js';
import { completedAt, findTasks, shownDate, shownTask } from '../reports/tasks.js';
import { wasCompletedBetween } from './insights.js';

/** What tasks can be counted by, beside their status. */
const groups = {
  none: { id: 'NULL', name: "'all'" },
  project: { id: 't.project_id', name: 't.project' },
  list: { id: 't.home_list_id', name: 't.list_name' },
  user: { id: 'a.user_id', name: 'm.username' },
} as const;

const statusDistribution = defineReport({
  name: 'get_status_distribution',
  chart: statusesChart,
  group: 'analytics',
  description:
    'How many tasks are in which status and kind of status, of all or by project, List or person; a task of several people counts for each.',
  input: {
    group_by: z
      .enum(Object.keys(groups) as [keyof typeof groups])
      .default('none')
      .describe('What is counted apart.'),
    include_archived: z.boolean().default(false).describe('Archived tasks too.'),
  },
  async run(frame, { group_by, include_archived }) {
    const params = new Params();
    const scoped = scopedTasks(params, frame, include_archived ? '' : 'AND NOT t.archived');
    const { id, name } = groups[group_by];
    const people = `LEFT JOIN cu.task_assignees a ON a.workspace_id = t.workspace_id AND a.task_id = t.task_id
       LEFT JOIN cu.members m ON m.workspace_id = t.workspace_id AND m.user_id = a.user_id`;
    const rows = await frame.rows<{
      id: string | null;
      name: string | null;
      status: string;
      category: string;
      tasks: number;
    }>(
      `WITH ${scoped}
       SELECT ${id}::text AS id, max(${name}) AS name, t.status, t.category, count(*) AS tasks
       FROM scoped t ${group_by === 'user' ? people : ''}
       GROUP BY 1, t.status, t.category ORDER BY 1 NULLS LAST, min(t.status_order), t.status, t.category`,
      params,
    );
    const counted = nested(rows, (row) => String(row.id)).map((mine) => {
      const total = mine.reduce((sum, { tasks }) => sum + tasks, 0);
      const by_category: Record<string, number> = {};
      for (const { category, tasks } of mine) by_category[category] = (by_category[category] ?? 0) + tasks;
      return {
        ...(group_by !== 'none' && {
          id: mine[0]!.id,
          name: mine[0]!.name ?? mine[0]!.id ?? '(nobody)',
        }),
        total,
        by_category,
        statuses: mine.map(({ status, category, tasks }) => ({
          status,
          category,
          tasks,
          share: rounded((100 * tasks) / total, 1),
        })),
      };
    });
    counted.sort((a, b) => b.total - a.total);
    return { group_by, groups: counted };
  },
});

/**
 * `stays`: how long each task in `scoped` was in which status, until $now: from its creation on where that is known, else from the first
 * sync. Tasks that changed in no sync are in the status that they have.
 */
function stays(params: Params, { workspaceId, now }: Frame): string {
  const workspace = params.add(workspaceId);
  const at = `${params.add(new Date(now))}::timestamptz`;
  return `${knownChanges(workspace, at)},
   firsts AS (SELECT DISTINCT ON (task_id) task_id, from_status, from_category FROM changes ORDER BY task_id, at, to_status),
   points AS (
     SELECT t.task_id, greatest(t.created_at, ${knownSince}) AS at, 0 AS step, t.created_at >= ${knownSince} AS is_begun_there,
       CASE WHEN f.task_id IS NULL THEN t.status ELSE f.from_status END AS status,
       CASE WHEN f.task_id IS NULL THEN t.category ELSE f.from_category END AS category
     FROM scoped t ${withKnown} LEFT JOIN firsts f ON f.task_id = t.task_id
     UNION ALL SELECT task_id, at, 1, true, to_status, to_category FROM changes),
   stays AS (
     SELECT task_id, status, category, at AS from_at, is_begun_there,
       lead(at) OVER task AS left_at, coalesce(lead(at) OVER task, ${at}) AS to_at
     FROM points WINDOW task AS (PARTITION BY task_id ORDER BY at, step, status))`;
}

const timeInStatus = defineReport({
  name: 'get_time_in_status',
  chart: timeInStatusChart,
  group: 'analytics',
  description:
    'How long tasks were in each open status in the period, from the changes of status that syncs and webhooks have seen: in all, by task (mean, median, 85 %), and how many are in it now.',
  input: {
    limit: z.int().min(0).max(100).default(10).describe('Most tasks of those that are longest in their status now.'),
  },
  period: 'last_30_days',
  async run(frame, { limit }) {
    await warnOfUnknownStatuses(frame, 'time before it is left out');
    const params = new Params();
    const scoped = scopedTasks(params, frame, 'AND NOT t.archived');
    const ctes = `${scoped}, ${stays(params, frame)}`;
    const [from, to] = [params.add(frame.period.from), params.add(frame.period.to)];
    const rows = await frame.rows<{
      status: string;
      category: string;
      tasks: number;
      ms: number;
      median: number;
      p85: number;
      now: number;
    }>(
      `WITH ${ctes},
       cut AS (
         SELECT task_id, status, category, left_at IS NULL AS is_now,
           (extract(epoch FROM least(to_at, ${to}::timestamptz) - greatest(from_at, ${from}::timestamptz)) * 1000)::bigint AS ms
         FROM stays WHERE category IN ('not_started', 'active', 'other') AND to_at > ${from} AND from_at < ${to}),
       tasks AS (SELECT status, category, task_id, sum(ms)::bigint AS ms, bool_or(is_now) AS is_now FROM cut WHERE ms > 0 GROUP BY 1, 2, 3),
       orders AS (SELECT status, min(status_order) AS place FROM scoped GROUP BY status)
       SELECT t.status, t.category, count(*) AS tasks, sum(t.ms)::bigint AS ms,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY t.ms) AS median, percentile_cont(0.85) WITHIN GROUP (ORDER BY t.ms) AS p85,
         count(*) FILTER (WHERE t.is_now) AS now
       FROM tasks t LEFT JOIN orders o USING (status) GROUP BY t.status, t.category, o.place ORDER BY o.place NULLS LAST, t.status, t.category`,
      params,
    );
    return {
      statuses: rows.map(({ ms, median, p85, now, ...row }) => ({
        ...row,
        ms,
        hours: hours(ms),
        mean_hours: hours(ms / row.tasks),
        median_hours: hours(median),
        p85_hours: hours(p85),
        in_it_now: now,
      })),
      longest_now: limit > 0 ? await longestNow(frame, limit) : [],
    };
  },
});

/** The open tasks that are longest in the status that they have; of those that have not changed since the first sync, at least so long. */
async function longestNow(frame: Frame, limit: number) {
  const params = new Params();
  const scoped = scopedTasks(params, frame, 'AND NOT t.archived');
  const rows = await frame.rows<{ task_id: string; since: Date; is_begun_there: boolean }>(
    `WITH ${scoped}, ${stays(params, frame)}
     SELECT task_id, from_at AS since, is_begun_there FROM stays WHERE left_at IS NULL AND category IN ('not_started', 'active', 'other')
     ORDER BY from_at, task_id LIMIT ${params.add(limit)}`,
    params,
  );
  const tasks = await findTasks(frame, {
    where: (more) => `t.task_id = ANY(${more.add(rows.map(({ task_id }) => task_id))}::text[])`,
  });
  const byId = new Map(tasks.map((task) => [task.task_id, task]));
  return rows.map(({ task_id, since, is_begun_there }) => ({
    ...shownTask(frame, byId.get(task_id)!),
    since: shownDate(frame, since),
    hours_in_status: hours(frame.now - since.getTime()),
    ...(!is_begun_there && { at_least: true }),
  }));
}

/** How durations lie, in hours. */
function spread(ms: readonly number[]) {
  const hoursOf = (value: number | null) => (value === null ? null : hours(value));
  return {
    tasks: ms.length,
    mean_hours: hoursOf(mean(ms)),
    median_hours: hoursOf(quantile(ms, 0.5)),
    p85_hours: hoursOf(quantile(ms, 0.85)),
    longest_hours: hoursOf(ms.length > 0 ? Math.max(...ms) : null),
  };
}

const cycleTime = defineReport({
  name: 'get_cycle_time',
  group: 'analytics',
  description:
    'Of tasks completed in the period: lead time from creation, and cycle time from when work began (the first active status that a sync or webhook has seen), each as mean, median and 85 %; the slowest tasks.',
  input: { limit: z.int().min(0).max(200).default(20).describe('Most tasks.') },
  period: 'last_30_days',
  async run(frame, { limit }) {
    const { from, to } = frame.period;
    await warnOfUnknownStatuses(frame, 'those that were begun before it have a lead time alone');
    const params = new Params();
    const scoped = scopedTasks(params, frame, `AND ${wasCompletedBetween(from, to)(params)}`);
    const found = await frame.rows<{ task_id: string; created_at: Date; completed_at: Date; begun_at: Date | null }>(
      `WITH ${scoped}, ${stays(params, frame)},
       begun AS (
         SELECT task_id, CASE WHEN bool_or(NOT is_begun_there) THEN NULL ELSE min(from_at) END AS at
         FROM stays WHERE category = 'active' GROUP BY task_id)
       SELECT t.task_id, t.created_at, ${completedAt} AS completed_at, b.at AS begun_at
       FROM scoped t LEFT JOIN begun b ON b.task_id = t.task_id ORDER BY t.task_id`,
      params,
    );
    const rows = found.map(({ task_id, created_at, completed_at, begun_at }) => {
      const end = completed_at.getTime();
      const start = begun_at?.getTime() ?? null;
      return {
        task_id,
        lead: Math.max(0, end - created_at.getTime()),
        cycle: start === null || start > end ? null : end - start,
      };
    });
    const slowest = [...rows]
      .sort((a, b) => (b.cycle ?? -1) - (a.cycle ?? -1) || b.lead - a.lead || (a.task_id < b.task_id ? -1 : 1))
      .slice(0, limit);
    const tasks = await findTasks(frame, {
      includeArchived: true,
      where: (more) => `t.task_id = ANY(${more.add(slowest.map(({ task_id }) => task_id))}::text[])`,
    });
    const byId = new Map(tasks.map((task) => [task.task_id, task]));
    return {
      completed: rows.length,
      lead_time: spread(rows.map(({ lead }) => lead)),
      cycle_time: spread(rows.flatMap(({ cycle }) => cycle ?? [])),
      tasks: slowest.map(({ task_id, lead, cycle }) => ({
        ...shownTask(frame, byId.get(task_id)!),
        completed: shownDate(frame, byId.get(task_id)!.completed_at),
        lead_hours: hours(lead),
        cycle_hours: cycle === null ? null : hours(cycle),
      })),
      ...(rows.length > limit && { truncated: true }),
    };
  },
});

export const statusReports = [statusDistribution, timeInStatus, cycleTime];
