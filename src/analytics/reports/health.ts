import { rounded } from './statistics.js';

export interface HealthTask {
  task_id: string;
  parent_id: string | null;
  category: string;
  updated_at: Date;
  time_estimate_ms: number | null;
  tracked_ms: number | null;
  assignees: readonly unknown[];
  is_overdue: boolean | null;
  is_blocked: boolean;
}

interface Part {
  score: number;
  weight: number;
  /** What was counted, among what. */
  of: [number, number];
}

/** Five days without a change. */
const staleMs = 432_000_000;

const percent = (part: number, all: number, ifNone: number): number => (all === 0 ? ifNone : (100 * part) / all);

/**
 * The health of a project. `v2` looks at what is open, and at time against estimates and blocked tasks; `classic` is the formula of the
 * first published analytics server, whose grades know no D.
 */
export function health(all: readonly HealthTask[], formula: 'v2' | 'classic', now: number) {
  const parts = formula === 'classic' ? classicParts(all, now) : currentParts(all, now);
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

const isComplete = ({ category }: HealthTask) => category === 'done' || category === 'closed';

function classicParts(all: readonly HealthTask[], now: number): Record<string, Part> {
  const active = all.filter(({ category }) => category === 'active');
  const overdue = active.filter(({ is_overdue }) => is_overdue).length;
  const stale = active.filter(({ updated_at }) => now - updated_at.getTime() > staleMs).length;
  // What was cancelled counted as closed.
  const finished = all.filter((task) => isComplete(task) || task.category === 'cancelled').length;
  const assigned = active.filter(({ assignees }) => assignees.length > 0).length;
  const roots = all.filter(({ parent_id }) => parent_id === null);
  const estimated = roots.filter((root) => hasEstimate(root, all)).length;
  return {
    overdue: {
      score: active.length === 0 ? 100 : Math.max(0, 100 - (200 * overdue) / active.length),
      weight: 0.3,
      of: [overdue, active.length],
    },
    freshness: { score: 100 - percent(stale, active.length, 0), weight: 0.2, of: [stale, active.length] },
    progress: { score: percent(finished, all.length, 0), weight: 0.25, of: [finished, all.length] },
    assignment: { score: percent(assigned, active.length, 100), weight: 0.15, of: [assigned, active.length] },
    estimates: { score: percent(estimated, roots.length, 0), weight: 0.1, of: [estimated, roots.length] },
  };
}

/** Whether a task or anything below it has an estimate. */
function hasEstimate(task: HealthTask, all: readonly HealthTask[], depth = 0): boolean {
  if ((task.time_estimate_ms ?? 0) > 0) return true;
  return depth < 64 && all.some((child) => child.parent_id === task.task_id && hasEstimate(child, all, depth + 1));
}

function currentParts(all: readonly HealthTask[], now: number): Record<string, Part> {
  const counted = all.filter(({ category }) => category !== 'cancelled');
  const open = counted.filter((task) => !isComplete(task));
  const share = (test: (task: HealthTask) => boolean) => open.filter(test).length;
  const [overdue, blocked] = [share(({ is_overdue }) => is_overdue === true), share(({ is_blocked }) => is_blocked)];
  const [stale, assigned] = [
    share(({ updated_at }) => now - updated_at.getTime() > staleMs),
    share(({ assignees }) => assignees.length > 0),
  ];
  const estimated = counted.filter(({ time_estimate_ms }) => (time_estimate_ms ?? 0) > 0);
  const within = estimated.filter(
    ({ tracked_ms, time_estimate_ms }) => Number(tracked_ms) <= Number(time_estimate_ms),
  ).length;
  const complete = counted.length - open.length;
  return {
    // Where nothing is estimated, nothing can be said of it.
    time: {
      score: percent(within, estimated.length, 0),
      weight: estimated.length > 0 ? 0.25 : 0,
      of: [within, estimated.length],
    },
    completion: { score: percent(complete, counted.length, 0), weight: 0.25, of: [complete, counted.length] },
    blockers: {
      score: Math.max(0, 100 - 2 * percent(blocked, open.length, 0)),
      weight: 0.2,
      of: [blocked, open.length],
    },
    overdue: {
      score: Math.max(0, 100 - 2 * percent(overdue, open.length, 0)),
      weight: 0.15,
      of: [overdue, open.length],
    },
    freshness: { score: 100 - percent(stale, open.length, 0), weight: 0.1, of: [stale, open.length] },
    assignment: { score: percent(assigned, open.length, 100), weight: 0.05, of: [assigned, open.length] },
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
