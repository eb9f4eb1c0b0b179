import * as z from 'zod';
import { groupedTime, totalOf, tracked } from '../reports/grouped-time.js';
import { readPeriod } from '../reports/period.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { tasksAtRisk } from '../reports/risks.js';
import { Params, scopedTasks } from '../reports/sql.js';
import { quantile, rounded } from '../reports/statistics.js';
import {
  byName,
  completedAt,
  countTasks,
  findTasks,
  isComplete,
  readTasks,
  shownDate,
  shownTask,
  tasksByPerson,
} from '../reports/tasks.js';

export const wasCompletedBetween =
  (from: Date, to: Date) =>
  (params: Params): string =>
    `${isComplete} AND ${completedAt} >= ${params.add(from)} AND ${completedAt} < ${params.add(to)}`;

export const wasCreatedBetween =
  (from: Date, to: Date) =>
  (params: Params): string =>
    `t.created_at >= ${params.add(from)} AND t.created_at < ${params.add(to)}`;

/** Tasks that were completed in a stretch of time, oldest first. */
export const completedBetween = (frame: Frame, from: Date, to: Date, limit?: number) =>
  findTasks(frame, {
    includeArchived: true,
    where: wasCompletedBetween(from, to),
    order: `${completedAt}, t.task_id`,
    limit,
  });

/** Changes of status that the syncs have seen. */
function changesSince(frame: Frame, from: Date) {
  const params = new Params();
  return frame.rows<{
    task_id: string;
    at: Date;
    from_status: string;
    to_status: string;
    from_category: string;
    to_category: string;
  }>(
    `WITH ${scopedTasks(params, frame)}
     SELECT c.task_id, c.at, c.from_status, c.to_status, c.from_category, c.to_category FROM cu.status_changes c
     WHERE c.workspace_id = ${params.add(frame.workspaceId)} AND c.at >= ${params.add(from)} AND c.at < ${params.add(new Date(frame.now))}
       AND c.task_id IN (SELECT task_id FROM scoped) ORDER BY c.at, c.task_id`,
    params,
  );
}

const progressSince = defineReport({
  name: 'get_progress_since',
  group: 'analytics',
  description:
    'What happened since a day: tasks completed, created, reopened and changed, changes of status, and time tracked.',
  input: {
    since: z.string().describe('First day, such as 2026-11-20, or words such as last_week.'),
    limit: z.int().min(1).max(500).default(100).describe('Most tasks of each list.'),
  },
  async run(frame, { since, limit }) {
    const { from, firstDay } = readPeriod(since, frame, 'since');
    const to = new Date(frame.now);
    const count = (where: (params: Params) => string) => countTasks(frame, { includeArchived: true, where });
    const completed = await count(wasCompletedBetween(from, to));
    const created = await count(wasCreatedBetween(from, to));
    const updated = await count((params) => `t.updated_at >= ${params.add(from)}`);
    const completedTasks = await completedBetween(frame, from, to, limit);
    const createdTasks = await findTasks(frame, {
      includeArchived: true,
      where: wasCreatedBetween(from, to),
      order: 't.created_at, t.task_id',
      limit,
    });
    const changes = await changesSince(frame, from);
    const reopened = changes.filter(
      (each) => ['done', 'closed'].includes(each.from_category) && ['not_started', 'active'].includes(each.to_category),
    );
    const time = totalOf(await groupedTime({ ...frame, period: { ...frame.period, from, to } }, 'user'));
    return {
      since: firstDay,
      completed,
      created,
      updated_tasks: updated,
      status_changes: changes.length,
      reopened: reopened.length,
      time: tracked(time),
      completed_tasks: completedTasks.map((task) => ({
        ...shownTask(frame, task),
        completed: shownDate(frame, task.completed_at),
      })),
      created_tasks: createdTasks.map((task) => shownTask(frame, task)),
      changes: changes
        .slice(0, limit)
        .map(({ at, from_category: _, to_category: __, ...each }) => ({ ...each, at: shownDate(frame, at) })),
    };
  },
});

const estimationAccuracy = defineReport({
  name: 'get_estimation_accuracy',
  group: 'analytics',
  description:
    'How estimates compare with tracked time, task by task alone: median, 80th percentile, weighted error and bias, and the tasks furthest off.',
  input: {
    include_open: z.boolean().default(false).describe('Tasks that are not complete too.'),
    band: z.number().min(0.01).max(1).default(0.2).describe('How far from 1 a ratio may be and still be accurate.'),
    limit: z.int().min(1).max(200).default(20).describe('Most tasks.'),
  },
  async run(frame, { include_open, band, limit }) {
    const where = `t.category <> 'cancelled' AND ${include_open ? 'true' : isComplete}`;
    const all = await readTasks<{ task_id: string; spent: number; estimate: number }>(
      frame,
      't.task_id, t.tracked_ms AS spent, coalesce(t.time_estimate_ms, 0) AS estimate',
      { includeArchived: true, where: `${where} AND (t.tracked_ms > 0 OR t.time_estimate_ms > 0)` },
    );
    const rows = all.filter(({ estimate }) => estimate > 0);
    const ratios = rows.map(({ spent, estimate }) => spent / estimate);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const estimate_ms = sum(rows.map(({ estimate }) => estimate));
    const spent_ms = sum(rows.map(({ spent }) => spent));
    const off = sum(rows.map(({ spent, estimate }) => Math.abs(spent - estimate)));
    const furthest = await findTasks(frame, {
      includeArchived: true,
      where: `${where} AND t.time_estimate_ms > 0`,
      order: 'abs(t.tracked_ms - t.time_estimate_ms) DESC, t.task_id',
      limit,
    });
    return {
      tasks: rows.length,
      estimate_ms,
      spent_ms,
      spent_without_estimate_ms: sum(all.filter(({ estimate }) => estimate === 0).map(({ spent }) => spent)),
      median_ratio: rounded(quantile(ratios, 0.5)),
      p80_ratio: rounded(quantile(ratios, 0.8)),
      weighted_error: estimate_ms > 0 ? rounded(off / estimate_ms) : null,
      bias: estimate_ms > 0 ? rounded((spent_ms - estimate_ms) / estimate_ms) : null,
      buckets: {
        over_estimated: ratios.filter((ratio) => ratio < 1 - band).length,
        accurate: ratios.filter((ratio) => ratio >= 1 - band && ratio <= 1 + band).length,
        under_estimated: ratios.filter((ratio) => ratio > 1 + band).length,
      },
      furthest_off: furthest.map((task) => {
        const [spent, estimate] = [Number(task.tracked_ms), Number(task.time_estimate_ms)];
        return {
          ...shownTask(frame, task),
          ratio: rounded(spent / estimate),
          difference_hours: hours(spent - estimate),
        };
      }),
    };
  },
});

export const riskInput = {
  risk_days: z
    .int()
    .min(0)
    .max(90)
    .default(3)
    .describe('Days before its due date from which a task counts as due soon.'),
  stale_days: z.int().min(1).max(365).default(7).describe('Days without a change after which a task is stale.'),
  assignee: z.string().optional().describe('Only tasks of this person: id, name, e-mail address or me.'),
  limit: z.int().min(1).max(500).default(50).describe('Most tasks.'),
};

const atRiskTasks = defineReport({
  name: 'get_at_risk_tasks',
  group: 'analytics',
  description:
    'Open tasks that may fail, most pressing first, each with its reasons and their points: overdue, due soon, estimate used up, waiting on others.',
  input: riskInput,
  run: (frame, input) => tasksAtRisk(frame, input),
});

const untrackedTasks = defineReport({
  name: 'get_untracked_tasks',
  group: 'analytics',
  description:
    'Assigned tasks without any time, their subtasks included: those in progress, and those completed in the period.',
  input: {
    status_filter: z.enum(['in_progress', 'all']).default('all').describe('in_progress leaves out completed ones.'),
    limit: z.int().min(1).max(500).default(100).describe('Most tasks.'),
  },
  period: 'last_30_days',
  async run(frame, { status_filter, limit }) {
    const { from, to } = frame.period;
    const tasks = await findTasks(frame, {
      where: (params) => {
        const workspace = params.add(frame.workspaceId);
        const orCompleted = status_filter === 'all' ? `OR (${wasCompletedBetween(from, to)(params)})` : '';
        // What lies below is looked for only where the task itself has no time.
        return `(t.category = 'active' ${orCompleted})
          AND t.task_id IN (SELECT task_id FROM cu.task_assignees WHERE workspace_id = ${workspace})
          AND CASE WHEN t.tracked_ms > 0 THEN false ELSE NOT EXISTS (
            WITH RECURSIVE below AS (
              SELECT t.task_id AS task_id
              UNION SELECT c.task_id FROM cu.tasks c JOIN below b ON c.parent_id = b.task_id WHERE c.workspace_id = ${workspace} AND c.deleted_at IS NULL)
            SELECT 1 FROM below LEFT JOIN cu.task_time o ON o.workspace_id = ${workspace} AND o.task_id = below.task_id
            WHERE o.ms > 0 OR EXISTS (
              SELECT 1 FROM cu.time_entries e WHERE e.workspace_id = ${workspace} AND e.task_id = below.task_id AND e.deleted_at IS NULL AND e.is_running)) END`;
      },
      order: 't.updated_at DESC, t.task_id',
    });
    return {
      total: tasks.length,
      by_person: byName(tasksByPerson(tasks)),
      tasks: tasks.slice(0, limit).map((task) => shownTask(frame, task)),
      ...(tasks.length > limit && { truncated: true }),
    };
  },
});

export const insights = [progressSince, estimationAccuracy, atRiskTasks, untrackedTasks];
