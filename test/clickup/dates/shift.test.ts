import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/clickup/dates/dates.js';
import { timeFormat } from '../../../src/clickup/dates/format.js';
import { readShift, shifted } from '../../../src/clickup/dates/shift.js';
import { refusalOf } from '../../support/refusal.js';

const zones = { timeZone: 'Europe/Berlin', dayZone: 'Europe/Berlin' };
const { day } = timeFormat('Europe/Berlin', 'Europe/Berlin');
const stamp = (date: string) => parseDate(date, { now: 0, timeZone: 'Europe/Berlin' }).ms;

describe('a date that is moved', () => {
  it.each([
    ['2026-10-09', '+3 days', '2026-10-12'],
    ['2026-10-09T17:00', '+3 days', '2026-10-12T17:00+02:00'],
    ['2026-10-24T17:00', '+1 day', '2026-10-25T17:00+01:00'],
    ['2026-10-24', '+1d', '2026-10-25'],
    ['2026-03-28T02:30', '+1 day', '2026-03-29T03:30+02:00'],
    ['2026-10-24T17:00', '+24h', '2026-10-25T16:00+01:00'],
    ['2026-10-09', '-1 week', '2026-10-02'],
    ['2026-01-31', '+1 month', '2026-02-28'],
    ['2026-01-31T09:00', '+1 month', '2026-02-28T09:00+01:00'],
    ['2024-02-29', '+ 1 year', '2025-02-28'],
    ['2026-10-09T17:00', '+1d 2h 30m', '2026-10-10T19:30+02:00'],
    ['2026-10-09', '+1 week and 2 days', '2026-10-18'],
  ])('%s by %s is %s', (from, by, to) => {
    const moved = shifted(stamp(from), readShift(by)!, zones);
    expect(day(moved?.ms)).toBe(to);
    expect(moved?.hasTime).toBe(to.includes('T'));
  });

  it('has no hours where it has no time of day', () =>
    expect(shifted(stamp('2026-10-09'), readShift('+2h')!, zones)).toBeUndefined());
});

it.each([
  '3 days',
  'in 3 days',
  '+3',
  '+soon',
  '+1.5 days',
  '2026-10-09',
  'none',
  '-',
  '',
  '+3 days late',
  1791424800000,
])('%j is no shift', (text) => expect(readShift(text)).toBeUndefined());

describe('a date', () => {
  const read = (text: string, earliestYear?: number) =>
    parseDate(text, { now: 0, timeZone: 'UTC', ...(earliestYear !== undefined && { earliestYear }) });

  it('before 1970 is refused for what it is', () => {
    expect(refusalOf(() => read('1965-03-12')).message).toContain('before 1970');
    expect(refusalOf(() => read('1965-02-30')).message).toContain('does not exist in the calendar');
    expect(read('1965-03-12', 1900)).toMatchObject({ iso: '1965-03-12', hasTime: false });
    expect(refusalOf(() => read('0065-03-12', 1900)).message).toMatch(/before 1900|calendar/);
  });

  it('that may be a time of day or a span is asked about', () => {
    expect(refusalOf(() => read('17h'))).toMatchObject({
      code: 'AMBIGUOUS_REFERENCE',
      suggestion: 'Write 17:00 for a time of day, or "in 17 hours".',
    });
  });
});
