import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, daysOfEntry, midnightsOf, readPeriod } from '../../src/analytics/reports/period.js';
import { ClickUpError } from '../../src/index.js';

const hourMs = 3_600_000;
/** A Wednesday. */
const now = Date.parse('2026-11-25T15:30:00Z');
const read = (text: string, timeZone = 'Europe/Berlin', weekStart = 1, at = now) =>
  readPeriod(text, { now: at, timeZone, weekStart });
const daysIn = (text: string, ...more: [string?, number?, number?]) => {
  const { firstDay, lastDay } = read(text, ...more);
  return `${firstDay}..${lastDay}`;
};

describe('a period', () => {
  it.each([
    ['today', '2026-11-25..2026-11-25'],
    ['yesterday', '2026-11-24..2026-11-24'],
    ['this_week', '2026-11-23..2026-11-29'],
    ['last week', '2026-11-16..2026-11-22'],
    ['2-weeks-ago', '2026-11-09..2026-11-15'],
    ['this-month', '2026-11-01..2026-11-30'],
    ['last_quarter', '2026-07-01..2026-09-30'],
    ['last_year', '2025-01-01..2025-12-31'],
    ['all-time', '2000-01-01..2026-11-25'],
    ['last_7_days', '2026-11-19..2026-11-25'],
    ['2026-02', '2026-02-01..2026-02-28'],
    ['2020-W53', '2020-12-28..2021-01-03'],
    ['2026-11-01..2026-11-15', '2026-11-01..2026-11-15'],
    ['2026-11-01 to 2026-11-15', '2026-11-01..2026-11-15'],
  ])('%s is %s', (text, days) => {
    expect(daysIn(text)).toBe(days);
  });

  it.each([
    [0, '2026-11-22..2026-11-28'],
    [1, '2026-11-23..2026-11-29'],
    [6, '2026-11-21..2026-11-27'],
  ])('has weeks that begin on day %i: %s', (weekStart, days) => {
    expect(daysIn('this_week', 'UTC', weekStart)).toBe(days);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kathmandu', '2026-10-25', 24],
  ])('of one day in %s, %s, has %d hours', (timeZone, day, hours) => {
    const { from, to } = read(day, timeZone);
    expect((to.getTime() - from.getTime()) / hourMs).toBe(hours);
  });

  it('is the local day, where it is another one than that of UTC', () => {
    const late = Date.parse('2026-11-25T18:30:00Z');
    expect(daysIn('today', 'Asia/Kathmandu', 1, late)).toBe('2026-11-26..2026-11-26');
    expect(read('today', 'Asia/Kathmandu', 1, late).from.toISOString()).toBe('2026-11-25T18:15:00.000Z');
  });

  it.each(['2026-13', '2026-02-30', '2026-W60', 'soon', '', '2026-11-15..2026-11-01'])('is not %j', (text) => {
    expect(() => read(text)).toThrow(ClickUpError);
  });

  it('has begun', () => {
    expect(() => read('2026-12')).toThrow('The period 2026-12 has not begun yet');
  });

  it('is its days, one after the other without a gap, in every zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Asia/Beirut',
    );
    const day = fc.integer({ min: 0, max: 4_000 }).map((days) => new Date(Date.UTC(2015, 0, 1) + days * 24 * hourMs));
    fc.assert(
      fc.property(zones, day, fc.integer({ min: 0, max: 40 }), (timeZone, first, length) => {
        const iso = (at: Date) => at.toISOString().slice(0, 10);
        const whole = read(`${iso(first)}..${iso(new Date(first.getTime() + length * 24 * hourMs))}`, timeZone);
        const days = daysOf(whole).map((each) => read(each, timeZone));
        expect(days).toHaveLength(length + 1);
        expect([days[0]!.from, days.at(-1)!.to]).toEqual([whole.from, whole.to]);
        days.slice(1).forEach(({ from }, index) => {
          expect(from).toEqual(days[index]!.to);
        });
      }),
      { numRuns: 200, seed: 11 },
    );
  });
});

describe('the days of a time entry', () => {
  const days = (start: string, end: string, timeZone: string) =>
    daysOfEntry(Date.parse(start), Date.parse(end) - Date.parse(start), timeZone);

  it('are cut at local midnight', () => {
    expect(days('2026-11-24T22:30:00.001Z', '2026-11-25T00:00Z', 'Europe/Berlin')).toEqual([
      ['2026-11-24', hourMs / 2 - 1],
      ['2026-11-25', hourMs],
    ]);
    expect(days('2026-03-28T22:00Z', '2026-03-30T22:00Z', 'Europe/Berlin').map(([, ms]) => ms / hourMs)).toEqual([
      1, 23, 24,
    ]);
  });

  it('are those of a timesheet, in every zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Asia/Beirut',
    );
    const start = fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2019, 0, 1) });
    fc.assert(
      fc.property(zones, start, fc.integer({ min: 1, max: 100 * hourMs }), (timeZone, from, length) => {
        const found = daysOfEntry(from, length, timeZone);
        const all = midnightsOf({ firstDay: '2011-11-20', lastDay: '2019-01-20', timeZone });
        for (const [index, [, ms]] of found.entries()) {
          const at = from + found.slice(0, index).reduce((sum, [, each]) => sum + each, 0);
          const midnight = all.find((each) => each > at)!;
          expect(ms).toBe(Math.min(midnight, from + length) - at);
        }
        expect(found.reduce((sum, [, ms]) => sum + ms, 0)).toBe(length);
        expect(new Set(found.map(([day]) => day)).size).toBe(found.length);
      }),
      { numRuns: 100, seed: 11 },
    );
  });
});
