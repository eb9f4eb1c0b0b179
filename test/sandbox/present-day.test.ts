import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock, SEED_NOW, TASKS, TIME_ENTRIES } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Moments over a whole week, hour by hour that matters, both days on which clocks change, a leap day, and years around. */
const moments = [
  ...['23T00:10', '23T08:59', '24T12:00', '25T22:59', '26T23:30', '27T07:32', '28T15:00', '29T23:59'].map(
    (text) => `2026-11-${text}Z`,
  ),
  '2026-10-25T00:59Z',
  '2026-10-25T01:01Z',
  '2027-03-28T00:59Z',
  '2027-03-28T12:00Z',
  '2028-02-29T10:00Z',
  '2024-01-01T05:00Z',
];

/** Shows moments as a clock in Berlin does; making one costs more than using it a thousand times. */
const inBerlin = (options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', ...options });
  return (ms) => formatter.format(ms);
};
const weekday = inBerlin({ weekday: 'short' });
const date = inBerlin({ dateStyle: 'short' });
const wallTime = inBerlin({ timeStyle: 'medium' });

const rowsAt = (moment: string) =>
  createSandbox({ clock: manualClock(Date.parse(moment)) }).snapshot().rows as Readonly<Record<string, Json[]>>;
const story = createSandbox({ clock: manualClock() }).snapshot().rows as Readonly<Record<string, Json[]>>;

/** Every date without a time that the sample has. */
const datesOf = (rows: Readonly<Record<string, Json[]>>): number[] =>
  [...(rows.tasks ?? []), ...(rows.lists ?? []), ...(rows.goals ?? [])]
    .flatMap((row) => [row.startDate, row.dueDate])
    .filter((ms) => typeof ms === 'number');

describe.each(moments)('the sample at %s', (moment) => {
  const now = Date.parse(moment);
  const rows = rowsAt(moment);
  const task = (id: string) => rows.tasks?.find((row) => row.id === id);

  it('has nothing that happened later', () => {
    const events = Object.values(rows).flatMap((table) =>
      table.flatMap((row) => [row.dateCreated, row.dateUpdated, row.date, row.at, row.end, row.lastActive]),
    );
    expect(Math.max(...events.filter((ms) => typeof ms === 'number'))).toBeLessThanOrEqual(now);
  });

  it('has the timer of its owner running for 42 minutes, give or take fifteen', () => {
    const timer = rows.timeEntries?.find((row) => row.id === TIME_ENTRIES.running);
    expect(timer).toMatchObject({ end: null });
    expect(now - timer.start).toBeGreaterThanOrEqual(42 * 60_000);
    expect(now - timer.start).toBeLessThan(57 * 60_000);
  });

  it('has work that is due today, and time tracked on the last working day', () => {
    expect(datesOf(rows).map(date)).toContain(date(now));
    const worked = new Set(rows.timeEntries?.map((row) => date(row.start)));
    let last = now - DAY;
    while (['Sat', 'Sun'].includes(weekday(last))) last -= DAY;
    expect(worked).toContain(date(last));
  });

  it('keeps every date at 04:00 in the zone of its owner, and the weekdays of its story', () => {
    for (const ms of datesOf(rows)) expect(wallTime(ms)).toBe('04:00:00');
    const [sprint, told] = [rows, story].map(({ lists }) => lists?.find((row) => row.name === 'Sprint 24'));
    expect([weekday(sprint.startDate), weekday(sprint.dueDate)]).toEqual(['Mon', 'Sun']);
    expect(weekday(told.startDate)).toBe('Mon');
    const due = (table: Json[] = []) => table.map((row) => (row.dueDate === null ? null : weekday(row.dueDate)));
    const today = story.tasks?.map((row) => row.dueDate !== null && date(row.dueDate) === date(SEED_NOW)) ?? [];
    const kept = (days: (string | null)[]) => days.filter((_, i) => !today[i]);
    expect(kept(due(rows.tasks))).toEqual(kept(due(story.tasks)));
    expect(task(TASKS.greyButton)?.dateCreated).toBeLessThan(now);
  });
});

it('the sample of two sandboxes made in one quarter of an hour is the same', () => {
  expect(rowsAt('2026-11-27T07:46Z')).toEqual(rowsAt('2026-11-27T07:59Z'));
});

describe('the present of a sandbox', () => {
  it('is the real time unless something else is said', async () => {
    const before = Date.now();
    const { clock, snapshot } = createSandbox();
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.now()).toBeLessThanOrEqual(Date.now());
    const timer = (snapshot().rows.timeEntries as Json[]).find((row) => row.id === TIME_ENTRIES.running);
    expect(before - timer.start).toBeLessThan(HOUR);
  });

  it.each(['2026-10-05T09:00Z', SEED_NOW])('runs on from %s when it is given as now', (now) => {
    const sandbox = createSandbox({ now });
    expect(sandbox.clock.now() - SEED_NOW).toBeGreaterThanOrEqual(0);
    expect(sandbox.snapshot().rows).toEqual(story);
  });

  it('is refused when it is no moment, or given twice', () => {
    expect(() => createSandbox({ now: 'soon' })).toThrow(
      'Sandbox option now is soon; allowed: ISO 8601 or Unix milliseconds',
    );
    expect(() => createSandbox({ now: 0, clock: manualClock() })).toThrow('either it or a clock');
  });

  it('moves the sample along when it goes back to the beginning', async () => {
    const { sandbox, clock, get } = harness();
    clock.advance(7 * DAY);
    sandbox.reset();
    const { json } = await get(`/v2/team/9011234567/time_entries/${TIME_ENTRIES.running}`);
    expect(Number(json.data.start)).toBe(clock.now() - 42 * 60_000);
  });
});

describe('a client made of the options of a sandbox', () => {
  it('sees the time tracked this week and the timer, whatever the time', async () => {
    const clickup = createClickUp(createSandbox({ now: '2026-11-27T16:00Z' }).options);
    const report = await clickup.time.getReport({ start_date: 'last monday', people: ['all'] });
    expect(report.total_ms).toBeGreaterThan(20 * HOUR);
    expect(report.running).toBe(1);
    const { tasks } = await clickup.task.search({ due_after: 'today', due_before: 'tomorrow' });
    expect(tasks).not.toEqual([]);
  });
});
