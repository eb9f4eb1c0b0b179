import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/clickup/dates/durations.js';
import { ValidationError } from '../../../src/runtime/errors.js';
import { refusalOf } from '../../support/refusal.js';

fc.configureGlobal({ seed: 20261005 });

describe('parseDuration', () => {
  it.each([
    ['1h 30m', 5_400_000],
    ['1h30m', 5_400_000],
    ['90m', 5_400_000],
    ['1.5h', 5_400_000],
    ['1,5 hours', 5_400_000],
    ['1:30', 5_400_000],
    ['0:00:45', 45_000],
    ['2 hours and 5 minutes', 7_500_000],
    ['PT1H30M', 5_400_000],
    ['45 sec', 45_000],
    ['1500ms', 1500],
    [5_400_000, 5_400_000],
    ['5400000', 5_400_000],
    ['0', 0],
    [0, 0],
  ])('reads %s', (input, ms) => expect(parseDuration(input)).toBe(ms));

  it.each([
    '',
    'soon',
    '1h 2h',
    '-1h',
    '1:75',
    'h',
    '1 fortnight',
    -60_000,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '9'.repeat(40),
  ])('refuses %s', (input) =>
    expect(() => parseDuration(input, { parameter: 'time_estimate' })).toThrow(ValidationError),
  );

  it('says why days are refused', () => {
    for (const input of ['2d', '1 week', '1d 4h', '3 days'])
      expect(() => parseDuration(input)).toThrow(/differ between Workspaces/);
  });

  it.each([
    [90, '90 milliseconds'],
    [1440, '1.4 seconds'],
    ['5400', '5.4 seconds'],
    [299_000, '299 seconds'],
    [5_432_100, '5432.1 seconds'],
    ['90.5', '90.5 milliseconds'],
  ])('asks for the unit of %j, which nobody means as %s', (input, read) => {
    expect(refusalOf(() => parseDuration(input, { parameter: 'time_estimate' }))).toMatchObject({
      parameter: 'time_estimate',
      message: `${input} without a unit would be ${read}.`,
      suggestion: `Say the unit: "${input}m", "${input}s", "${input}ms".`,
    });
  });

  it.each([0, 300_000, '5400000'])('takes %j, whole minutes as ClickUp gives them, as milliseconds', (input) =>
    expect(parseDuration(input)).toBe(Number(input)),
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0m'],
    [5_400_000, '1h 30m'],
    [3_600_000, '1h'],
    [45_000, '45s'],
    [-5_400_000, '-1h 30m'],
    [-400, '0m'],
    [90_000_000, '25h'],
  ])('prints %d as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

  it('is what parseDuration reads, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});
