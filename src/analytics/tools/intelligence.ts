import * as z from 'zod';
import { DAY_MS, isoDay, toWall, wallDay } from '../../clickup/dates/zone.js';
import { velocityChart, workloadChart } from '../charts/of-reports.js';
import { flowOf, type Measure, scopeOf } from '../reports/flow.js';
import { groupedTime, totalOf, tracked } from '../reports/grouped-time.js';
import { health, healthCounts } from '../reports/health.js';
import { warnOfUnknownStatuses } from '../reports/known-statuses.js';
import { daysBetween, type Period, readPeriod, weekOf } from '../reports/period.js';
import { progressOf } from '../reports/progress.js';
import { defineReport, type Frame, hours } from '../reports/report.js';
import { blockedTasks, blockersOf, tasksAtRisk } from '../reports/risks.js';
import { projectKinds } from '../reports/scope.js';
import { Params, scopedTasks } from '../reports/sql.js';
import { deviation, mean, quantile, rounded, slope } from '../reports/statistics.js';
import {
  byName,
  completedAt,
  countTasks,
  findTasks,
  isComplete,
  isOpen,
  readTasks,
  shownDate,
  shownTask,
  tasksByPerson,
} from '../reports/tasks.js';
import { workloadOf } from '../reports/workload.js';
import { completedBetween, riskInput, wasCompletedBetween, wasCreatedBetween } from './insights.js';
import { weekInput } from './tasks.js';

const projectInput = {
  project: z
    .string()
    .describe('Project, Folder, List or Space, by alias, name, path or id; or tag:NAME, field:NAME=VALUE.'),
};
const byProject = { parameter: 'project', kinds: projectKinds } as const;
const common = { group: 'intelligence', scopedBy: byProject } as const;

const healthScore = defineReport({
  ...common,
  name: 'get_project_health_score',
  description:
    'A grade from A to F with a score of 100 and what it is made of, each part with its counts: time against estimates, completion, blockers, overdue and stale tasks.',
  input: {
    ...projectInput,
    formula: z
      .enum(['v2', 'classic'])
      .default('v2')
      .describe('classic knows no blockers and no estimates that ran over, and no D.'),
  },
  run: async (frame, { formula }) => health(await healthCounts(frame, formula), formula),
});

/** The working day before today. */
function lastWorkday({ now, timeZone }: Frame): string {
  let day = wallDay(toWall(now, timeZone)) - DAY_MS;
  while ([0, 6].includes(new Date(day).getUTCDay())) day -= DAY_MS;
  return isoDay(day);
}

const standup = defineReport({
  ...common,
  name: 'get_project_daily_standup',
  description:
    'For a stand-up, by person: completed and tracked on the last working day, in progress, due today, blocked.',
  input: {
    ...projectInput,
    limit: z.int().min(1).max(100).default(15).describe('Most tasks in progress of each person.'),
  },
  async run(frame, { limit }) {
    const day = lastWorkday(frame);
    const since = readPeriod(day, frame);
    const done = await completedBetween(frame, since.from, new Date(frame.now));
    const open = await findTasks(frame, {
      where: isOpen,
      order: 't.priority NULLS LAST, t.due_at NULLS LAST, t.task_id',
    });
    const time = await groupedTime({ ...frame, period: since }, 'user');
    const held = new Set(await blockedTasks(frame));
    const today = isoDay(toWall(frame.now, frame.timeZone));
    const isMine = (id: number | null) => (task: { assignees: { id: number }[] }) =>
      id === null ? task.assignees.length === 0 : task.assignees.some((each) => each.id === id);
    const names = new Map<number | null, string | null>(
      time.map(({ ids, names: [name] }) => [Number(ids[0]), name ?? null]),
    );
    for (const { assignees } of [...done, ...open]) for (const { id, name } of assignees) names.set(id, name);
    const rowsOf = (id: number | null) => {
      const mine = open.filter(isMine(id));
      const doing = mine.filter(({ category }) => category === 'active');
      const spent = time.find(({ ids }) => ids[0] === String(id));
      return {
        user_id: id,
        name: id === null ? '(nobody)' : (names.get(id) ?? String(id)),
        tracked_ms: spent?.ms ?? 0,
        tracked_hours: hours(spent?.ms ?? 0),
        completed: done.filter(isMine(id)).map(({ task_id, name }) => ({ task_id, name })),
        in_progress: doing.slice(0, limit).map((task) => shownTask(frame, task)),
        ...(doing.length > limit && { truncated: doing.length - limit }),
        due_today: mine
          .filter(({ due_at }) => shownDate(frame, due_at)?.startsWith(today))
          .map(({ task_id, name }) => ({ task_id, name })),
        blocked: mine.filter(({ task_id }) => held.has(task_id)).map(({ task_id, name }) => ({ task_id, name })),
      };
    };
    const people = [...names.keys()].sort((a, b) => Number(a) - Number(b)).map(rowsOf);
    return {
      since: day,
      completed: done.length,
      in_progress: open.filter(({ category }) => category === 'active').length,
      blocked: held.size,
      people,
    };
  },
});

/** The first day of this week. */
const thisWeek = ({ now, timeZone, weekStart }: Frame): number => weekOf(wallDay(toWall(now, timeZone)), weekStart);

/** So many weeks before the one that begins on a day, oldest first, and that one. */
const weeksUntil = (first: number, weeks: number, timeZone: string): Period[] =>
  Array.from({ length: weeks + 1 }, (_, index) => {
    const from = first - (weeks - index) * 7 * DAY_MS;
    return daysBetween(from, from + 6 * DAY_MS, timeZone);
  });

/** Tasks completed in each of some weeks that follow each other. */
async function weeklyThroughput(frame: Frame, spans: readonly Period[]) {
  const done = await readTasks<{ at: Date; points: number; estimate_ms: number; tracked_ms: number }>(
    frame,
    `${completedAt} AS at, coalesce(t.points, 0)::float8 AS points, coalesce(t.time_estimate_ms, 0) AS estimate_ms, t.tracked_ms`,
    { includeArchived: true, where: wasCompletedBetween(spans[0]!.from, spans.at(-1)!.to) },
  );
  return spans.map(({ from, to, firstDay }) => {
    const mine = done.filter(({ at }) => at >= from && at < to);
    return {
      week_from: firstDay,
      completed: mine.length,
      sprint_points: rounded(mine.reduce((sum, { points }) => sum + points, 0)),
      estimate_hours: hours(mine.reduce((sum, { estimate_ms }) => sum + estimate_ms, 0)),
      tracked_hours: hours(mine.reduce((sum, { tracked_ms }) => sum + tracked_ms, 0)),
    };
  });
}

const velocity = defineReport({
  ...common,
  name: 'get_project_velocity',
  chart: velocityChart,
  description:
    'Tasks completed in each full local week, with mean, median, deviation and trend, this week apart, and how many weeks the open tasks would take.',
  input: { ...projectInput, weeks: z.int().min(2).max(52).default(8).describe('Full weeks before this one.') },
  async run(frame, { weeks }) {
    const all = await weeklyThroughput(frame, weeksUntil(thisWeek(frame), weeks, frame.timeZone));
    const [full, current] = [all.slice(0, -1), all.at(-1)!];
    const counts = full.map(({ completed }) => completed);
    const open = await countTasks(frame, { where: isOpen });
    const band = (share: number) => {
      const pace = quantile(counts, share)!;
      return pace > 0 ? rounded(open / pace, 1) : null;
    };
    return {
      weeks: full,
      current_week: current,
      mean: rounded(mean(counts)),
      median: rounded(quantile(counts, 0.5)),
      deviation: rounded(deviation(counts)),
      trend_per_week: rounded(slope(counts)),
      open_tasks: open,
      weeks_left: { likely: band(0.5), slow: band(0.2), fast: band(0.8) },
    };
  },
});

const weeklyDigest = defineReport({
  ...common,
  name: 'get_project_weekly_digest',
  description:
    'A week of a project: completed against created, time, the four weeks before, who contributed, and the tasks most at risk now.',
  input: projectInput,
  period: 'this_week',
  async run(frame) {
    const { from, to } = frame.period;
    const done = await completedBetween(frame, from, to);
    const created = await countTasks(frame, { includeArchived: true, where: wasCreatedBetween(from, to) });
    const time = await groupedTime(frame, 'user');
    const first = wallDay(toWall(from.getTime(), frame.timeZone));
    const before = await weeklyThroughput(frame, weeksUntil(first, 4, frame.timeZone).slice(0, -1));
    const risks = await tasksAtRisk(frame, { risk_days: 3, stale_days: 7, limit: 5 });
    const completions = tasksByPerson(done);
    return {
      completed: done.length,
      created,
      net: created - done.length,
      mean_completed_of_four_weeks: rounded(mean(before.map(({ completed }) => completed))),
      time: tracked(totalOf(time)),
      contributors: time.map(({ ids, names, ms, billable_ms, tasks }) => ({
        user_id: Number(ids[0]),
        name: names[0],
        ...tracked({ ms, billable_ms }),
        tasks,
        completed: completions.get(Number(ids[0]))?.tasks ?? 0,
      })),
      completed_by_person: byName(completions),
      completed_tasks: done.slice(0, 20).map((task) => shownTask(frame, task)),
      progress: await progressOf(frame),
      top_risks: risks.tasks,
    };
  },
});

const blockers = defineReport({
  ...common,
  name: 'get_project_blockers',
  description:
    'Tasks that are blocked by status or by an open dependency, that wait, that block others, and active ones that nobody touched for days.',
  input: {
    ...projectInput,
    stale_days: z.int().min(1).max(365).default(5).describe('Days without a change after which a task is stale.'),
    limit: z.int().min(1).max(500).default(50).describe('Most tasks of each kind.'),
  },
  run: (frame, input) => blockersOf(frame, input),
});

const projectAtRisk = defineReport({
  ...common,
  name: 'get_project_at_risk',
  description: "A project's open tasks that may fail, most pressing first, each with its reasons and their points.",
  input: { ...projectInput, ...riskInput },
  run: (frame, input) => tasksAtRisk(frame, input),
});

const teamWorkload = defineReport({
  ...common,
  name: 'get_project_team_workload',
  chart: workloadChart,
  description: 'What each person of a project has left to do, shared tasks in parts, against the hours of a week.',
  input: { ...projectInput, ...weekInput },
  run: (frame, { week_hours }) => workloadOf(frame, 'split', week_hours),
});

interface RateGroup {
  is_top: boolean;
  is_leaf: boolean;
  is_complete: boolean;
  tasks: number;
  points: number;
  estimate_ms: number;
}

/** The completed among some tasks, by count, by points and by estimate. */
function rateOf(groups: readonly RateGroup[]) {
  type Measure = 'tasks' | 'points' | 'estimate_ms';
  const sum = (key: Measure, of = groups) => of.reduce((total, group) => total + group[key], 0);
  const complete = groups.filter(({ is_complete }) => is_complete);
  const share = (key: Measure) => (sum(key) > 0 ? rounded(sum(key, complete) / sum(key), 3) : null);
  return {
    total: sum('tasks'),
    completed: sum('tasks', complete),
    rate: share('tasks'),
    rate_by_points: share('points'),
    rate_by_estimate: share('estimate_ms'),
  };
}

/** The completed share at the end of each of so many weeks before this one, and now. */
async function completionByWeek(frame: Frame, weeks: number) {
  const spans = weeksUntil(thisWeek(frame), weeks, frame.timeZone);
  const period = { ...spans[0]!, to: spans.at(-1)!.to, lastDay: spans.at(-1)!.lastDay };
  await warnOfUnknownStatuses({ ...frame, period }, 'before it, what was not completed counts as open');
  const daysOf = async (measure: Measure) => {
    const days = await flowOf({ ...frame, period }, { measure, includeArchived: false });
    return new Map(days.map((day) => [day.day, { completed: day.completed, total: scopeOf(day) }]));
  };
  const [tasks, points, estimates] = [await daysOf('tasks'), await daysOf('points'), await daysOf('estimate_ms')];
  const today = [...tasks.keys()].at(-1)!;
  return spans.map(({ firstDay, lastDay }) => {
    const [end = today] = [lastDay, today].sort();
    const share = (of: typeof tasks) => {
      const { completed, total } = of.get(end)!;
      return total > 0 ? rounded(completed / total, 3) : null;
    };
    const rates = { rate: share(tasks), rate_by_points: share(points), rate_by_estimate: share(estimates) };
    return { week_from: firstDay, ...tasks.get(end)!, ...rates };
  });
}

const completionRate = defineReport({
  ...common,
  name: 'get_project_completion_rate',
  description:
    'Completed among all tasks but cancelled ones: by count, by points and by estimate, of all, of top tasks and of those without subtasks; and how it grew week by week.',
  input: {
    ...projectInput,
    weeks: z.int().min(0).max(52).default(0).describe('Full weeks before this one at whose end it is told too.'),
  },
  async run(frame, { weeks }) {
    const params = new Params();
    const groups = await frame.rows<RateGroup>(
      `WITH ${scopedTasks(params, frame, "AND NOT t.archived AND t.category <> 'cancelled'")},
       parents AS (SELECT DISTINCT parent_id FROM scoped)
       SELECT t.parent_id IS NULL AS is_top, p.parent_id IS NULL AS is_leaf, ${isComplete} AS is_complete, count(*) AS tasks,
         coalesce(sum(t.points), 0)::float8 AS points, coalesce(sum(t.time_estimate_ms), 0)::bigint AS estimate_ms
       FROM scoped t LEFT JOIN parents p ON p.parent_id = t.task_id GROUP BY 1, 2, 3`,
      params,
    );
    return {
      all: rateOf(groups),
      top_tasks: rateOf(groups.filter(({ is_top }) => is_top)),
      without_subtasks: rateOf(groups.filter(({ is_leaf }) => is_leaf)),
      ...(weeks > 0 && { by_week: await completionByWeek(frame, weeks) }),
    };
  },
});

export const intelligence = [
  ...[healthScore, standup, weeklyDigest, blockers, projectAtRisk, teamWorkload, completionRate, velocity],
];
