import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPeriod } from '../../src/analytics/reports/period.js';
import { SPACES } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { recompute, sumsOf } from '../support/recompute.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;
// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia'];

describe.each(kinds)('time by report and entry by entry (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let fixture: Fixture;
  let truth: ReturnType<typeof recompute>;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind, { seed: { scale: 400 } });
    await withOddEntries(fixture);
    await fixture.sync();
    truth = recompute(fixture.sandbox);
  });
  afterAll(() => fixture?.drop());
  const test = it.skipIf(isAbsent);
  const spanOf = (period: string, timeZone: string) => {
    const { from, to } = readPeriod(period, { now: fixture.clock.now(), timeZone, weekStart: 1 });
    return { from: from.getTime(), to: to.getTime(), timeZone };
  };

  test.each(zones)('a timesheet in %s: to the millisecond, by person and local day', async (time_zone) => {
    const { people, total, days } = await fixture.call<Answer>('get_monthly_timesheet', {
      period: 'last_month',
      time_zone,
    });
    const expected = truth.time(spanOf('last_month', time_zone), ({ userId }, day) => `${userId} ${day}`);
    const found = people.flatMap((person: Answer) =>
      Object.entries(person.days).map(([day, ms]) => ({ key: `${person.user_id} ${day}`, ms })),
    );
    expect(
      sumsOf(
        found as Answer[],
        ({ key }) => key,
        ({ ms }) => ms,
      ),
    ).toEqual(expected);
    const all = Object.values(expected).reduce((sum, ms) => sum + ms, 0);
    expect(total.tracked_ms).toBe(all);
    expect(Object.values(days as number[]).reduce((sum, ms) => sum + ms, 0)).toBe(all);
    for (const person of people)
      expect(Object.values(person.weeks_from as Record<string, number>).reduce((sum, ms) => sum + ms, 0)).toBe(
        person.tracked_ms,
      );
  });

  test('projects and people of a Space', async () => {
    const { projects, total, idle_projects } = await fixture.call<Answer>('get_space_project_time_report', {
      space: SPACES.engineering,
      period: 'last_month',
      time_zone: 'Europe/Berlin',
    });
    const inSpace = (task: { spaceId: string } | undefined) => task?.spaceId === SPACES.engineering;
    const span = spanOf('last_month', 'Europe/Berlin');
    const expected = truth.time(span, ({ userId }, _, task) =>
      inSpace(task) ? `${truth.projectOf(task!)} ${userId}` : undefined,
    );
    const found = projects.flatMap((project: Answer) =>
      project.people.map((person: Answer) => ({
        key: `${project.project_id} ${person.user_id}`,
        ms: person.tracked_ms,
      })),
    );
    expect(
      sumsOf(
        found as Answer[],
        ({ key }) => key,
        ({ ms }) => ms,
      ),
    ).toEqual(expected);
    const worked = truth.time(span, (_entry, _day, task) => (inSpace(task) ? task!.id : undefined));
    const estimate = Object.keys(worked).reduce((sum, id) => sum + truth.estimateOf(truth.taskOf(id)!), 0);
    expect(total.estimate_ms).toBe(estimate);
    expect(projects.length).toBeGreaterThan(1);
    const everyProject = new Set(truth.tasks.filter(inSpace).map(truth.projectOf));
    expect(projects.length + idle_projects.length).toBe(everyProject.size);
  });

  test.each(['user', 'list', 'task', 'status', 'day', 'billable', 'space', 'project'])(
    'a Folder by %s',
    async (group_by) => {
      const folder = [...truth.folders.values()].find(({ name }) => name === 'Platform')!;
      const { groups, total } = await fixture.call<Answer>('get_folder_time_report', {
        folder: folder.id,
        period: 'last_quarter',
        group_by,
        time_zone: 'Asia/Kathmandu',
      });
      const within = (id: string | null | undefined): boolean =>
        id === folder.id || (id != null && within(truth.folders.get(id)?.parentFolderId));
      const expected = truth.time(spanOf('last_quarter', 'Asia/Kathmandu'), ({ userId, billable }, day, task) => {
        if (!task || !within(truth.lists.get(task.listId)?.folderId)) return undefined;
        const keys: Record<string, string> = {
          user: userId,
          list: task.listId,
          task: task.id,
          status: task.status,
          day,
          billable: String(billable),
          space: task.spaceId,
          project: truth.projectOf(task),
        };
        return keys[group_by];
      });
      expect(Object.keys(expected).length).toBeGreaterThan(0);
      expect(
        sumsOf(
          groups as Answer[],
          ({ id }) => String(id),
          ({ tracked_ms }) => tracked_ms,
        ),
      ).toEqual(expected);
      expect(total.tracked_ms).toBe(Object.values(expected).reduce((sum, ms) => sum + ms, 0));
    },
  );

  test('employees by project, with what was tracked on no task', async () => {
    const { employees } = await fixture.call<Answer>('get_employee_time_report', {
      period: 'last_month',
      time_zone: 'UTC',
    });
    const expected = truth.time(
      spanOf('last_month', 'UTC'),
      ({ userId }, _, task) => `${userId} ${task ? truth.projectOf(task) : null}`,
    );
    const found = employees.flatMap((person: Answer) =>
      person.projects.map((project: Answer) => ({
        key: `${person.user_id} ${project.project_id}`,
        ms: project.tracked_ms,
      })),
    );
    expect(
      sumsOf(
        found as Answer[],
        ({ key }) => key,
        ({ ms }) => ms,
      ),
    ).toEqual(expected);
    expect(Object.keys(expected).some((key) => key.endsWith(' null'))).toBe(true);
  });

  test('yesterday by person, and a project against its estimates', async () => {
    fixture.clock.advance(-2 * 86_400_000);
    const { people, meta } = await fixture.call<Answer>('get_yesterday_report', { time_zone: 'Europe/Berlin' });
    const expected = truth.time(spanOf('yesterday', 'Europe/Berlin'), ({ userId }) => userId);
    fixture.clock.advance(2 * 86_400_000);
    expect(meta.period.from).toBe(meta.period.to);
    expect(
      sumsOf(
        people as Answer[],
        ({ user_id }) => String(user_id),
        ({ tracked_ms }) => tracked_ms,
      ),
    ).toEqual(expected);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    const report = await fixture.call<Answer>('get_project_time_tracking', {
      project: SPACES.engineering,
      group_by: 'list',
    });
    for (const { id, estimate_ms } of report.groups) {
      const inList = truth.tasks.filter(({ listId }) => listId === id);
      expect(estimate_ms).toBe(inList.reduce((sum, task) => sum + truth.estimateOf(task), 0));
    }
    expect(report.groups.length).toBeGreaterThan(1);
  });

  test('sums agree over people, statuses, tasks, Lists and days, whatever the period and the zone', async () => {
    const day = fc.integer({ min: 0, max: 70 });
    await fc.assert(
      fc.asyncProperty(day, day, fc.constantFrom(...zones), async (a, b, time_zone) => {
        const iso = (days: number) => new Date(fixture.clock.now() - days * 86_400_000).toISOString().slice(0, 10);
        const period = `${iso(Math.max(a, b) + 1)}..${iso(Math.min(a, b) + 1)}`;
        const sums = await Promise.all(
          ['user', 'status', 'task', 'list'].map(async (group_by) => {
            const report = await fixture.call<Answer>('get_time_tracking_report', { period, time_zone, group_by });
            const { groups, total } = report;
            expect(groups.reduce((sum: number, each: Answer) => sum + each.tracked_ms, 0)).toBe(total.tracked_ms);
            return total.tracked_ms;
          }),
        );
        const sheet = await fixture.call<Answer>('get_weekly_timesheet', { period, time_zone });
        expect(new Set([...sums, sheet.total.tracked_ms]).size).toBe(1);
      }),
      { numRuns: 12, seed: 7 },
    );
  });
});

/** Entries where sums go wrong first: across midnight, periods and changes of the clock, of milliseconds, and at their edges. */
async function withOddEntries({ sandbox, clock }: Fixture): Promise<void> {
  const snapshot = sandbox.snapshot();
  const rows = snapshot.rows as unknown as {
    tasks: { id: string }[];
    timeEntries: { userId: string; taskId: string | null }[];
  };
  const now = new Date(clock.now());
  const year = now.getUTCFullYear();
  const like = { ...rows.timeEntries[0]! };
  const spans: [number, number][] = [
    [Date.UTC(year, 8, 1) - 7_200_001, Date.UTC(year, 8, 1) + 5_400_003],
    [Date.UTC(year, 8, 30, 20), Date.UTC(year, 9, 1, 9)],
    [Date.UTC(year, 8, 10, 22, 59, 59, 999), Date.UTC(year, 8, 12, 3, 0, 0, 1)],
    [Date.UTC(year, 8, 15, 18, 15), Date.UTC(year, 8, 15, 18, 15, 0, 1)],
    [Date.UTC(year, 2, 28, 22), Date.UTC(year, 2, 30, 2)],
  ];
  const odd = spans.map(([start, end], index) => ({
    ...like,
    id: `77${index}`,
    taskId: index === 3 ? null : rows.tasks[index]!.id,
    start,
    end,
    at: end,
  }));
  sandbox.restore({ ...snapshot, rows: { ...snapshot.rows, timeEntries: [...rows.timeEntries, ...odd] } as never });
}
