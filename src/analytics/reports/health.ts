import type { Frame } from './report.js';
import { Params, scopedTasks } from './sql.js';
import { rounded } from './statistics.js';
import { dueEnd, isAssignedAtAll, isComplete } from './tasks.js';

/** How many tasks are what; `open` is what is neither complete nor cancelled. */
export interface HealthCounts {
  tasks: number;
  finished: number;
  active: number;
  active_overdue: number;
  active_stale: number;
  active_assigned: number;
  roots: number;
  roots_estimated: number;
  counted: number;
  complete: number;
  open: number;
  open_overdue: number;
  open_blocked: number;
  open_stale: number;
  open_assigned: number;
  estimated: number;
  within_estimate: number;
}

interface Part {
  score: number;
  weight: number;
  /** What was counted, among what. */
  of: [number, number];
}

const percent = (part: number, all: number, ifNone: number): number => (all === 0 ? ifNone : (100 * part) / all);

/**
 * The health of a project. `v2` looks at what is open, and at time against estimates and blocked tasks; `classic` is the formula of the
 * first published analytics server, whose grades know no D.
 */
export function health(counts: HealthCounts, formula: 'v2' | 'classic') {
  const parts = formula === 'classic' ? classicParts(counts) : currentParts(counts);
  const sum = Object.values(parts).reduce((total, { score, weight }) => total + score * weight, 0);
  const weights = Object.values(parts).reduce((total, { weight }) => total + weight, 0);
  const score = Math.round(weights === 0 ? 0 : sum / weights);
  const grade =
    formula === 'classic' ? gradeOf(score, { A: 90, B: 75, C: 50 }) : gradeOf(score, { A: 90, B: 80, C: 70, D: 60 });
  const components = Object.entries(parts).map(([name, { score: part, weight, of }]) => ({
    component: name,
    score: rounded(part, 1),
    weight,
    counted: of[0],
    among: of[1],
  }));
  return { formula, score, grade, components, advice: adviceOn(parts) };
}

const gradeOf = (score: number, floors: Readonly<Record<string, number>>): string =>
  Object.keys(floors).find((grade) => score >= floors[grade]!) ?? 'F';

function classicParts(of: HealthCounts): Record<string, Part> {
  const { tasks, finished, active, active_overdue: overdue, active_stale: stale, active_assigned: assigned } = of;
  return {
    overdue: {
      score: active === 0 ? 100 : Math.max(0, 100 - (200 * overdue) / active),
      weight: 0.3,
      of: [overdue, active],
    },
    freshness: { score: 100 - percent(stale, active, 0), weight: 0.2, of: [stale, active] },
    progress: { score: percent(finished, tasks, 0), weight: 0.25, of: [finished, tasks] },
    assignment: { score: percent(assigned, active, 100), weight: 0.15, of: [assigned, active] },
    estimates: { score: percent(of.roots_estimated, of.roots, 0), weight: 0.1, of: [of.roots_estimated, of.roots] },
  };
}

function currentParts(of: HealthCounts): Record<string, Part> {
  const { counted, complete, open, estimated, within_estimate: within } = of;
  const twice = (part: number): number => Math.max(0, 100 - 2 * percent(part, open, 0));
  return {
    // Where nothing is estimated, nothing can be said of it.
    time: { score: percent(within, estimated, 0), weight: estimated > 0 ? 0.25 : 0, of: [within, estimated] },
    completion: { score: percent(complete, counted, 0), weight: 0.25, of: [complete, counted] },
    blockers: { score: twice(of.open_blocked), weight: 0.2, of: [of.open_blocked, open] },
    overdue: { score: twice(of.open_overdue), weight: 0.15, of: [of.open_overdue, open] },
    freshness: { score: 100 - percent(of.open_stale, open, 0), weight: 0.1, of: [of.open_stale, open] },
    assignment: { score: percent(of.open_assigned, open, 100), weight: 0.05, of: [of.open_assigned, open] },
  };
}

const advice: Readonly<Record<string, { below: number; say: string }>> = {
  time: { below: 70, say: 'Many tasks took longer than estimated: see get_estimation_accuracy.' },
  blockers: { below: 70, say: 'Clear what blocks: see get_project_blockers.' },
  overdue: { below: 70, say: 'Move or do what is overdue: see get_overdue_tasks.' },
  freshness: { below: 70, say: 'Look at tasks that nobody touched for five days.' },
  assignment: { below: 80, say: 'Give tasks to somebody.' },
  estimates: { below: 50, say: 'Estimate more of the top tasks.' },
};

const adviceOn = (parts: Record<string, Part>): string[] =>
  Object.entries(parts).flatMap(([name, { score, weight }]) =>
    weight > 0 && advice[name] && score < advice[name].below ? [advice[name].say] : [],
  );

/** Days without a change after which a task is stale. */
const staleDays = 5;

/** Counts the tasks of a project. The classic formula knows due dates as instants only. */
export async function healthCounts(frame: Frame, formula: 'v2' | 'classic'): Promise<HealthCounts> {
  const params = new Params();
  const scoped = scopedTasks(params, frame, 'AND NOT t.archived');
  const [workspace, now] = [params.add(frame.workspaceId), params.add(new Date(frame.now))];
  const stale = params.add(new Date(frame.now - staleDays * 86_400_000));
  const due = formula === 'classic' ? 't.due_at' : dueEnd(params, frame);
  const isUnfinished = "t.category NOT IN ('done', 'closed', 'cancelled')";
  const isEstimated = "t.category <> 'cancelled' AND t.time_estimate_ms > 0";
  const flags = [
    ["t.category = 'active'", 'active'],
    [isUnfinished, 'open'],
  ] as const;
  const [row] = await frame.rows<HealthCounts>(
    `WITH ${scoped},
     -- What is not in the row of a task is looked up where it counts.
     known AS MATERIALIZED (
       SELECT t.task_id, t.parent_id, t.category, t.status, t.updated_at, t.time_estimate_ms,
         CASE WHEN ${isUnfinished} THEN ${due} < ${now} END AS is_overdue, CASE WHEN ${isUnfinished} THEN ${isAssignedAtAll(params, frame)} END AS is_assigned,
         CASE WHEN ${isEstimated} THEN coalesce((SELECT o.ms FROM cu.task_time o WHERE o.workspace_id = ${workspace} AND o.task_id = t.task_id), 0) END AS spent_ms
       FROM scoped t),
     held AS (
       SELECT DISTINCT d.task_id FROM cu.task_deps d JOIN cu.tasks b ON b.workspace_id = d.workspace_id AND b.task_id = d.depends_on
       WHERE d.workspace_id = ${workspace} AND b.deleted_at IS NULL AND b.category IN ('not_started', 'active')),
     estimated AS (
       WITH RECURSIVE up AS (
         SELECT task_id, parent_id FROM scoped WHERE time_estimate_ms > 0
         UNION SELECT t.task_id, t.parent_id FROM up JOIN scoped t ON t.task_id = up.parent_id)
       SELECT task_id FROM up WHERE parent_id IS NULL)
     SELECT count(*) AS tasks, count(*) FILTER (WHERE ${isComplete} OR t.category = 'cancelled') AS finished,
       ${flags
         .map(
           ([test, name]) => `count(*) FILTER (WHERE ${test}) AS ${name},
       count(*) FILTER (WHERE ${test} AND t.is_overdue) AS ${name}_overdue,
       count(*) FILTER (WHERE ${test} AND t.updated_at < ${stale}) AS ${name}_stale,
       count(*) FILTER (WHERE ${test} AND t.is_assigned) AS ${name}_assigned`,
         )
         .join(', ')},
       count(*) FILTER (WHERE ${isUnfinished}
         AND (t.status LIKE '%block%' OR t.task_id IN (SELECT task_id FROM held))) AS open_blocked,
       count(*) FILTER (WHERE t.parent_id IS NULL) AS roots, (SELECT count(*) FROM estimated) AS roots_estimated,
       count(*) FILTER (WHERE t.category <> 'cancelled') AS counted, count(*) FILTER (WHERE ${isComplete}) AS complete,
       count(*) FILTER (WHERE ${isEstimated}) AS estimated, count(*) FILTER (WHERE t.spent_ms <= t.time_estimate_ms) AS within_estimate
     FROM known t`,
    params,
  );
  return row!;
}
