import * as z from 'zod';
import { namesOfPeople } from '../reports/grouped-time.js';
import { defineReport, hours } from '../reports/report.js';
import { Params, scopedTasks, spentTime } from '../reports/sql.js';
import { rounded } from '../reports/statistics.js';
import { countTasks, findTasks, isOpen, shownDate, shownTask } from '../reports/tasks.js';

const dayMs = 86_400_000;
const limit = z.int().min(1).max(500).default(100).describe('Most tasks.');

/** Whether neither a task nor anything below it has an estimate. */
const isUnestimated = (params: Params, workspaceId: string): string => {
  const workspace = params.add(workspaceId);
  // What lies below is looked for only where the task itself has none.
  return `CASE WHEN t.time_estimate_ms > 0 THEN false ELSE NOT EXISTS (
    WITH RECURSIVE below AS (
      SELECT t.task_id AS task_id, t.time_estimate_ms AS ms
      UNION SELECT c.task_id, c.time_estimate_ms FROM cu.tasks c JOIN below b ON c.parent_id = b.task_id
      WHERE c.workspace_id = ${workspace} AND c.deleted_at IS NULL)
    SELECT 1 FROM below WHERE ms > 0) END`;
};

const missingEstimates = defineReport({
  name: 'get_missing_estimates',
  group: 'analytics',
  description:
    'Tasks without an estimate, neither of their own nor on anything below them, those with most time first; and how many have one.',
  input: {
    include_closed: z.boolean().default(false).describe('Done and closed tasks too.'),
    limit,
  },
  async run(frame, { include_closed, limit: most }) {
    const wanted = include_closed ? "t.category <> 'cancelled'" : isOpen;
    const isMissing = (params: Params) => `${wanted} AND ${isUnestimated(params, frame.workspaceId)}`;
    const all = await countTasks(frame, { where: wanted });
    const missing = await countTasks(frame, { where: isMissing });
    const tasks = await findTasks(frame, { where: isMissing, order: 't.tracked_ms DESC, t.task_id', limit: most });
    return {
      total: missing,
      of: all,
      estimated_share: all > 0 ? rounded((all - missing) / all, 3) : null,
      tasks: tasks.map((task) => ({ ...shownTask(frame, task), tracked_ms: task.tracked_ms })),
      ...(tasks.length < missing && { truncated: true }),
    };
  },
});

const overTracked = defineReport({
  name: 'get_over_tracked_tasks',
  group: 'analytics',
  description:
    'Tasks worked on in the period on which more was ever tracked than estimated, each by itself alone, furthest over first; and what each person has of it, in proportion to their time on the task.',
  input: { limit },
  period: 'last_30_days',
  async run(frame, { limit: most }) {
    const isOver = (params: Params) => {
      const ctes = spentTime(params, { ...frame, scope: { kind: 'workspace', id: '', name: '' } }, frame.period);
      return `t.time_estimate_ms > 0 AND t.tracked_ms > t.time_estimate_ms AND t.task_id IN (WITH ${ctes} SELECT task_id FROM spent WHERE ms > 0)`;
    };
    const params = new Params();
    const scoped = scopedTasks(params, frame);
    const people = await frame.rows<{ user_id: number; tasks: number; over_ms: number }>(
      `WITH ${scoped},
       over AS (SELECT t.task_id, t.tracked_ms, t.tracked_ms - t.time_estimate_ms AS over_ms FROM scoped t WHERE ${isOver(params)}),
       own AS (
         SELECT o.task_id, e.user_id, o.over_ms, floor(o.over_ms::numeric * sum(e.duration_ms) / o.tracked_ms)::bigint AS share
         FROM over o JOIN cu.time_entries e ON e.workspace_id = ${params.add(frame.workspaceId)} AND e.task_id = o.task_id
           AND e.deleted_at IS NULL AND NOT e.is_running
         GROUP BY o.task_id, e.user_id, o.over_ms, o.tracked_ms HAVING sum(e.duration_ms) > 0),
       exact AS (
         SELECT user_id, share + CASE WHEN row_number() OVER (PARTITION BY task_id ORDER BY user_id)
           <= over_ms - sum(share) OVER (PARTITION BY task_id) THEN 1 ELSE 0 END AS ms FROM own)
       SELECT user_id, count(*) AS tasks, sum(ms)::bigint AS over_ms FROM exact GROUP BY user_id ORDER BY over_ms DESC, user_id`,
      params,
    );
    const total = await countTasks(frame, { includeArchived: true, where: isOver });
    const tasks = await findTasks(frame, {
      includeArchived: true,
      where: isOver,
      order: 't.tracked_ms - t.time_estimate_ms DESC, t.task_id',
      limit: most,
    });
    const names = await namesOfPeople(frame);
    const over_ms = people.reduce((sum, each) => sum + each.over_ms, 0);
    return {
      total,
      over_ms,
      over_hours: hours(over_ms),
      people: people.map((each) => ({
        user_id: each.user_id,
        name: names.get(each.user_id) ?? null,
        tasks: each.tasks,
        over_ms: each.over_ms,
        over_hours: hours(each.over_ms),
      })),
      tasks: tasks.map((task) => {
        const [spent, estimate] = [Number(task.tracked_ms), Number(task.time_estimate_ms)];
        return {
          ...shownTask(frame, task),
          over_ms: spent - estimate,
          over_hours: hours(spent - estimate),
          ratio: rounded(spent / estimate),
        };
      }),
      ...(tasks.length < total && { truncated: true }),
    };
  },
});

const staleTasks = defineReport({
  name: 'get_stale_tasks',
  group: 'analytics',
  description: 'Open tasks that nobody changed for so many days, the longest first.',
  input: { days: z.int().min(1).max(3_650).default(7).describe('Days without a change.'), limit },
  async run(frame, { days, limit: most }) {
    const where = (params: Params) => `${isOpen} AND t.updated_at < ${params.add(new Date(frame.now - days * dayMs))}`;
    const total = await countTasks(frame, { where });
    const tasks = await findTasks(frame, { where, order: 't.updated_at, t.task_id', limit: most });
    return {
      total,
      tasks: tasks.map((task) => ({
        ...shownTask(frame, task),
        updated: shownDate(frame, task.updated_at),
        days_without_change: Math.floor((frame.now - task.updated_at.getTime()) / dayMs),
      })),
      ...(tasks.length < total && { truncated: true }),
    };
  },
});

const inactivePeople = defineReport({
  name: 'get_inactive_people',
  group: 'analytics',
  description:
    'People of the Workspace with open tasks who for so many days neither tracked time nor made a task; what others do to their tasks does not count.',
  input: {
    days: z.int().min(1).max(3_650).default(3).describe('Days without anything of their own.'),
    everybody: z.boolean().default(false).describe('Those without open tasks too.'),
  },
  async run(frame, { days, everybody }) {
    const params = new Params();
    const scoped = scopedTasks(params, frame);
    const [workspace, now] = [params.add(frame.workspaceId), params.add(new Date(frame.now))];
    const since = params.add(new Date(frame.now - days * dayMs));
    const people = await frame.rows<{
      user_id: number;
      name: string | null;
      open_tasks: number;
      tracked_at: Date | null;
      made_at: Date | null;
      last_active_at: Date | null;
    }>(
      `WITH ${scoped},
       open AS (
         SELECT a.user_id, count(*) AS tasks FROM scoped t JOIN cu.task_assignees a ON a.workspace_id = t.workspace_id AND a.task_id = t.task_id
         WHERE ${isOpen} AND NOT t.archived GROUP BY a.user_id),
       tracked AS (
         SELECT user_id, max(CASE WHEN is_running THEN ${now}::timestamptz ELSE start_at + duration_ms * interval '1 millisecond' END) AS at
         FROM cu.time_entries WHERE workspace_id = ${workspace} AND deleted_at IS NULL
           ${frame.scope.kind === 'workspace' ? '' : 'AND task_id IN (SELECT task_id FROM scoped)'} GROUP BY user_id),
       made AS (SELECT creator_id AS user_id, max(created_at) AS at FROM scoped GROUP BY creator_id)
       SELECT m.user_id, m.username AS name, coalesce(o.tasks, 0) AS open_tasks, e.at AS tracked_at, c.at AS made_at, m.last_active_at
       FROM cu.members m LEFT JOIN open o ON o.user_id = m.user_id LEFT JOIN tracked e ON e.user_id = m.user_id
       LEFT JOIN made c ON c.user_id = m.user_id
       WHERE m.workspace_id = ${workspace} AND m.left_at IS NULL AND ${everybody ? 'true' : 'o.tasks > 0'}
         AND coalesce(greatest(e.at, c.at), '-infinity') < ${since}
       ORDER BY greatest(e.at, c.at) NULLS FIRST, m.user_id`,
      params,
    );
    return {
      days,
      total: people.length,
      people: people.map(({ tracked_at, made_at, last_active_at, ...person }) => {
        const last = Math.max(tracked_at?.getTime() ?? 0, made_at?.getTime() ?? 0);
        return {
          ...person,
          last_tracked: shownDate(frame, tracked_at),
          last_task_made: shownDate(frame, made_at),
          days_inactive: last > 0 ? Math.floor((frame.now - last) / dayMs) : null,
          seen_in_clickup: shownDate(frame, last_active_at),
        };
      }),
    };
  },
});

export const attention = [missingEstimates, overTracked, staleTasks, inactivePeople];
