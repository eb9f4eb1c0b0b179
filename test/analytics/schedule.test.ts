import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createJobs, type Job } from '../../src/analytics/rest/jobs.js';
import { startSchedule } from '../../src/analytics/schedule/schedule.js';
import { readScheduleSettings } from '../../src/analytics/schedule/settings.js';
import { clickUpError } from '../../src/runtime/errors.js';

const minute = 60_000;
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const begun: { kind: string; at: string; full: boolean | undefined }[] = [];
const watched = (work: () => Promise<unknown> = async () => undefined) => {
  begun.length = 0;
  return createJobs({
    now: () => Date.now(),
    run: async (kind, { full }) => {
      begun.push({ kind, at: new Date().toISOString(), full });
      await work();
      return {};
    },
  });
};

it('syncs every ten minutes, changes alone', async () => {
  vi.setSystemTime('2026-11-27T12:01:00Z');
  const schedule = startSchedule(watched(), readScheduleSettings({}), 'UTC');
  expect(schedule.next()?.toISOString()).toBe('2026-11-27T12:10:00.000Z');
  await vi.advanceTimersByTimeAsync(30 * minute);
  schedule.stop();
  await vi.advanceTimersByTimeAsync(30 * minute);
  expect(begun).toEqual(
    ['12:10', '12:20', '12:30'].map((time) => ({ kind: 'tasks', at: `2026-11-27T${time}:00.000Z`, full: false })),
  );
});

// On 1 November New York goes from four hours behind UTC to five.
it.each(['2026-10-31T04:05', '2026-11-01T04:05', '2026-11-02T05:05'])(
  'keeps the day at 00:05 of New York, which is %s of UTC',
  async (at) => {
    vi.setSystemTime(Date.parse(`${at}Z`) - 2 * minute);
    const schedule = startSchedule(
      watched(),
      readScheduleSettings({ ANALYTICS_SCHEDULE: '0 12 * * *' }),
      'America/New_York',
    );
    await vi.advanceTimersByTimeAsync(4 * minute);
    schedule.stop();
    expect(begun.map(({ kind, at: time }) => [kind, time.slice(0, 16)])).toEqual([['daily', at]]);
  },
);

it('goes on in the zone that the first sync finds', async () => {
  vi.setSystemTime('2026-11-27T12:00:00Z');
  const schedule = startSchedule(watched(), readScheduleSettings({ ANALYTICS_SCHEDULE: '0 8 * * *' }), 'UTC');
  expect(schedule.next()?.toISOString()).toBe('2026-11-28T08:00:00.000Z');
  schedule.moveTo('Asia/Kathmandu');
  expect(schedule.next()?.toISOString()).toBe('2026-11-28T02:15:00.000Z');
  vi.setSystemTime('2026-11-28T02:14:00Z');
  await vi.advanceTimersByTimeAsync(2 * minute);
  schedule.stop();
  expect(begun.map(({ kind, at }) => [kind, at.slice(0, 16)])).toContainEqual(['tasks', '2026-11-28T02:15']);
});

it('leaves out what is due while the same still runs', async () => {
  vi.setSystemTime('2026-11-27T12:01:00Z');
  const jobs = watched(() => new Promise((resolve) => setTimeout(resolve, 25 * minute)));
  const schedule = startSchedule(jobs, readScheduleSettings({}), 'UTC');
  await vi.advanceTimersByTimeAsync(60 * minute);
  schedule.stop();
  expect(begun.map(({ at }) => at.slice(11, 16))).toEqual(['12:10', '12:40']);
});

it('begins nothing by itself where the schedule is off, and refuses what is no pattern', () => {
  expect(startSchedule(watched(), readScheduleSettings({ ANALYTICS_SCHEDULE: 'off' }), 'UTC').next()).toBeNull();
  expect(() => readScheduleSettings({ ANALYTICS_SCHEDULE: 'every 10 minutes' })).toThrow(
    /ANALYTICS_SCHEDULE is "every 10 minutes"/,
  );
  expect(() => readScheduleSettings({ ANALYTICS_TIME_ZONE: 'Berlin' })).toThrow(/Berlin/);
});

it('runs jobs one after the other, and says how each ended', async () => {
  const states: string[] = [];
  let active = 0;
  const jobs = createJobs({
    now: () => 0,
    changed: ({ kind, state }: Job) => states.push(`${kind} ${state}`),
    run: async (kind, _, progress) => {
      active += 1;
      expect(active).toBe(1);
      progress('half');
      await Promise.resolve();
      active -= 1;
      if (kind === 'employees') throw clickUpError('CONFLICT', 'A sync is running', { suggestion: 'Wait.' });
      return { rows: 3 };
    },
  });
  const tasks = jobs.start('tasks', { full: false }, 'schedule');
  const people = jobs.start('employees', {}, 'request');
  expect(jobs.start('tasks', { full: false }, 'request')).toBe(tasks);
  const full = jobs.start('tasks', { full: true }, 'request');
  expect(full).not.toBe(tasks);
  expect(jobs.start('tasks', {}, 'request')).toBe(tasks);
  await jobs.idle();
  expect(states).toEqual([
    'tasks running',
    'tasks done',
    'employees running',
    'employees failed',
    'tasks running',
    'tasks done',
  ]);
  expect(tasks).toMatchObject({ state: 'done', result: { rows: 3 }, requested_by: 'schedule' });
  expect(jobs.get(people.id)?.error).toMatchObject({ code: 'CONFLICT', suggested_action: 'Wait.' });
  expect(jobs.list().map(({ id }) => id)).toEqual([full.id, people.id, tasks.id]);
});

it('remembers the last hundred, and runs nothing once it is closed', async () => {
  const jobs = watched();
  for (let index = 0; index < 130; index += 1) {
    jobs.start('daily', {}, 'request');
    await jobs.idle();
  }
  expect(jobs.list()).toHaveLength(100);
  await jobs.close();
  const late = jobs.start('daily', {}, 'request');
  await jobs.idle();
  expect(late.state).toBe('queued');
  expect(begun).toHaveLength(130);
});
