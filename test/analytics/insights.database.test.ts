import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryOf } from '../../src/analytics/categories.js';
import { readPeriod } from '../../src/analytics/reports/period.js';
import { quantile } from '../../src/analytics/reports/statistics.js';
import { LISTS, SPACES } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { recompute } from '../support/recompute.js';

// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;
type Truth = ReturnType<typeof recompute>;
type Task = Truth['tasks'][number];

let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
let truth: Truth;
beforeAll(async () => {
  fixture = await analyticsFixture('embedded', { seed: { scale: 400 } });
  await fixture.sync();
  truth = recompute(fixture.sandbox);
});
afterAll(() => fixture.drop());

const zone = 'Europe/Berlin';
const dayMs = 86_400_000;
const now = () => fixture.clock.now();
const category = (task: Task) => categoryOf(task.status, truth.statusType(task), []);
const isOpen = (task: Task) => ['not_started', 'active'].includes(category(task));
const isComplete = (task: Task) => ['done', 'closed'].includes(category(task));
const completedAt = ({ dateDone, dateClosed }: Task) => dateDone ?? dateClosed ?? Number.NaN;
const inEngineering = (task: Task) => task.spaceId === SPACES.engineering;
const live = (where: (task: Task) => boolean = () => true) =>
  truth.tasks.filter((task) => !task.archived && where(task));
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id).sort();
const idsOf = (tasks: Answer[]) => tasks.map(({ task_id }) => task_id).sort();
const endOf = (due: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'medium' }).format(due) === '04:00:00'
    ? due + 20 * 3_600_000
    : due;
const isOverdue = ({ dueDate }: Task) => dueDate !== null && endOf(dueDate) <= now();
const openDeps = (task: Task) =>
  truth.dependencies
    .filter(
      ({ taskId, dependsOn }) => taskId === task.id && truth.taskOf(dependsOn) && isOpen(truth.taskOf(dependsOn)!),
    )
    .map(({ dependsOn }) => dependsOn)
    .sort();
const isBlocked = (task: Task) => openDeps(task).length > 0 || task.status.includes('block');
const project = SPACES.engineering;

describe('what happened', () => {
  it('since a day: completed, created, changed, and the time of it', async () => {
    const from = readPeriod('last_month', { now: now(), timeZone: zone, weekStart: 1 }).from.getTime();
    const found = await fixture.call<Answer>('get_progress_since', { since: 'last_month', scope: project, limit: 500 });
    const completed = truth.tasks.filter(
      (task) => inEngineering(task) && isComplete(task) && completedAt(task) >= from,
    );
    const created = truth.tasks.filter((task) => inEngineering(task) && task.dateCreated >= from);
    expect(idsOf(found.completed_tasks)).toEqual(ids(completed));
    expect(idsOf(found.created_tasks)).toEqual(ids(created));
    expect(found.updated_tasks).toBe(
      truth.tasks.filter((task) => inEngineering(task) && task.dateUpdated >= from).length,
    );
    const time = truth.time({ from, to: now(), timeZone: zone }, (_entry, _day, task) =>
      task && inEngineering(task) ? 'all' : undefined,
    );
    expect(found.time.tracked_ms).toBe(time.all);
    expect(completed.length).toBeGreaterThan(3);
  });

  it('in full weeks, the present one apart', async () => {
    const { weeks, current_week, median, open_tasks } = await fixture.call<Answer>('get_project_velocity', {
      project,
      weeks: 6,
    });
    const starts = [...weeks, current_week].map(({ week_from }: Answer) => week_from as string);
    const completed = truth.tasks.filter(
      (task) => inEngineering(task) && isComplete(task) && completedAt(task) < now(),
    );
    const weekOf = (ms: number) => starts.filter((start) => start <= truth.dayOf(ms, zone)).at(-1);
    for (const { week_from, completed: count } of [...weeks, current_week])
      expect(count).toBe(completed.filter((task) => weekOf(completedAt(task)) === week_from).length);
    expect(weeks.every(({ week_from }: Answer) => new Date(week_from).getUTCDay() === 1)).toBe(true);
    expect(median).toBe(
      quantile(
        weeks.map((week: Answer) => week.completed),
        0.5,
      ),
    );
    expect(open_tasks).toBe(live((task) => inEngineering(task) && isOpen(task)).length);
  });

  it('in a week: completed against created, and by whom', async () => {
    const { from, to } = readPeriod('last_week', { now: now(), timeZone: zone, weekStart: 1 });
    const within = (ms: number) => ms >= from.getTime() && ms < to.getTime();
    const digest = await fixture.call<Answer>('get_project_weekly_digest', { project, period: 'last_week' });
    const completed = truth.tasks.filter(
      (task) => inEngineering(task) && isComplete(task) && within(completedAt(task)),
    );
    const created = truth.tasks.filter((task) => inEngineering(task) && within(task.dateCreated));
    expect(digest).toMatchObject({
      completed: completed.length,
      created: created.length,
      net: created.length - completed.length,
    });
    const time = truth.time({ from: from.getTime(), to: to.getTime(), timeZone: zone }, ({ userId }, _, task) =>
      task && inEngineering(task) ? userId : undefined,
    );
    expect(
      Object.fromEntries(digest.contributors.map((each: Answer) => [String(each.user_id), each.tracked_ms])),
    ).toEqual(time);
  });
});

describe('estimates', () => {
  it('compare with tracked time task by task', async () => {
    const found = await fixture.call<Answer>('get_estimation_accuracy', { scope: project, include_open: true });
    const tasks = truth.tasks.filter((task) => inEngineering(task) && category(task) !== 'cancelled');
    const estimated = tasks.filter((task) => truth.estimateOf(task) > 0);
    const ratios = estimated.map((task) => truth.ownTime(task.id) / truth.estimateOf(task));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(found).toMatchObject({
      tasks: estimated.length,
      estimate_ms: sum(estimated.map(truth.estimateOf)),
      spent_ms: sum(estimated.map(({ id }) => truth.ownTime(id))),
      spent_without_estimate_ms: sum(
        tasks.filter((task) => truth.estimateOf(task) === 0).map(({ id }) => truth.ownTime(id)),
      ),
      buckets: {
        over_estimated: ratios.filter((ratio) => ratio < 0.8).length,
        accurate: ratios.filter((ratio) => ratio >= 0.8 && ratio <= 1.2).length,
        under_estimated: ratios.filter((ratio) => ratio > 1.2).length,
      },
    });
    expect(estimated.length).toBeGreaterThan(5);
  });

  it('name assigned tasks on which, and below which, nothing was tracked', async () => {
    const { from, to } = readPeriod('last_30_days', { now: now(), timeZone: zone, weekStart: 1 });
    const below = (id: string): string[] => [
      id,
      ...truth.tasks.filter(({ parentId }) => parentId === id).flatMap((task) => below(task.id)),
    ];
    const isRunning = (id: string) =>
      (
        fixture.sandbox.snapshot().rows as unknown as { timeEntries: { taskId: string; end: number | null }[] }
      ).timeEntries.some((entry) => entry.taskId === id && entry.end === null);
    const expected = live(
      (task) =>
        task.assigneeIds.length > 0 &&
        (category(task) === 'active' ||
          (isComplete(task) && completedAt(task) >= from.getTime() && completedAt(task) < to.getTime())) &&
        below(task.id).every((id) => truth.ownTime(id) === 0 && !isRunning(id)),
    );
    const { tasks, total } = await fixture.call<Answer>('get_untracked_tasks', { limit: 500 });
    expect(idsOf(tasks)).toEqual(ids(expected));
    expect(total).toBeGreaterThan(3);
  });
});

describe('risk', () => {
  it.each(['get_at_risk_tasks', 'get_project_at_risk'])('%s: each task with reasons that hold', async (name) => {
    const input = name === 'get_at_risk_tasks' ? { scope: project } : { project };
    const { tasks } = await fixture.call<Answer>(name, { ...input, risk_days: 3, limit: 500 });
    const soon = ({ dueDate }: Task) =>
      dueDate !== null && endOf(dueDate) > now() && endOf(dueDate) <= now() + 3 * dayMs;
    const used = (task: Task) => truth.estimateOf(task) > 0 && truth.ownTime(task.id) >= 0.8 * truth.estimateOf(task);
    const expected = live(
      (task) =>
        inEngineering(task) &&
        isOpen(task) &&
        (isOverdue(task) || soon(task) || used(task) || openDeps(task).length > 0),
    );
    expect(idsOf(tasks)).toEqual(ids(expected));
    for (const { task_id, reasons, score } of tasks) {
      expect(reasons.some(({ reason }: Answer) => reason === 'overdue')).toBe(isOverdue(truth.taskOf(task_id)!));
      expect(score).toBe(reasons.reduce((sum: number, { points }: Answer) => sum + points, 0));
    }
    const scores = tasks.map(({ score }: Answer) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('blocked, blocking and stale tasks', async () => {
    const found = await fixture.call<Answer>('get_project_blockers', { project, stale_days: 5 });
    const open = live((task) => inEngineering(task) && isOpen(task));
    expect(idsOf(found.blocked)).toEqual(ids(open.filter(isBlocked)));
    expect(idsOf(found.stale)).toEqual(
      ids(open.filter((task) => category(task) === 'active' && task.dateUpdated < now() - 5 * dayMs)),
    );
    const blocking = open.filter(({ id }) =>
      truth.dependencies.some(
        ({ taskId, dependsOn }) => dependsOn === id && truth.taskOf(taskId) && isOpen(truth.taskOf(taskId)!),
      ),
    );
    expect(idsOf(found.blocking)).toEqual(ids(blocking));
    expect(found.blocked.length).toBeGreaterThan(0);
  });
});

describe('a project as a whole', () => {
  const inProject = (task: Task) => task.listId === LISTS.bugs;

  it('has the health of the first formula', async () => {
    const { score, grade, components } = await fixture.call<Answer>('get_project_health_score', {
      project: LISTS.bugs,
      formula: 'classic',
    });
    const all = live(inProject);
    const active = all.filter((task) => category(task) === 'active');
    const share = (part: number, of: number, none: number) => (of === 0 ? none : (100 * part) / of);
    const overdue = active.filter(({ dueDate }) => dueDate !== null && dueDate < now()).length;
    const stale = active.filter(({ dateUpdated }) => now() - dateUpdated > 432_000_000).length;
    const finished = all.filter((task) => isComplete(task) || category(task) === 'cancelled').length;
    const assigned = active.filter(({ assigneeIds }) => assigneeIds.length > 0).length;
    const roots = all.filter(({ parentId }) => parentId === null);
    const hasEstimate = (task: Task): boolean =>
      truth.estimateOf(task) > 0 || all.some((child) => child.parentId === task.id && hasEstimate(child));
    const expected =
      0.3 * (active.length === 0 ? 100 : Math.max(0, 100 - (200 * overdue) / active.length)) +
      0.2 * (100 - share(stale, active.length, 0)) +
      0.25 * share(finished, all.length, 0) +
      0.15 * share(assigned, active.length, 100) +
      0.1 * share(roots.filter(hasEstimate).length, roots.length, 0);
    expect(score).toBe(Math.round(expected));
    expect(grade).toBe(score >= 90 ? 'A' : score >= 75 ? 'B' : score >= 50 ? 'C' : 'F');
    expect(components.map(({ weight }: Answer) => weight).reduce((a: number, b: number) => a + b)).toBeCloseTo(1);
  });

  it('has a health that knows time, completion and blockers', async () => {
    const { components } = await fixture.call<Answer>('get_project_health_score', { project });
    const part = (name: string) => components.find(({ component }: Answer) => component === name);
    const all = live((task) => inEngineering(task) && category(task) !== 'cancelled');
    const open = all.filter(isOpen);
    const estimated = all.filter((task) => truth.estimateOf(task) > 0);
    expect(part('completion')).toMatchObject({ counted: all.filter(isComplete).length, among: all.length });
    expect(part('blockers')).toMatchObject({ counted: open.filter(isBlocked).length, among: open.length });
    expect(part('overdue')).toMatchObject({ counted: open.filter(isOverdue).length, among: open.length });
    expect(part('time')).toMatchObject({
      counted: estimated.filter((task) => truth.ownTime(task.id) <= truth.estimateOf(task)).length,
      among: estimated.length,
    });
  });

  it('is complete to the share of what was not cancelled', async () => {
    const { all, top_tasks, without_subtasks } = await fixture.call<Answer>('get_project_completion_rate', { project });
    const counted = live((task) => inEngineering(task) && category(task) !== 'cancelled');
    const parents = new Set(counted.map(({ parentId }) => parentId));
    for (const [found, tasks] of [
      [all, counted],
      [top_tasks, counted.filter(({ parentId }) => parentId === null)],
      [without_subtasks, counted.filter(({ id }) => !parents.has(id))],
    ] as const)
      expect(found).toMatchObject({ total: tasks.length, completed: tasks.filter(isComplete).length });
  });

  it('shows a stand-up by person: done since the last working day, doing, due today, blocked', async () => {
    const standup = await fixture.call<Answer>('get_project_daily_standup', { project, limit: 100 });
    expect(standup.since).toBe(truth.dayOf(now() - 3 * dayMs, zone));
    const { from, to } = readPeriod(standup.since, { now: now(), timeZone: zone, weekStart: 1 });
    const time = truth.time({ from: from.getTime(), to: to.getTime(), timeZone: zone }, ({ userId }, _, task) =>
      task && inEngineering(task) ? userId : undefined,
    );
    const spent = standup.people.filter(({ tracked_ms }: Answer) => tracked_ms > 0);
    expect(Object.fromEntries(spent.map((each: Answer) => [String(each.user_id), each.tracked_ms]))).toEqual(time);
    for (const { user_id, in_progress, blocked } of standup.people) {
      const mine = live((task) => inEngineering(task) && isOpen(task) && task.assigneeIds.includes(String(user_id)));
      expect(idsOf(in_progress)).toEqual(ids(mine.filter((task) => category(task) === 'active')));
      expect(idsOf(blocked)).toEqual(ids(mine.filter(isBlocked)));
    }
    expect(standup.completed).toBe(
      truth.tasks.filter((task) => inEngineering(task) && isComplete(task) && completedAt(task) >= from.getTime())
        .length,
    );
  });

  it('weighs what each person has left against a week', async () => {
    const { people } = await fixture.call<Answer>('get_project_team_workload', { project, week_hours: 10 });
    const workload = await fixture.call<Answer>('get_workload', { scope: project, shared: 'split' });
    expect(people.map(({ remaining_ms }: Answer) => remaining_ms)).toEqual(
      workload.people.map(({ remaining_ms }: Answer) => remaining_ms),
    );
    for (const { remaining_ms, load } of people)
      expect(load).toBe(remaining_ms > 36_000_000 ? 'overloaded' : remaining_ms < 18_000_000 ? 'has capacity' : 'fits');
  });
});
