import { expect, it } from 'vitest';
import { readable } from '../../src/analytics/readable.js';

const hour = 3_600_000;

it('shows hours in place of milliseconds, each once', () => {
  expect(readable({ tracked_ms: hour, tracked_hours: 1, billable_ms: hour / 2, ms: 2 * hour, name: 'ms' })).toEqual({
    tracked_hours: 1,
    billable_hours: 0.5,
    hours: 2,
    name: 'ms',
  });
});

it('gives each day of a week a column, and shows the weeks of a month', () => {
  const days = { '2026-11-02': hour, '2026-11-03': 0 };
  const weeks = { '2026-11-02': hour };
  expect(readable({ days, people: [{ user_id: 1, days, weeks_from: weeks }] })).toEqual({
    days: { '11-02': 1, '11-03': 0 },
    people: [{ user_id: 1, '11-02': 1, '11-03': 0 }],
  });
  const month = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [`2026-11-${String(index + 1).padStart(2, '0')}`, hour]),
  );
  const [person] = (readable([{ user_id: 1, days: month, weeks_from: weeks }]) as object[]) ?? [];
  expect(person).toEqual({ user_id: 1, '11-02': 1 });
});

it('leaves alone what is neither', () => {
  const answer = { days: [{ day: '2026-11-02', completed: 3 }], days_worked: 2, at: null, by_status: { open: 1 } };
  expect(readable(answer)).toEqual(answer);
});
