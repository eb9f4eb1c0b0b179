import { expect } from 'vitest';
import { type Answer, type Check, figures, hours, type Span, sum, type World } from './world.js';

const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia'];
const total = (sums: Record<string, number>): number => sum(Object.values(sums));
const nonZero = (sums: Record<string, number>) => Object.fromEntries(Object.entries(sums).filter(([, ms]) => ms > 0));

/** A timesheet: each person's ms on each local day, all days of the period, and sums that agree. */
function expectSheet({ truth, nameOf }: World, found: Answer, span: Span): void {
  const expected = truth.time(span, ({ userId }, day) => `${userId} ${day}`);
  const cells: Record<string, number> = {};
  for (const person of found.people) {
    expect(person.name).toBe(nameOf(person.user_id));
    expect(Object.keys(person.days)).toEqual(Object.keys(found.days));
    for (const [day, ms] of Object.entries(person.days as Record<string, number>))
      cells[`${person.user_id} ${day}`] = ms;
    expect(sum(Object.values(person.days))).toBe(person.tracked_ms);
    expect(person.days_worked).toBe(Object.values(person.days).filter((ms) => ms !== 0).length);
    expect(person.tracked_hours).toBe(hours(person.tracked_ms));
  }
  expect(nonZero(cells)).toEqual(expected);
  expect(Object.keys(found.days)[0]).toBe(span.firstDay);
  expect(Object.keys(found.days).at(-1)).toBe(span.lastDay);
  expect(found.total.tracked_ms).toBe(total(expected));
  const billable = truth.time(span, (entry) => (entry.billable ? 'all' : undefined));
  expect(found.total.billable_ms).toBe(billable.all ?? 0);
  const byTask = truth.time(span, ({ userId, taskId }) => `${userId} ${taskId}`);
  for (const { user_id, tasks } of found.people)
    for (const { task_id, tracked_ms } of tasks) expect(tracked_ms).toBe(byTask[`${user_id} ${task_id}`]);
}

/** Time grouped by something, beside estimates where it is of tasks. */
async function expectGrouped(
  world: World,
  name: string,
  input: object,
  where: (task: Answer) => boolean,
): Promise<void> {
  const { ask, truth, span, tasks } = world;
  for (const group_by of ['user', 'status', 'task', 'list'] as const) {
    const found = await ask(name, { ...input, group_by });
    const key = (task: Answer, userId?: string): string =>
      ({ user: String(userId), status: task.status, task: task.id, list: task.listId })[group_by];
    const expected = truth.time(span('all_time'), ({ userId }, _, task) =>
      task
        ? where(task)
          ? key(task, userId)
          : undefined
        : where(undefined)
          ? group_by === 'user'
            ? userId
            : 'null'
          : undefined,
    );
    expect(nonZero(figures(found.groups, 'id', 'tracked_ms'))).toEqual(expected);
    expect(found.total.tracked_ms).toBe(total(expected));
    if (group_by === 'user') continue;
    for (const { id, estimate_ms, tracked_ms, tracked_to_estimate } of found.groups) {
      const estimate = sum(tasks.filter((task) => where(task) && key(task) === id).map(truth.estimateOf));
      expect(estimate_ms).toBe(estimate);
      expect(tracked_to_estimate).toBe(estimate > 0 ? Math.round((tracked_ms / estimate) * 100) / 100 : null);
    }
  }
}

/** Reports of tracked time, from the entries themselves. */
export const time: Record<string, Check> = {
  async get_monthly_timesheet(world) {
    for (const time_zone of zones)
      for (const period of ['this_month', 'last_month', '2026-03']) {
        const found = await world.ask('get_monthly_timesheet', { period, time_zone, tasks_per_person: 1_000 });
        expectSheet(world, found, world.span(period, time_zone));
        for (const { weeks_from, tracked_ms } of found.people)
          expect(total(weeks_from as Record<string, number>)).toBe(tracked_ms);
      }
  },
  async get_weekly_timesheet(world) {
    for (const period of ['this_week', 'last_week', '2026-W36']) {
      const found = await world.ask('get_weekly_timesheet', { period });
      expectSheet(world, found, world.span(period));
    }
  },
  async get_yesterday_report({ ask, truth, span }) {
    const found = await ask('get_yesterday_report', { tasks_per_person: 100 });
    const yesterday = span('yesterday');
    expect(figures(found.people, 'user_id', 'tracked_ms')).toEqual(truth.time(yesterday, ({ userId }) => userId));
    const byTask = truth.time(yesterday, ({ userId, taskId }) => `${userId} ${taskId}`);
    const cells = found.people.flatMap(({ user_id, tasks }: Answer) =>
      tasks.map(({ task_id, tracked_ms }: Answer) => [`${user_id} ${task_id}`, tracked_ms]),
    );
    expect(Object.fromEntries(cells)).toEqual(byTask);
    expect(found.meta.period).toEqual({ from: yesterday.firstDay, to: yesterday.lastDay });
  },
  async get_space_project_time_report({ ask, truth, span, tasks, places }) {
    const found = await ask('get_space_project_time_report', { space: places.space, period: 'last_month' });
    const inSpace = (task: Answer) => task?.spaceId === places.space;
    const last = span('last_month');
    const expected = truth.time(last, ({ userId }, _, task) =>
      inSpace(task) ? `${truth.projectOf(task!)} ${userId}` : undefined,
    );
    const cells = found.projects.flatMap(({ project_id, people }: Answer) =>
      people.map(({ user_id, tracked_ms }: Answer) => [`${project_id} ${user_id}`, tracked_ms]),
    );
    expect(Object.fromEntries(cells)).toEqual(expected);
    const worked = Object.keys(truth.time(last, (_e, _d, task) => (inSpace(task) ? task!.id : undefined)));
    const mine = tasks.filter(inSpace);
    for (const { project_id, estimate_ms, tasks: all, tasks_with_time } of found.projects) {
      const inProject = mine.filter((task) => truth.projectOf(task) === project_id);
      const withTime = inProject.filter(({ id }) => worked.includes(id));
      expect({ all, tasks_with_time, estimate_ms }).toEqual({
        all: inProject.length,
        tasks_with_time: withTime.length,
        estimate_ms: sum(withTime.map(truth.estimateOf)),
      });
    }
    expect(found.total.tracked_ms).toBe(total(expected));
    const known = [...found.projects, ...found.idle_projects].map(({ project_id }: Answer) => project_id).sort();
    expect(known).toEqual([...new Set(mine.map(truth.projectOf))].sort());
  },
  async get_space_task_time_report({ ask, truth, span, places }) {
    const input = { space: places.space, period: 'last_quarter', tasks_per_project: 500 };
    const found = await ask('get_space_task_time_report', input);
    const expected = truth.time(span('last_quarter'), ({ userId }, _, task) =>
      task?.spaceId === places.space ? `${truth.projectOf(task)} ${task.id} ${userId}` : undefined,
    );
    const cells: Record<string, number> = {};
    for (const { project_id, tasks, tracked_ms } of found.projects) {
      expect(sum(tasks.map((task: Answer) => task.tracked_ms))).toBe(tracked_ms);
      for (const { task_id, people, estimate_ms } of tasks) {
        expect(estimate_ms).toBe(truth.estimateOf(truth.taskOf(task_id)!));
        for (const person of people) cells[`${project_id} ${task_id} ${person.user_id}`] = person.tracked_ms;
      }
    }
    expect(cells).toEqual(expected);
    expect(found.total.tracked_ms).toBe(total(expected));
    const short = await ask('get_space_task_time_report', { ...input, tasks_per_project: 1 });
    expect(short.projects[0].tasks).toEqual(found.projects[0].tasks.slice(0, 1));
    expect(short.projects[0].more_tasks).toBe(found.projects[0].tasks.length - 1);
  },
  async get_folder_time_report({ ask, truth, span, within, places }) {
    for (const group_by of ['user', 'list', 'task', 'status', 'day', 'billable', 'space', 'project'] as const) {
      const found = await ask('get_folder_time_report', { folder: places.folder, period: 'last_quarter', group_by });
      const expected = truth.time(span('last_quarter'), ({ userId, billable }, day, task) => {
        if (!task || !within(places.folder, truth.lists.get(task.listId)?.folderId)) return undefined;
        const keys = {
          ...{ user: userId, list: task.listId, task: task.id, status: task.status, day },
          ...{ billable: String(billable), space: task.spaceId, project: truth.projectOf(task) },
        };
        return keys[group_by];
      });
      expect(figures(found.groups, 'id', 'tracked_ms')).toEqual(expected);
      expect(found.total.tracked_ms).toBe(total(expected));
    }
  },
  async get_employee_time_report({ ask, truth, span }) {
    const found = await ask('get_employee_time_report', { period: 'last_month' });
    const last = span('last_month');
    const expected = truth.time(last, ({ userId }, _, task) => `${userId} ${task ? truth.projectOf(task) : null}`);
    const cells = found.employees.flatMap(({ user_id, projects }: Answer) =>
      projects.map(({ project_id, tracked_ms }: Answer) => [`${user_id} ${project_id}`, tracked_ms]),
    );
    expect(Object.fromEntries(cells)).toEqual(expected);
    const days = Object.keys(truth.time(last, ({ userId }, day) => `${userId} ${day}`));
    for (const { user_id, days_with_time, share, tracked_ms } of found.employees) {
      expect(days_with_time).toBe(days.filter((key) => key.startsWith(`${user_id} `)).length);
      expect(share).toBe(Math.round((tracked_ms / total(expected)) * 1000) / 10);
    }
  },
  async get_time_tracking_report(world) {
    await expectGrouped(world, 'get_time_tracking_report', {}, () => true);
  },
  async get_project_time_tracking(world) {
    const { places } = world;
    await expectGrouped(
      world,
      'get_project_time_tracking',
      { project: places.space },
      (task) => task?.spaceId === places.space,
    );
  },
  async get_task_time_breakdown({ ask, truth, rows, below, tasks }) {
    const tops = tasks.filter(({ parentId }) => parentId === null).map(({ id }) => id);
    const withTime = tops.filter((id) => below(id).length > 1 && below(id).some((each) => truth.ownTime(each) > 0));
    expect(withTime.length).toBeGreaterThan(2);
    for (const id of withTime.slice(0, 8)) {
      const found = await ask('get_task_time_breakdown', { task: id, entries: true });
      const entries = rows.timeEntries!.filter(({ taskId, end }) => below(id).includes(taskId) && end !== null);
      expect(found.entries.map((each: Answer) => [each.entry_id, each.task_id, each.duration_ms]).sort()).toEqual(
        entries.map(({ id: entry, taskId, start, end }) => [entry, taskId, end - start]).sort(),
      );
      const people: Record<string, number> = {};
      for (const { userId, start, end } of entries) people[userId] = (people[userId] ?? 0) + end - start;
      expect(figures(found.people, 'user_id', 'tracked_ms')).toEqual(people);
      for (const { task_id, own_ms } of found.tasks) expect(own_ms).toBe(truth.ownTime(task_id));
      expect(found.tasks.map(({ task_id }: Answer) => task_id).sort()).toEqual(below(id).sort());
      for (const time_zone of zones) {
        const { days, total: all } = await ask('get_task_time_breakdown', { task: id, time_zone });
        const span = { from: 0, to: Number.MAX_SAFE_INTEGER, timeZone: time_zone };
        expect(days).toEqual(
          truth.time(span, ({ taskId }, day) => (below(id).includes(String(taskId)) ? day : undefined)),
        );
        expect(all.tracked_ms).toBe(total(days));
      }
    }
  },
  async get_low_hours_days({ ask, truth, span, now, local }) {
    const last = span('last_month');
    const { days } = await ask('get_low_hours_days', { period: 'last_month', hours: 6 });
    const tracked = truth.time(last, ({ userId }, day) => `${userId} ${day}`);
    const people = [...new Set(Object.keys(tracked).map((key) => key.split(' ')[0]!))];
    const expected: string[] = [];
    for (let at = Date.parse(last.firstDay); at <= Date.parse(last.lastDay); at += 86_400_000) {
      const day = new Date(at).toISOString().slice(0, 10);
      const isWorkday = ![0, 6].includes(new Date(at).getUTCDay()) && day < local(now, { dateStyle: 'short' });
      for (const id of people)
        if (isWorkday && (tracked[`${id} ${day}`] ?? 0) < 6 * 3_600_000)
          expected.push(`${id} ${day} ${tracked[`${id} ${day}`] ?? 0}`);
    }
    expect(days.map(({ user_id, day, tracked_ms }: Answer) => `${user_id} ${day} ${tracked_ms}`).sort()).toEqual(
      expected.sort(),
    );
  },
};
