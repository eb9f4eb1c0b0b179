import { dateOnly, dayIn } from '../domain/dates.js';
import type { State } from '../state/index.js';

/** Where the owner of the sample data lives: in this zone a day begins, and dates without a time are kept. */
const ZONE = 'Europe/Berlin';
const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;

/**
 * What a seed writes into. Its dates hang on the sandbox's present.
 *
 * @example
 * const seed = ({ at }: SeedContext) => console.log('three days ago at 14:30 UTC:', at(3, '14:30'));
 */
export interface SeedContext {
  readonly state: State;
  /** The moment at which the sample stands, Unix ms: the sandbox's present, or up to a quarter of an hour before it. */
  readonly now: number;
  /** Unix ms `days` before today (negative: after it) at `time` UTC, e.g. `at(3, '14:30')`. */
  at(days: number, time?: string): number;
  /** The date `days` from today (negative: before it) as ClickUp keeps one without a time: 04:00 in the owner's zone. */
  day(days: number): number;
}

/**
 * Fills an empty state.
 *
 * @example
 * const nothing: SeedFunction = () => undefined;
 * const sandbox = createSandbox({ seed: nothing });
 */
export type SeedFunction = (seed: SeedContext) => void;

function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 3_600_000 + minutes * 60_000;
}

/** The stamp of a date without a time on the day that begins at `midnight` UTC. */
export const stampOf = (midnight: number): number => dateOnly(midnight + DAY / 2, ZONE);

/** Today, as the UTC midnight of its date. */
const todayOf = ({ now }: Pick<SeedContext, 'now'>): number => dayIn(now, ZONE);

export function seedContext(state: State, present: number): SeedContext {
  // Sandboxes that are made shortly after each other hold the same, to the byte.
  const now = Math.floor(present / QUARTER_HOUR) * QUARTER_HOUR;
  const today = todayOf({ now });
  return {
    state,
    now,
    at: (days, time = '09:00') => today - days * DAY + timeOfDay(time),
    day: (days) => stampOf(today + days * DAY),
  };
}

/** The calendar of the company: its story is told as of Monday at nine. */
export interface CompanyCalendar extends SeedContext {
  /** UTC midnights of the days of this week that are over. */
  readonly daysSince: readonly number[];
}

const TOLD_AT = timeOfDay('09:00');

/**
 * Lays the story into the week of the present, so that Mondays stay Mondays and sprints whole weeks. What the story has for today
 * is today's whatever the day: its events as long before the present as they are before nine, its dates today's date.
 */
export function companyCalendar(seed: SeedContext): CompanyCalendar {
  const today = todayOf(seed);
  const past = (new Date(today).getUTCDay() + 6) % 7;
  const monday = today - past * DAY;
  return {
    ...seed,
    at: (days, time = '09:00') =>
      days === 0 ? seed.now - TOLD_AT + timeOfDay(time) : monday - days * DAY + timeOfDay(time),
    day: (days) => stampOf(days === 0 ? today : monday + days * DAY),
    daysSince: Array.from({ length: past }, (_, i) => monday + i * DAY),
  };
}
