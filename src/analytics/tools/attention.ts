import * as z from 'zod';
import { namesOfPeople, timeCells } from '../reports/grouped-time.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { Params, scopedTasks } from '../reports/sql.js';
import { rounded } from '../reports/statistics.js';
import { countTasks, findTasks, isOpen, shownDate, shownTask } from '../reports/tasks.js';

const dayMs = 86_400_000;
const limit = z.int().min(1).max(500).default(100).describe('Most tasks.');

/** How many tasks fulfil a condition, how many of these have no estimate, neither of their own nor below, and those with most time. */
async function unestimated(frame: Frame, where: string, most: number) {
  const params = new Params();
  const scoped = scopedTasks(params, frame, 'AND NOT t.archived');
  const [found] = await frame.rows<{ all: number; missing: number; first: string[] }>(
    `WITH RECURSIVE ${scoped},
     wanted AS MATERIALIZED (SELECT task_id, tracked_ms, coalesce(time_estimate_ms, 0) > 0 AS has_own FROM scoped t WHERE ${where}),
     below AS (
       SELECT task_id AS root_id, task_id, has_own AS has FROM wanted WHERE NOT has_own
       UNION SELECT b.root_id, c.task_id, coalesce(c.time_estimate_ms, 0) > 0 FROM below b
       JOIN cu.tasks c ON c.workspace_id = ${params.add(frame.workspaceId)} AND c.parent_id = b.task_id WHERE NOT b.has AND c.deleted_at IS NULL),
     missing AS MATERIALIZED (
       SELECT task_id, tracked_ms FROM wanted WHERE NOT has_own AND task_id NOT IN (SELECT root_id FROM below WHERE has))
     SELECT (SELECT count(*) FROM wanted) AS all, (SELECT count(*) FROM missing) AS missing,
       ARRAY(SELECT task_id FROM missing ORDER BY tracked_ms DESC, task_id LIMIT ${params.add(most)}) AS first`,
    params,
  );
  return found!;
}

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
    const { all, missing, first } = await unestimated(frame, wanted, most);
    const tasks = await findTasks(frame, {
      where: (params) => `t.task_id = ANY(${params.add(first)}::text[])`,
      order: 't.tracked_ms DESC, t.task_id',
    });
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
    const worked = new Params();
    const over = await frame.rows<{ task_id: string; over_ms: number }>(
      `WITH ${await timeCells(worked, frame, [], { tasks: true })}
       SELECT t.task_id, t.tracked_ms - t.time_estimate_ms AS over_ms FROM scoped t JOIN cells USING (task_id)
       WHERE t.time_estimate_ms > 0 AND t.tracked_ms > t.time_estimate_ms ORDER BY 2 DESC, 1`,
      worked,
    );
    const total = over.length;
    const params = new Params();
    const [ids, sizes] = [
      params.add(over.map(({ task_id }) => task_id)),
      params.add(over.map(({ over_ms }) => over_ms)),
    ];
    const people = await frame.rows<{ user_id: number; tasks: number; over_ms: number }>(
      `WITH over AS (SELECT * FROM unnest(${ids}::text[], ${sizes}::bigint[]) AS o (task_id, over_ms)),
       own AS (
         SELECT o.task_id, e.user_id, o.over_ms, sum(e.duration_ms) AS ms, sum(sum(e.duration_ms)) OVER (PARTITION BY o.task_id) AS all_ms
         FROM over o JOIN cu.time_entries e ON e.workspace_id = ${params.add(frame.workspaceId)} AND e.task_id = o.task_id
           AND e.deleted_at IS NULL AND NOT e.is_running
         GROUP BY o.task_id, e.user_id, o.over_ms HAVING sum(e.duration_ms) > 0),
       shares AS (SELECT task_id, user_id, over_ms, floor(over_ms * ms / all_ms)::bigint AS share FROM own),
       exact AS (
         SELECT user_id, share + CASE WHEN row_number() OVER (PARTITION BY task_id ORDER BY user_id)
           <= over_ms - sum(share) OVER (PARTITION BY task_id) THEN 1 ELSE 0 END AS ms FROM shares)
       SELECT user_id, count(*) AS tasks, sum(ms)::bigint AS over_ms FROM exact GROUP BY user_id ORDER BY over_ms DESC, user_id`,
      params,
    );
    const shown = over.slice(0, most).map(({ task_id }) => task_id);
    const tasks = await findTasks(frame, {
      includeArchived: true,
      where: (more) => `t.task_id = ANY(${more.add(shown)}::text[])`,
      order: 't.tracked_ms - t.time_estimate_ms DESC, t.task_id',
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

/** When a person `m` last tracked time. Of entries of a day or less, one that ends last began within a day of the last one that began. */
function lastTracked(workspace: string, now: string): string {
  const end = `CASE WHEN is_running THEN ${now}::timestamptz ELSE start_at + duration_ms * interval '1 millisecond' END`;
  const own = `workspace_id = ${workspace} AND user_id = m.user_id AND deleted_at IS NULL`;
  return `SELECT max(at) AS at FROM (
    SELECT ${end} AS at FROM cu.time_entries WHERE ${own}
      AND start_at >= (SELECT max(start_at) FROM cu.time_entries WHERE ${own}) - interval '1 day'
    UNION ALL SELECT ${end} FROM cu.time_entries WHERE ${own} AND duration_ms > 86400000) AS ends`;
}

const inactivePeople = defineReport({
  name: 'get_inactive_people',
  group: 'analytics',
  description:
    'People with open tasks who for so many days neither tracked time nor made a task, wherever; what others do to their tasks does not count.',
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
       made AS (SELECT creator_id AS user_id, max(created_at) AS at FROM cu.tasks WHERE workspace_id = ${workspace} AND deleted_at IS NULL GROUP BY creator_id)
       SELECT m.user_id, m.username AS name, coalesce(o.tasks, 0) AS open_tasks, e.at AS tracked_at, c.at AS made_at, m.last_active_at
       FROM cu.members m LEFT JOIN open o ON o.user_id = m.user_id
       LEFT JOIN LATERAL (${lastTracked(workspace, now)}) e ON true
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
