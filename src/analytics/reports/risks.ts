import { isoDay, toWall } from '../../clickup/dates/zone.js';
import { hours } from './hours.js';
import type { Frame } from './report.js';
import { Params, scopedTasks } from './sql.js';
import { statusSince } from './status-since.js';
import {
  dueEnd,
  findPerson,
  findTasks,
  isAssigned,
  isAssignedAtAll,
  isOpen,
  readTasks,
  shownDate,
  shownTask,
} from './tasks.js';

const dayMs = 86_400_000;

/** What each reason adds to the score of a task. */
const points = {
  overdue: 40,
  due_soon: 20,
  blocked: 20,
  over_150: 30,
  over_100: 20,
  over_80: 10,
  too_little_time: 20,
  long_in_status: 10,
  unassigned: 10,
  stale: 10,
};

interface RatedTask {
  task_id: string;
  category: string;
  status: string;
  is_overdue: boolean;
  is_due_soon: boolean;
  /** What of the estimate is used; 0 without one. */
  used: number;
  needed_ms: number;
  /** Of working days until it is due. */
  there_ms: number | null;
  is_short: boolean;
  is_waiting: boolean;
  /** Whether the task is in its status for longer than 85 % of all were that have left it. */
  is_long_in_status: boolean;
  is_stale: boolean;
  is_unassigned: boolean;
  score: number;
  /** How many have a reason. */
  of: number;
}

/** A task that waits for another, both of them open. */
const openDependencies = `FROM cu.task_deps d
  JOIN cu.tasks a ON a.workspace_id = d.workspace_id AND a.task_id = d.task_id AND a.deleted_at IS NULL AND a.category IN ('not_started', 'active')
  JOIN cu.tasks b ON b.workspace_id = d.workspace_id AND b.task_id = d.depends_on AND b.deleted_at IS NULL AND b.category IN ('not_started', 'active')
  WHERE d.workspace_id =`;

/** Whether open tasks keep `t`, which is open, from being done; and whether it keeps others. */
const isWaiting = (workspace: string): string => `t.task_id IN (SELECT d.task_id ${openDependencies} ${workspace})`;
const isBlocking = (workspace: string): string => `t.task_id IN (SELECT d.depends_on ${openDependencies} ${workspace})`;

/** The open tasks for which each of some waits, and those that wait for it. */
async function dependenciesOf({ query, workspaceId }: Frame, ids: readonly string[]) {
  const rows = await query<{ task_id: string; depends_on: string }>(
    `SELECT d.task_id, d.depends_on ${openDependencies} $1 AND (d.task_id = ANY($2::text[]) OR d.depends_on = ANY($2::text[])) ORDER BY 1, 2`,
    [workspaceId, [...ids]],
  );
  return {
    waitsOn: (id: string) => rows.filter(({ task_id }) => task_id === id).map(({ depends_on }) => depends_on),
    blocks: (id: string) => rows.filter(({ depends_on }) => depends_on === id).map(({ task_id }) => task_id),
  };
}

export interface RiskInput {
  risk_days: number;
  stale_days: number;
  /** Only tasks of this person. */
  assignee?: string | undefined;
  /** Most tasks that are shown. */
  limit: number;
}

/** How many open tasks have a reason to look at them, and the most pressing of them; each reason with its points. */
export async function tasksAtRisk(frame: Frame, input: RiskInput) {
  const { risk_days, stale_days } = input;
  const most = await mostPressing(frame, input);
  const reasonsOf = (task: RatedTask, waitsOn: readonly string[]): { reason: string; points: number }[] => {
    const { needed_ms, there_ms, used } = task;
    const said: readonly [is: boolean, reason: string, score: number][] = [
      [task.is_overdue, 'overdue', points.overdue],
      [
        task.is_due_soon,
        `due within ${risk_days} days${task.category === 'not_started' ? ', not started' : ''}`,
        points.due_soon,
      ],
      [
        used >= 0.8,
        `${Math.round(used * 100)} % of the estimate used`,
        used >= 1.5 ? points.over_150 : used >= 1 ? points.over_100 : points.over_80,
      ],
      [
        task.is_short,
        `${hours(needed_ms)} hours of work left, ${hours(there_ms)} until it is due`,
        points.too_little_time,
      ],
      [task.is_waiting, `waits on ${waitsOn.join(', ')}`, points.blocked],
      [task.is_long_in_status, `longer in "${task.status}" than 85 % were`, points.long_in_status],
      [task.is_unassigned, 'nobody is assigned', points.unassigned],
      [task.is_stale, `not changed for ${stale_days} days`, points.stale],
    ];
    return said.filter(([is]) => is).map(([, reason, score]) => ({ reason, points: score }));
  };
  const ids = most.map(({ task_id }) => task_id);
  const { waitsOn } = await dependenciesOf(frame, ids);
  const show = await shownById(frame, ids);
  const total = most[0]?.of ?? 0;
  const tasks = most.map((task) => ({
    ...show(task.task_id),
    score: task.score,
    reasons: reasonsOf(task, waitsOn(task.task_id)),
  }));
  return { total, tasks, ...(total > tasks.length && { truncated: true }) };
}

/** Days from Monday to Friday until a day, since a Monday: what lies between two days is their difference. */
function workdays(day: string): string {
  const days = `(${day} - '2000-01-03'::date + 1)`;
  return `(${days} / 7 * 5 + least(${days} % 7, 5))`;
}

/** The open tasks with most points. They are rated where they lie: there are many more of them than are shown. */
async function mostPressing(frame: Frame, { risk_days, stale_days, assignee, limit }: RiskInput): Promise<RatedTask[]> {
  const person = assignee === undefined ? undefined : await findPerson(frame, assignee, 'assignee');
  const slow = await longInStatus(frame);
  const params = new Params();
  const moment = (days: number): string => `${params.add(new Date(frame.now + days * dayMs))}::timestamptz`;
  const scoped = scopedTasks(params, frame, 'AND NOT t.archived');
  const [now, workspace] = [moment(0), params.add(frame.workspaceId)];
  const { timezone, day_hours } = frame.workspace;
  const dueDay = `((due_end - interval '1 millisecond') AT TIME ZONE ${params.add(timezone)})::date`;
  const today = `${params.add(isoDay(toWall(frame.now, timezone)))}::date`;
  const dayLength = `${params.add(Number(day_hours) * 3_600_000)}::float8`;
  const scores: readonly [is: string, score: number][] = [
    ['is_overdue', points.overdue],
    ['is_due_soon', points.due_soon],
    ['used >= 0.8', points.over_80],
    ['used >= 1', points.over_100 - points.over_80],
    ['used >= 1.5', points.over_150 - points.over_100],
    ['is_short', points.too_little_time],
    ['is_waiting', points.blocked],
    ['is_long_in_status', points.long_in_status],
  ];
  const sumOf = (each: typeof scores): string =>
    each.map(([is, score]) => `CASE WHEN ${is} THEN ${score} ELSE 0 END`).join(' + ');
  // What a task took matters where it has an estimate. By itself, nobody working on what is not urgent is no risk.
  return frame.rows<RatedTask>(
    `WITH ${scoped},
     open AS MATERIALIZED (
       SELECT t.task_id, t.category, t.status, t.updated_at, coalesce(t.time_estimate_ms, 0) AS estimate_ms, ${dueEnd(params, frame)} AS due_end,
         CASE WHEN t.time_estimate_ms > 0
           THEN coalesce((SELECT o.ms FROM cu.task_time o WHERE o.workspace_id = ${workspace} AND o.task_id = t.task_id), 0) ELSE 0 END AS spent_ms
       FROM scoped t WHERE ${isOpen} AND ${person ? isAssigned(params, frame, person.user_id) : 'true'}),
     measured AS MATERIALIZED (
       SELECT t.*, coalesce(due_end <= ${now}, false) AS is_overdue, coalesce(due_end > ${now} AND due_end <= ${moment(risk_days)}, false) AS is_due_soon,
         CASE WHEN estimate_ms > 0 THEN spent_ms::float8 / estimate_ms ELSE 0 END AS used, greatest(estimate_ms - spent_ms, 0) AS needed_ms,
         CASE WHEN estimate_ms > spent_ms AND due_end IS NOT NULL THEN greatest(${workdays(dueDay)} - ${workdays(today)}, 0) * ${dayLength} END AS there_ms,
         ${isWaiting(workspace)} AS is_waiting, t.task_id = ANY(${params.add(slow)}::text[]) AS is_long_in_status, updated_at < ${moment(-stale_days)} AS is_stale
       FROM open t),
     compared AS (SELECT *, NOT is_overdue AND coalesce(needed_ms > there_ms, false) AS is_short FROM measured),
     pressing AS MATERIALIZED (
       SELECT t.*, NOT ${isAssignedAtAll(params, frame)} AS is_unassigned FROM (
         SELECT *, ${sumOf(scores)} AS urgency FROM compared OFFSET 0) AS t
       WHERE urgency > 0)
     SELECT task_id, category, status, is_overdue, is_due_soon, used, needed_ms, there_ms, is_short, is_waiting, is_long_in_status, is_stale, is_unassigned,
       urgency + ${sumOf([
         ['is_unassigned', points.unassigned],
         ['is_stale', points.stale],
       ])} AS score, count(*) OVER () AS of
     FROM pressing ORDER BY score DESC, task_id COLLATE "C" LIMIT ${params.add(limit)}`,
    params,
  );
}

/** Fewer stays that have ended say nothing of how long one usually is. */
const fewStays = 5;

/** Ids of tasks that are in their status for longer than 85 % of all were that syncs and webhooks saw come and go. */
async function longInStatus({ query, workspaceId, now }: Frame): Promise<string[]> {
  const rows = await query<{ task_id: string }>(
    `WITH stays AS (
       SELECT c.task_id, c.to_status AS status, c.at, lead(c.at) OVER (PARTITION BY c.task_id ORDER BY c.at, c.to_status) AS left_at
       FROM cu.status_changes c WHERE c.workspace_id = $1),
     usual AS (
       SELECT status, percentile_cont(0.85) WITHIN GROUP (ORDER BY extract(epoch FROM left_at - at)) AS seconds
       FROM stays WHERE left_at IS NOT NULL GROUP BY status HAVING count(*) >= ${fewStays})
     SELECT s.task_id FROM stays s JOIN usual u USING (status)
     JOIN cu.tasks t ON t.workspace_id = $1 AND t.task_id = s.task_id AND t.status = s.status AND t.deleted_at IS NULL
     WHERE s.left_at IS NULL AND extract(epoch FROM $2::timestamptz - s.at) > u.seconds`,
    [workspaceId, new Date(now)],
  );
  return rows.map(({ task_id }) => task_id);
}

/** How tasks of the place are shown, by their ids. */
async function shownById(frame: Frame, ids: readonly string[]) {
  const found = await findTasks(frame, { where: (params) => `t.task_id = ANY(${params.add([...ids])}::text[])` });
  const byId = new Map(found.map((task) => [task.task_id, task]));
  return (id: string) => shownTask(frame, byId.get(id)!);
}

interface HeldTask {
  task_id: string;
  updated_at: Date;
  says_blocked: boolean;
  says_waiting: boolean;
  is_waiting: boolean;
  is_blocking: boolean;
  is_stale: boolean;
}

/** What is held up: by its status, by an open dependency, or by nobody touching it; and what holds others up. Longest untouched first. */
async function heldTasks(frame: Frame, stale_days: number) {
  const stale = new Date(frame.now - stale_days * dayMs);
  const found = await readTasks<HeldTask>(
    frame,
    (params) => {
      const workspace = params.add(frame.workspaceId);
      return `t.task_id, t.updated_at, t.status LIKE '%block%' AS says_blocked, t.status LIKE '%wait%' AS says_waiting,
        t.category = 'active' AND t.updated_at < ${params.add(stale)} AS is_stale, ${isWaiting(workspace)} AS is_waiting, ${isBlocking(workspace)} AS is_blocking`;
    },
    {
      where: (params) => {
        const workspace = params.add(frame.workspaceId);
        return `${isOpen} AND (t.status LIKE '%block%' OR t.status LIKE '%wait%' OR (t.category = 'active' AND t.updated_at < ${params.add(stale)})
          OR ${isWaiting(workspace)} OR ${isBlocking(workspace)})`;
      },
    },
  );
  found.sort((a, b) => a.updated_at.getTime() - b.updated_at.getTime() || (a.task_id < b.task_id ? -1 : 1));
  return {
    blocked: found.filter(({ says_blocked, is_waiting }) => says_blocked || is_waiting),
    waiting: found.filter(({ says_waiting }) => says_waiting),
    blocking: found.filter(({ is_blocking }) => is_blocking),
    stale: found.filter(({ is_stale }) => is_stale),
  };
}

/** The ids of the tasks that are blocked, by their status or by an open task. */
export const blockedTasks = async (frame: Frame): Promise<string[]> =>
  (await heldTasks(frame, 0)).blocked.map(({ task_id }) => task_id);

type HeldKind = keyof Awaited<ReturnType<typeof heldTasks>>;

/** Of each kind how many there are, and so many of them; each with what it waits for and what waits for it. */
export async function blockersOf(frame: Frame, { stale_days, limit }: { stale_days: number; limit: number }) {
  const held = Object.entries(await heldTasks(frame, stale_days)).map(([kind, tasks]) => ({
    kind,
    total: tasks.length,
    ids: tasks.slice(0, limit).map(({ task_id }) => task_id),
  }));
  const ids = [...new Set(held.flatMap((each) => each.ids))];
  const { waitsOn, blocks } = await dependenciesOf(frame, ids);
  const show = await shownById(frame, ids);
  const since = await statusSince(frame, ids);
  const byKind = <Value>(of: (each: (typeof held)[number]) => Value) =>
    Object.fromEntries(held.map((each) => [each.kind, of(each)])) as Record<HeldKind, Value>;
  return {
    totals: byKind(({ total }) => total),
    ...byKind((each) =>
      each.ids.map((id) => ({
        ...show(id),
        in_status_since: shownDate(frame, since(id)),
        waits_on: waitsOn(id),
        blocks: blocks(id),
      })),
    ),
    ...(held.some(({ total }) => total > limit) && { truncated: true }),
  };
}
