import { DAY_MS, dateOnlyStamp, dayOf, fromWall, toWall } from './zone.js';

/** How far a date is moved: months and days on the calendar, the rest as elapsed time in ms. */
export interface Shift {
  months: number;
  days: number;
  ms: number;
}

const PART =
  /(\d{1,5}(?:\.\d+)?) ?(m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:(?:ee)?ks?)?|mo(?:nths?)?|y(?:(?:ea)?rs?)?)(?![a-z])/g;

/** Reads "+3 days", "-1 week", "+1 month", "+1d 2h"; undefined for anything without a sign or with a rest. */
export function readShift(input: string | number | Date): Shift | undefined {
  const [, sign, amount = ''] = /^([+-]) ?(.+)$/.exec(String(input).trim().toLowerCase().slice(0, 100)) ?? [];
  const shift: Shift = { months: 0, days: 0, ms: 0 };
  const rest = amount.replace(PART, (_, digits: string, unit: string) => {
    const count = Number(digits) * (sign === '-' ? -1 : 1);
    if (unit.startsWith('mo')) shift.months += count;
    else if (unit.startsWith('y')) shift.months += 12 * count;
    else if (unit.startsWith('w')) shift.days += 7 * count;
    else if (unit.startsWith('d')) shift.days += count;
    else shift.ms += count * (unit.startsWith('h') ? 3_600_000 : 60_000);
    return '';
  });
  const isWhole = Number.isInteger(shift.months) && Number.isInteger(shift.days);
  return rest !== amount && /^(?:and|[\s,])*$/.test(rest) && isWhole ? shift : undefined;
}

/**
 * Moves a date as ClickUp keeps it: the time of day stays what it was, a day without a time stays one, the end of a month
 * is not passed. Undefined when hours are asked of a day without a time.
 */
export function shifted(
  ms: number,
  shift: Shift,
  { timeZone, dayZone }: { timeZone: string; dayZone: string },
): { ms: number; hasTime: boolean } | undefined {
  const isDay = dayOf(ms, dayZone) !== undefined;
  if (isDay && shift.ms !== 0) return undefined;
  const zone = isDay ? dayZone : timeZone;
  const wall = addMonths(toWall(ms, zone), shift.months) + shift.days * DAY_MS;
  return isDay
    ? { ms: dateOnlyStamp(wall, zone), hasTime: false }
    : { ms: fromWall(wall, zone) + shift.ms, hasTime: true };
}

function addMonths(wall: number, months: number): number {
  if (months === 0) return wall;
  const date = new Date(wall);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
