import { apiError } from '../errors.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsIn(ms: number, zone: string): { day: number; wall: number } {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return { day: Date.UTC(year, month - 1, day), wall: Date.UTC(year, month - 1, day, hour, minute, second) };
}

/**
 * The instant that ClickUp stores for a date without a time: 04:00 on that day in the user's zone.
 * https://developer.clickup.com/docs/faq
 */
export function dateOnly(ms: number, zone: string): number {
  const target = partsIn(ms, zone).day + 4 * 3_600_000;
  let guess = target - (partsIn(ms, zone).wall - Math.floor(ms / 1000) * 1000);
  // A second step, because the offset at the guess can differ on the two days a year when clocks change.
  guess = target - (partsIn(guess, zone).wall - guess);
  return guess;
}

/** The local day of an instant, as the UTC midnight of the same date: days compare and count as numbers. */
export const dayIn = (ms: number, zone: string): number => partsIn(ms, zone).day;

/** The last instant of JavaScript's calendar, a day short of its end so that a zone's offset stays within it. */
const LAST = 8.64e15 - 86_400_000;

/** Keeps the instant when `withTime`, else the day only. Beyond the calendar is 400 INPUT_006. */
export function storedDate(ms: number | null, withTime: unknown, zone: string): number | null {
  if (ms === null) return null;
  if (Math.abs(ms) > LAST) throw apiError(400, 'INPUT_006', 'Date invalid');
  return withTime === true ? ms : dateOnly(ms, zone);
}
