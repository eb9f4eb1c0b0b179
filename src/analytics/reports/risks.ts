import type { Frame } from './report.js';
import type { Params } from './sql.js';
import { dueEnd, findPerson, findTasks, isAssigned, isOpen, shownTask } from './tasks.js';

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
  is_overdue: boolean;
  is_due_soon: boolean;
  is_stale: boolean;
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
}

/** Open tasks with a reason to look at them, the most pressing first; each reason with its points. */
export async function tasksAtRisk(frame: Frame, { risk_days, stale_days, assignee }: RiskInput) {
  const person = assignee === undefined ? undefined : await findPerson(frame, assignee, 'assignee');
  const [now, soon, stale] = [0, risk_days, -stale_days].map((days) => new Date(frame.now + days * dayMs));
  const found = await findTasks<RiskColumns>(frame, {
    where: (params) => (person ? `${isOpen} AND ${isAssigned(params, frame, person.user_id)}` : isOpen),
    select: (params) => {
      const due = dueEnd(params, frame);
      return `coalesce(${due} <= ${params.add(now!)}, false) AS is_overdue,
        coalesce(${due} > ${params.add(now!)} AND ${due} <= ${params.add(soon!)}, false) AS is_due_soon,
        t.updated_at < ${params.add(stale!)} AS is_stale, ${waitsOn} AS waits_on`;
    },
  });
  const tasks = found.flatMap((task) => {
    const reasons: { reason: string; points: number }[] = [];
    const add = (reason: string, score: number) => reasons.push({ reason, points: score });
    const ratio = task.time_estimate_ms ? Number(task.tracked_ms) / task.time_estimate_ms : 0;
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
    if (reasons.length > 0 && task.assignees.length === 0) add('nobody is assigned', points.unassigned);
    if (reasons.length > 0 && task.is_stale) add(`not changed for ${stale_days} days`, points.stale);
    if (reasons.length === 0) return [];
    return [{ ...shownTask(frame, task), score: reasons.reduce((sum, each) => sum + each.points, 0), reasons }];
  });
  return tasks.sort((a, b) => b.score - a.score || (a.task_id < b.task_id ? -1 : 1));
}

/** What is held up: by its status, by an open dependency, or by nobody touching it; and what holds others up. */
export async function blockersOf(frame: Frame, stale_days: number) {
  const stale = new Date(frame.now - stale_days * dayMs);
  const found = await findTasks<RiskColumns & { blocks: string[]; says_blocked: boolean; says_waiting: boolean }>(
    frame,
    {
      where: isOpen,
      select: (params: Params) => `t.status LIKE '%block%' AS says_blocked, t.status LIKE '%wait%' AS says_waiting,
      t.category = 'active' AND t.updated_at < ${params.add(stale)} AS is_stale, ${waitsOn} AS waits_on, ${blocks} AS blocks`,
    },
  );
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
