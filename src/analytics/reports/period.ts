import { DAY_MS, fromWall, isoDay, toWall, wallDay } from '../../clickup/dates/zone.js';
import { invalidInput } from '../../runtime/errors.js';

/** A run of whole local days: from the first moment of the first to the first moment after the last. */
export interface Period {
  from: Date;
  to: Date;
  /** Its days, as 2026-11-27. */
  firstDay: string;
  lastDay: string;
  timeZone: string;
}

/** What periods are reckoned from. */
export interface Calendar {
  /** Milliseconds since the epoch. */
  now: number;
  /** IANA name. */
  timeZone: string;
  /** 0 for Sunday to 6 for Saturday. */
  weekStart: number;
}

export const periodWords =
  'today, yesterday, this_week, last_week, this_month, last_month, this_quarter, last_quarter, this_year, last_year, last_30_days, 2026-11, 2026-W48, 2026-11-27, 2026-11-01..2026-11-15 or all_time';

/** The days from `first` to `last`, both wall-clock midnights. */
export const daysBetween = (first: number, last: number, timeZone: string): Period => ({
  from: new Date(fromWall(first, timeZone)),
  to: new Date(fromWall(last + DAY_MS, timeZone)),
  firstDay: isoDay(first),
  lastDay: isoDay(last),
  timeZone,
});

/** Reads a period as people say it. Throws for what is none and, unless it may lie in the `future`, for one that has not begun yet. */
export function readPeriod(
  text: string,
  calendar: Calendar,
  parameter = 'period',
  { future = false }: { future?: boolean } = {},
): Period {
  const { now, timeZone } = calendar;
  const today = wallDay(toWall(now, timeZone));
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
  const days = wordsToDays(words, today, calendar.weekStart) ?? datesToDays(words);
  if (!days || Number.isNaN(days[0]) || Number.isNaN(days[1]) || days[0] > days[1])
    throw invalidInput(`"${text}" is no period`, {
      parameter,
      value: text,
      suggestion: `Give one of ${periodWords}.`,
    });
  if (days[0] > today && !future)
    throw invalidInput(`The period ${text} has not begun yet`, {
      parameter,
      value: text,
      suggestion: `Today is ${isoDay(today)} in ${timeZone}.`,
    });
  return daysBetween(days[0], days[1], timeZone);
}

type Days = readonly [first: number, last: number];

function wordsToDays(words: string, today: number, weekStart: number): Days | undefined {
  if (words === 'today') return [today, today];
  if (words === 'tomorrow') return [today + DAY_MS, today + DAY_MS];
  if (words === 'yesterday') return [today - DAY_MS, today - DAY_MS];
  if (/^all[ -]time$/.test(words)) return [Date.UTC(2000, 0, 1), today];
  const last = /^(?:last[ -]|past[ -])?(\d{1,4})[ -]days?$/.exec(words);
  if (last) return [today - (Number(last[1]) - 1) * DAY_MS, today];
  const weeks = /^(\d{1,3})[ -]weeks?[ -]ago$/.exec(words);
  if (weeks) return unitAround(today, 'week', -Number(weeks[1]), weekStart);
  const named = /^(this|current|last|previous|next)[ -](week|month|quarter|year)$/.exec(words);
  if (!named) return undefined;
  const shift = { last: -1, previous: -1, next: 1 }[named[1]!] ?? 0;
  return unitAround(today, named[2] as Unit, shift, weekStart);
}

type Unit = 'week' | 'month' | 'quarter' | 'year';

function unitAround(day: number, unit: Unit, shift: number, weekStart: number): Days {
  const date = new Date(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'week') {
    const first = weekOf(day, weekStart) + shift * 7 * DAY_MS;
    return [first, first + 6 * DAY_MS];
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  const first = month - (month % months) + shift * months;
  return [Date.UTC(year, first, 1), Date.UTC(year, first + months, 0)];
}

/** The first day of the week of a day. */
export const weekOf = (day: number, weekStart: number): number =>
  day - ((new Date(day).getUTCDay() - weekStart + 7) % 7) * DAY_MS;

function datesToDays(words: string): Days | undefined {
  const month = /^(\d{4})-(\d\d)$/.exec(words);
  if (month)
    return valid(words, [
      Date.UTC(Number(month[1]), Number(month[2]) - 1, 1),
      Date.UTC(Number(month[1]), Number(month[2]), 0),
    ]);
  const week = /^(\d{4})-w(\d\d)$/.exec(words);
  if (week) return isoWeek(Number(week[1]), Number(week[2]));
  const range = /^(\d{4}-\d\d-\d\d)(?: ?(?:\.\.|to|until|\/) ?(\d{4}-\d\d-\d\d))?$/.exec(words);
  if (!range) return undefined;
  const [, first = '', last = first] = range;
  return [dayOf(first), dayOf(last)];
}

const valid = (words: string, days: Days): Days | undefined => (isoDay(days[0]).startsWith(words) ? days : undefined);

/** NaN for a day that no month has. */
function dayOf(text: string): number {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || isoDay(ms) !== text ? Number.NaN : ms;
}

/** Weeks of ISO 8601 begin on Monday, and the first one has the first Thursday. */
function isoWeek(year: number, week: number): Days | undefined {
  const first = weekOf(Date.UTC(year, 0, 4), 1) + (week - 1) * 7 * DAY_MS;
  const thursday = new Date(first + 3 * DAY_MS);
  return week >= 1 && thursday.getUTCFullYear() === year ? [first, first + 6 * DAY_MS] : undefined;
}

/** Its days, one by one. */
export function daysOf({ firstDay, lastDay }: Period): string[] {
  const days: string[] = [];
  for (let day = dayOf(firstDay); day <= dayOf(lastDay); day += DAY_MS) days.push(isoDay(day));
  return days;
}

/** What of an entry lies on which local day. */
export function daysOfEntry(start: number, duration: number, timeZone: string): [day: string, ms: number][] {
  const [end, days] = [start + duration, [] as [string, number][]];
  for (let at = start; at < end; ) {
    const wall = wallDay(toWall(at, timeZone));
    // Where midnight comes twice, a day begins with the first of them.
    const day = fromWall(wall + DAY_MS, timeZone) > at ? wall : wall + DAY_MS;
    const next = Math.min(end, fromWall(day + DAY_MS, timeZone));
    days.push([isoDay(day), next - at]);
    at = next;
  }
  return days;
}

/** The first moment of each of its days and of the day after the last, in ms. */
export function midnightsOf({
  firstDay,
  lastDay,
  timeZone,
}: Pick<Period, 'firstDay' | 'lastDay' | 'timeZone'>): number[] {
  const end = dayOf(lastDay) + DAY_MS;
  const midnights: number[] = [];
  // To ask for the offset of every day of decades takes long; clocks change on few of them.
  for (let week = dayOf(firstDay); week <= end; week += 7 * DAY_MS) {
    const next = Math.min(week + 7 * DAY_MS, end + DAY_MS);
    const [first, last] = [fromWall(week, timeZone), fromWall(next, timeZone)];
    const isEven = last - first === next - week;
    for (let day = week; day < next; day += DAY_MS)
      midnights.push(isEven ? first + day - week : fromWall(day, timeZone));
  }
  return midnights;
}
