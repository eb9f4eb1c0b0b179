import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { withOddEntries } from './golden/world.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;
// What the reports answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia'];

describe.each(kinds)('sums of time (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let fixture: Fixture;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind, { seed: { scale: 400 } });
    withOddEntries(fixture);
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());
  const test = it.skipIf(isAbsent);
  test('agree over people, statuses, tasks, Lists and days, whatever the period and the zone', async () => {
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
