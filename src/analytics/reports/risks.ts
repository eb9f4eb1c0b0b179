import { hours } from './hours.js';
import { workdaysBetween } from './period.js';
import type { Frame } from './report.js';
import { statusSince } from './status-since.js';
import { dueEnd, findPerson, findTasks, isAssigned, isOpen, readTasks, shownDate, shownTask } from './tasks.js';

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

interface RiskColumns {
  task_id: string;
  category: string;
  time_estimate_ms: number | null;
  tracked_ms: number;
  is_overdue: boolean;
  is_due_soon: boolean;
  is_stale: boolean;
  is_assigned: boolean;
  is_waiting: boolean;
  due_end: Date | null;
  /** Whether the task is in its status for longer than 85 % of all were that have left it. */
  is_long_in_status: boolean;
  status: string;
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
export async function tasksAtRisk(frame: Frame, { risk_days, stale_days, assignee, limit }: RiskInput) {
  const person = assignee === undefined ? undefined : await findPerson(frame, assignee, 'assignee');
  const [now, soon, stale] = [0, risk_days, -stale_days].map((days) => new Date(frame.now + days * dayMs));
  const slow = await longInStatus(frame);
  const day_ms = Number(frame.workspace.day_hours) * 3_600_000;
  /** Hours of work left, and those of working days until the task is due. */
  const timeLeft = ({ due_end, time_estimate_ms, tracked_ms }: RiskColumns) => ({
    needed: Math.max(0, (time_estimate_ms ?? 0) - tracked_ms),
    there: due_end
      ? workdaysBetween(frame.now, due_end.getTime() - 1, frame.workspace.timezone) * day_ms
      : Number.POSITIVE_INFINITY,
  });
  const candidates = await readTasks<RiskColumns>(
    frame,
    (params) => {
      const due = dueEnd(params, frame);
      return `t.task_id, t.category, t.status, t.time_estimate_ms, t.tracked_ms, ${due} AS due_end,
        t.task_id = ANY(${params.add(slow)}::text[]) AS is_long_in_status, coalesce(${due} <= ${params.add(now!)}, false) AS is_overdue,
        coalesce(${due} > ${params.add(now!)} AND ${due} <= ${params.add(soon!)}, false) AS is_due_soon,
        t.updated_at < ${params.add(stale!)} AS is_stale, ${isWaiting(params.add(frame.workspaceId))} AS is_waiting,
        EXISTS (SELECT 1 FROM cu.task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id) AS is_assigned`;
    },
    {
      where: (params) => `${isOpen} AND ${person ? isAssigned(params, frame, person.user_id) : 'true'}
        AND (${dueEnd(params, frame)} <= ${params.add(soon!)} OR t.tracked_ms >= 0.8 * t.time_estimate_ms
          OR t.task_id = ANY(${params.add(slow)}::text[])
          OR t.time_estimate_ms - t.tracked_ms > ${params.add(day_ms)}::bigint * (extract(epoch FROM ${dueEnd(params, frame)} - ${params.add(now!)}) / ${dayMs / 1_000} * 5 / 7 - 2)
          OR ${isWaiting(params.add(frame.workspaceId))})`,
    },
  );
  const reasonsOf = (task: RiskColumns, waitsOn: readonly string[]): { reason: string; points: number }[] => {
    const reasons: { reason: string; points: number }[] = [];
    const add = (reason: string, score: number) => reasons.push({ reason, points: score });
    const ratio = task.time_estimate_ms ? task.tracked_ms / task.time_estimate_ms : 0;
    if (task.is_overdue) add('overdue', points.overdue);
    if (task.is_due_soon)
      add(`due within ${risk_days} days${task.category === 'not_started' ? ', not started' : ''}`, points.due_soon);
    if (ratio >= 0.8)
      add(
        `${Math.round(ratio * 100)} % of the estimate used`,
        ratio >= 1.5 ? points.over_150 : ratio >= 1 ? points.over_100 : points.over_80,
      );
    const { needed, there } = timeLeft(task);
    if (!task.is_overdue && needed > there)
      add(`${hours(needed)} hours of work left, ${hours(there)} until it is due`, points.too_little_time);
    if (task.is_waiting) add(`waits on ${waitsOn.join(', ')}`, points.blocked);
    if (task.is_long_in_status) add(`longer in "${task.status}" than 85 % were`, points.long_in_status);
    // By itself, nobody working on what is not urgent is no risk.
    if (reasons.length > 0 && !task.is_assigned) add('nobody is assigned', points.unassigned);
    if (reasons.length > 0 && task.is_stale) add(`not changed for ${stale_days} days`, points.stale);
    return reasons;
  };
  const scoreOf = (reasons: readonly { points: number }[]) => reasons.reduce((sum, each) => sum + each.points, 0);
  const rated = candidates.flatMap((task) => {
    const score = scoreOf(reasonsOf(task, []));
    return score > 0 ? [{ task, score }] : [];
  });
  rated.sort((a, b) => b.score - a.score || (a.task.task_id < b.task.task_id ? -1 : 1));
  const most = rated.slice(0, limit);
  const ids = most.map(({ task }) => task.task_id);
  const { waitsOn } = await dependenciesOf(frame, ids);
  const show = await shownById(frame, ids);
  const tasks = most.map(({ task, score }) => ({
    ...show(task.task_id),
    score,
    reasons: reasonsOf(task, waitsOn(task.task_id)),
  }));
  return { total: rated.length, tasks, ...(rated.length > tasks.length && { truncated: true }) };
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
    Object.fromEntries(held.map((each) => [each.kind, of(each)]));
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
