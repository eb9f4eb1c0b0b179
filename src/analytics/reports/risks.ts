import type { Frame } from './report.js';
import type { Params } from './sql.js';
import { dueEnd, findPerson, findTasks, isAssigned, isOpen, readTasks, shownTask } from './tasks.js';

const dayMs = 86_400_000;

/** What each reason adds to the score of a task. */
const points = {
  overdue: 40,
  due_soon: 20,
  blocked: 20,
  over_150: 30,
  over_100: 20,
  over_80: 10,
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
  waits_on: string[];
}

/** Open tasks that others it waits for keep from being done. */
const waitsOn = `ARRAY(SELECT d.depends_on FROM cu.task_deps d
  JOIN cu.tasks b ON b.workspace_id = d.workspace_id AND b.task_id = d.depends_on AND b.deleted_at IS NULL AND b.category IN ('not_started', 'active')
  WHERE d.workspace_id = t.workspace_id AND d.task_id = t.task_id ORDER BY 1)`;

/** Open tasks that a task keeps from being done. */
const blocks = `ARRAY(SELECT d.task_id FROM cu.task_deps d
  JOIN cu.tasks b ON b.workspace_id = d.workspace_id AND b.task_id = d.task_id AND b.deleted_at IS NULL AND b.category IN ('not_started', 'active')
  WHERE d.workspace_id = t.workspace_id AND d.depends_on = t.task_id ORDER BY 1)`;

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
  const candidates = await readTasks<RiskColumns>(
    frame,
    (params) => {
      const due = dueEnd(params, frame);
      return `t.task_id, t.category, t.time_estimate_ms, t.tracked_ms, coalesce(${due} <= ${params.add(now!)}, false) AS is_overdue,
        coalesce(${due} > ${params.add(now!)} AND ${due} <= ${params.add(soon!)}, false) AS is_due_soon,
        t.updated_at < ${params.add(stale!)} AS is_stale, ${waitsOn} AS waits_on,
        EXISTS (SELECT 1 FROM cu.task_assignees a WHERE a.workspace_id = t.workspace_id AND a.task_id = t.task_id) AS is_assigned`;
    },
    {
      where: (params) => `${isOpen} AND ${person ? isAssigned(params, frame, person.user_id) : 'true'}
        AND (${dueEnd(params, frame)} <= ${params.add(soon!)} OR t.tracked_ms >= 0.8 * t.time_estimate_ms
          OR t.task_id IN (SELECT d.task_id FROM cu.task_deps d WHERE d.workspace_id = ${params.add(frame.workspaceId)}))`,
    },
  );
  const rated = candidates.flatMap((task) => {
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
    if (task.waits_on.length > 0) add(`waits on ${task.waits_on.join(', ')}`, points.blocked);
    // By itself, nobody working on what is not urgent is no risk.
    if (reasons.length > 0 && !task.is_assigned) add('nobody is assigned', points.unassigned);
    if (reasons.length > 0 && task.is_stale) add(`not changed for ${stale_days} days`, points.stale);
    if (reasons.length === 0) return [];
    return [{ task_id: task.task_id, score: reasons.reduce((sum, each) => sum + each.points, 0), reasons }];
  });
  rated.sort((a, b) => b.score - a.score || (a.task_id < b.task_id ? -1 : 1));
  const shown = rated.slice(0, limit);
  const found = await findTasks(frame, {
    where: (params) => `t.task_id = ANY(${params.add(shown.map(({ task_id }) => task_id))}::text[])`,
  });
  const byId = new Map(found.map((task) => [task.task_id, task]));
  const tasks = shown.map(({ task_id, ...risk }) => ({ ...shownTask(frame, byId.get(task_id)!), ...risk }));
  return { total: rated.length, tasks, ...(rated.length > tasks.length && { truncated: true }) };
}

/** What is held up: by its status, by an open dependency, or by nobody touching it; and what holds others up. */
export async function blockersOf(frame: Frame, stale_days: number) {
  const stale = new Date(frame.now - stale_days * dayMs);
  const found = await findTasks<
    Pick<RiskColumns, 'is_stale' | 'waits_on'> & { blocks: string[]; says_blocked: boolean; says_waiting: boolean }
  >(frame, {
    where: (
      params,
    ) => `${isOpen} AND (t.status LIKE '%block%' OR t.status LIKE '%wait%' OR (t.category = 'active' AND t.updated_at < ${params.add(stale)})
        OR t.task_id IN (SELECT unnest(ARRAY[d.task_id, d.depends_on]) FROM cu.task_deps d WHERE d.workspace_id = ${params.add(frame.workspaceId)}))`,
    select: (params: Params) => `t.status LIKE '%block%' AS says_blocked, t.status LIKE '%wait%' AS says_waiting,
      t.category = 'active' AND t.updated_at < ${params.add(stale)} AS is_stale, ${waitsOn} AS waits_on, ${blocks} AS blocks`,
  });
  const show = (task: (typeof found)[number]) => ({
    ...shownTask(frame, task),
    waits_on: task.waits_on,
    blocks: task.blocks,
  });
  return {
    blocked: found.filter(({ says_blocked, waits_on }) => says_blocked || waits_on.length > 0).map(show),
    waiting: found.filter(({ says_waiting }) => says_waiting).map(show),
    blocking: found.filter(({ blocks: held }) => held.length > 0).map(show),
    stale: found.filter(({ is_stale }) => is_stale).map(show),
  };
}
