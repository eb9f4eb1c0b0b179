import { invalidInput } from '../../runtime/errors.js';

/** One day of wall-clock time, in ms. A civil day in a zone with DST may be an hour longer or shorter. */
export const DAY_MS = 86_400_000;

/** Local hour at which ClickUp stores a date without a time. See https://developer.clickup.com/docs/faq */
const DATE_ONLY_HOUR = 4;

// Building a formatter costs more than a hundred uses of one; the map only ever holds names the runtime knows.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  try {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
    return formatter;
  } catch {
    throw invalidInput(`"${timeZone}" is not a time zone.`, {
      parameter: 'time_zone',
      value: timeZone,
      suggestion:
        'Use an IANA name such as Europe/Berlin, America/New_York or UTC; CLICKUP_TIME_ZONE sets it for all calls.',
    });
  }
}

/** The name of a zone, if this runtime knows it; otherwise throws ValidationError. */
export function knownZone(timeZone: string): string {
  formatterFor(timeZone);
  return timeZone;
}

const minuteMs = 60_000;

// Asking the formatter is the dearest step of showing a day, and lists ask about the same days again and again.
const offsets = new Map<string, number>();
const maxOffsets = 2_000;

/** How far local time in `timeZone` is ahead of UTC at an instant, in ms. Throws ValidationError for an unknown zone. */
function offsetAt(ms: number, timeZone: string): number {
  // Zones change their clocks on a whole minute.
  const minute = Math.floor(ms / minuteMs) * minuteMs;
  const key = `${minute} ${timeZone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = readOffset(minute, timeZone);
  if (offsets.size >= maxOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function readOffset(ms: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(ms)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - ms;
}

/** Wall-clock reading of an instant, as the ms that `Date.UTC` gives for the same year, month, day and time. */
export function toWall(ms: number, timeZone: string): number {
  return ms + offsetAt(ms, timeZone);
}

/** Instant of a wall-clock reading. A time that DST skips moves forward by the gap; one that occurs twice is the first. */
export function fromWall(wall: number, timeZone: string): number {
  const before = offsetAt(wall - DAY_MS, timeZone);
  const after = offsetAt(wall + DAY_MS, timeZone);
  const matches = [before, after].map((offset) => wall - offset).filter((ms) => toWall(ms, timeZone) === wall);
  return matches.length > 0 ? Math.min(...matches) : wall - before;
}

/** First ms of the civil day that contains a wall-clock reading, itself as a wall-clock reading. */
export function wallDay(wall: number): number {
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** First ms of the local day that contains the instant. */
export function dayStart(ms: number, timeZone: string): number {
  return fromWall(wallDay(toWall(ms, timeZone)), timeZone);
}

/** Last ms of the local day that contains the instant. */
export function dayEnd(ms: number, timeZone: string): number {
  return fromWall(wallDay(toWall(ms, timeZone)) + DAY_MS, timeZone) - 1;
}

/** The stamp ClickUp stores for a date without a time: 04:00 local on the day that contains the wall-clock reading. */
export function dateOnlyStamp(wall: number, timeZone: string): number {
  return fromWall(wallDay(wall) + DATE_ONLY_HOUR * 3_600_000, timeZone);
}

/** True when an instant is exactly 04:00 local, which is how ClickUp marks a date without a time. */
export const isDateOnlyStamp = (ms: number, timeZone: string): boolean => dayOf(ms, timeZone) !== undefined;

/** The day that a date-only stamp stands for, as `2026-11-20`; undefined for any other instant. */
export function dayOf(ms: number, timeZone: string): string | undefined {
  const wall = toWall(ms, timeZone);
  return wall - wallDay(wall) === DATE_ONLY_HOUR * 3_600_000 ? isoDay(wall) : undefined;
}

/** `YYYY-MM-DD` of a wall-clock reading. */
export function isoDay(wall: number): string {
  return new Date(wall).toISOString().split('T', 1)[0]!;
}

/** ISO 8601 with the zone's own offset, `2026-11-20T17:00+01:00`; seconds and milliseconds only where they are not zero. */
export function isoInstant(ms: number, timeZone: string): string {
  const offset = Math.round(offsetAt(ms, timeZone) / 60_000);
  const local = new Date(ms + offset * 60_000).toISOString().replace(/(:00)?\.000Z$|Z$/, '');
  if (offset === 0) return `${local}Z`;
  const pad = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
