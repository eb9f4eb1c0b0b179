import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayEnd,
  dayStart,
  isDateOnlyStamp,
  type ParseDateOptions,
  parseDate,
} from '../../../src/clickup/dates/dates.js';
import { timeFormat } from '../../../src/clickup/dates/format.js';
import { fromWall, toWall } from '../../../src/clickup/dates/zone.js';
import { ValidationError } from '../../../src/runtime/errors.js';
import { refusalOf } from '../../support/refusal.js';

fc.configureGlobal({ seed: 20261005 });

const now = Date.parse('2026-10-05T09:00Z'); // a Monday, 11:00 in Berlin
const berlin = { now, timeZone: 'Europe/Berlin' };
const read = (input: string | number, options: Partial<ParseDateOptions> = {}) =>
  parseDate(input, { ...berlin, ...options });
const refusal = (input: string | number, options: Partial<ParseDateOptions> = {}) =>
  refusalOf(() => read(input, options));

describe('parseDate with a time', () => {
  it.each([
    ['2026-11-20T17:00Z', '2026-11-20T18:00+01:00'],
    ['2026-11-20T17:00:00.250-0500', '2026-11-20T23:00:00.250+01:00'],
    ['2026-11-20T17:00', '2026-11-20T17:00+01:00'],
    ['2026-11-20 17:00:30', '2026-11-20T17:00:30+01:00'],
    [1790000000000, '2026-09-21T16:13:20+02:00'],
    ['1790000000000', '2026-09-21T16:13:20+02:00'],
    ['now', '2026-10-05T11:00+02:00'],
    ['next Friday 17:00', '2026-10-16T17:00+02:00'],
    ['this friday at 5pm', '2026-10-09T17:00+02:00'],
    ['tomorrow 9am', '2026-10-06T09:00+02:00'],
    ['day after tomorrow 9am', '2026-10-07T09:00+02:00'],
    ['tonight', '2026-10-05T22:00+02:00'],
    ['17:00', '2026-10-05T17:00+02:00'],
    ['8am', '2026-10-06T08:00+02:00'],
    ['in 2 hours', '2026-10-05T13:00+02:00'],
    ['in 1h30m', '2026-10-05T12:30+02:00'],
    ['in half an hour', '2026-10-05T11:30+02:00'],
    ['90 minutes ago', '2026-10-05T09:30+02:00'],
    ['in 1 day and 2 hours', '2026-10-06T13:00+02:00'],
    ['in 2 days at 17:00', '2026-10-07T17:00+02:00'],
    ['tomorrow 9:00 UTC', '2026-10-06T11:00+02:00'],
    ['friday 17:00 UTC', '2026-10-09T19:00+02:00'],
    ['last friday 17:00 UTC', '2026-10-02T19:00+02:00'],
    ['8:00 UTC', '2026-10-06T10:00+02:00'],
    ['10:00 UTC', '2026-10-05T12:00+02:00'],
    ['4 october 17:00 UTC', '2027-10-04T19:00+02:00'],
    ['20.11.2026 17:00', '2026-11-20T17:00+01:00'],
  ])('reads %s as %s', (input, iso) => {
    expect(read(input)).toEqual({ ms: Date.parse(iso), hasTime: true, iso });
  });

  it('counts elapsed hours across a change of the clocks', () => {
    const before = Date.parse('2026-10-25T00:30Z'); // 02:30 summer time, half an hour before the clocks go back
    expect(read('in 2 hours', { now: before }).ms - before).toBe(2 * 3_600_000);
  });

  it('keeps the wall clock across a change of the clocks', () => {
    expect(read('2026-03-28T09:00').iso).toBe('2026-03-28T09:00+01:00');
    expect(read('2026-03-29T09:00').iso).toBe('2026-03-29T09:00+02:00');
    expect(read('2026-03-29T02:30').iso).toBe('2026-03-29T03:30+02:00');
    expect(read('2026-10-25T02:30').iso).toBe('2026-10-25T02:30+02:00');
    expect(read('tomorrow 09:00', { now: Date.parse('2026-10-24T20:00Z') }).iso).toBe('2026-10-25T09:00+01:00');
  });
});

describe('parseDate without a time', () => {
  it.each([
    ['2026-11-20', '2026-11-20'],
    ['tomorrow', '2026-10-06'],
    ['day before yesterday', '2026-10-03'],
    ['friday', '2026-10-09'],
    ['by friday', '2026-10-09'],
    ['last monday', '2026-09-28'],
    ['next monday', '2026-10-12'],
    ['in 3 days', '2026-10-08'],
    ['a week ago', '2026-09-28'],
    ['end of month', '2026-10-31'],
    ['eow', '2026-10-11'],
    ['start of next month', '2026-11-01'],
    ['end of november', '2026-11-30'],
    ['end of Q4', '2026-12-31'],
    ['end of day friday', '2026-10-09'],
    ['Nov 20', '2026-11-20'],
    ['oct 3', '2027-10-03'],
    ['20/11/2026', '2026-11-20'],
    ['11/20/2026', '2026-11-20'],
    ['04/04/2026', '2026-04-04'],
    ['03.04.2026', '2026-04-03'],
  ])('reads %s as the day %s at 04:00', (input, iso) => {
    const date = read(input);
    expect(date).toMatchObject({ hasTime: false, iso });
    expect(new Date(toWall(date.ms, 'Europe/Berlin')).toISOString()).toBe(`${iso}T04:00:00.000Z`);
  });

  it('gives a stored date-only stamp back unchanged', () => {
    const stamp = Date.parse('2026-11-20T04:00+01:00');
    expect(read(stamp)).toEqual({ ms: stamp, hasTime: false, iso: '2026-11-20' });
    expect(read('2026-11-20T04:00').hasTime).toBe(true);
  });

  it('takes the day in the zone of the user, not of the machine', () => {
    const late = Date.parse('2026-10-05T23:30Z');
    expect(read('today', { now: late }).iso).toBe('2026-10-06');
    expect(read('today', { now: late, timeZone: 'America/Los_Angeles' }).iso).toBe('2026-10-05');
    expect(read('today', { now: late, timeZone: 'Pacific/Auckland' }).iso).toBe('2026-10-06');
  });

  it('opens a day, a week or a month up to its edges for ranges', () => {
    const edges = (input: string) =>
      (['startOfRange', 'endOfRange'] as const).map((edge) => new Date(read(input, { [edge]: true }).ms).toISOString());
    expect(edges('2026-10-25')).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z']);
    expect(edges('last week')).toEqual(['2026-09-27T22:00:00.000Z', '2026-10-04T21:59:59.999Z']);
    expect(edges('2026-11')).toEqual(['2026-10-31T23:00:00.000Z', '2026-11-30T22:59:59.999Z']);
    expect(edges('oct 7 - oct 9')).toEqual(['2026-10-06T22:00:00.000Z', '2026-10-09T21:59:59.999Z']);
  });

  it('leans to the past when asked', () => {
    expect(read('friday', { prefer: 'past' }).iso).toBe('2026-10-02');
    expect(read('nov 20', { prefer: 'past' }).iso).toBe('2025-11-20');
    expect(read('17:00', { prefer: 'past' }).iso).toBe('2026-10-04T17:00+02:00');
  });
});

describe('parseDate refuses', () => {
  it.each([
    '',
    'banana',
    'fix it by friday maybe',
    'every monday',
    '2 days before christmas',
    'before friday',
    '2026',
    12,
    Number.NaN,
    -5,
  ])('%s', (input) => {
    expect(refusal(input, { parameter: 'due_date' })).toMatchObject({
      code: 'INVALID_PARAMETER',
      parameter: 'due_date',
    });
  });

  it('both readings of a numeric date that has two', () => {
    const error = refusal('03/04/2026');
    expect(error.code).toBe('AMBIGUOUS_REFERENCE');
    expect(error.message).toBe('"03/04/2026" can mean 3 April 2026 or 4 March 2026.');
    expect(refusal('tomorrow 3/4').message).toContain('3 April or 4 March');
  });

  it('days that no calendar has', () => {
    for (const input of [
      '2026-02-30',
      '2026-13-01',
      '2026-11-20T25:00',
      '2026-11-20T23:61',
      '31/11/2026',
      '2026-11-20T10:00+99:00',
    ])
      refusal(input);
    expect(read('2028-02-29').iso).toBe('2028-02-29');
  });

  it('spans where one date is needed', () => {
    expect(refusal('november').suggestion).toContain('end of november');
    refusal('monday to friday');
  });

  it('seconds, and says what they are in milliseconds', () => {
    expect(refusal(1790000000).suggestion).toContain('1790000000000');
  });

  it('unknown time zones', () => {
    expect(refusal('tomorrow', { timeZone: 'Mars/Olympus' })).toMatchObject({
      parameter: 'time_zone',
      value: 'Mars/Olympus',
    });
  });
});

describe('zone arithmetic', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Santiago',
  );
  const instants = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2040, 0, 1) });

  it('prints what it reads back', () => {
    fc.assert(
      fc.property(instants, zones, (ms, timeZone) => {
        expect(parseDate(timeFormat(timeZone, timeZone).day(ms)!, { now, timeZone }).ms).toBe(ms);
      }),
    );
  });

  it('puts every instant inside its own day', () => {
    fc.assert(
      fc.property(instants, zones, (ms, timeZone) => {
        const [start, end] = [dayStart(ms, timeZone), dayEnd(ms, timeZone)];
        expect(start <= ms && ms <= end).toBe(true);
        expect(end - start).toBeGreaterThan(22 * 3_600_000);
        expect(dayStart(end + 1, timeZone)).toBe(end + 1);
      }),
    );
  });

  it('undoes itself except where the clock skips or repeats', () => {
    fc.assert(
      fc.property(instants, zones, (ms, timeZone) => {
        expect([0, 1_800_000, 3_600_000]).toContain(ms - fromWall(toWall(ms, timeZone), timeZone));
      }),
    );
  });

  it('knows the stamp of a date without a time', () => {
    expect(isDateOnlyStamp(Date.parse('2026-11-20T04:00+01:00'), 'Europe/Berlin')).toBe(true);
    expect(isDateOnlyStamp(Date.parse('2026-11-20T04:00:01+01:00'), 'Europe/Berlin')).toBe(false);
    expect(timeFormat('Europe/Berlin', 'Europe/Berlin').day(Date.parse('2026-11-20T03:00Z'))).toBe('2026-11-20');
    expect(timeFormat('UTC', 'UTC').day(Date.parse('2026-11-20T03:00Z'))).toBe('2026-11-20T03:00Z');
  });

  it('never throws anything but ValidationError on any text', () => {
    const word = fc.constantFrom(
      ...[
        'next',
        'last',
        'friday',
        'end of',
        'month',
        '17:00',
        '31',
        '/',
        '-',
        'nov',
        '2026',
        'in',
        '2',
        'h',
        'days',
        'ago',
        'at',
        'UTC',
        '__proto__',
      ],
    );
    const phrase = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), phrase), (text) => {
        try {
          expect(Number.isSafeInteger(read(text).ms)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ValidationError);
        }
      }),
    );
  });
});
