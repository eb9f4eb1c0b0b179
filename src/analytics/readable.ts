import { isPlainObject } from '../runtime/plain-object.js';
import { hours } from './reports/hours.js';

/** More days than this are wider than a terminal: then the sums of weeks are shown, where there are some. */
const mostColumns = 10;

const isByDay = (value: unknown): value is Record<string, number> =>
  isPlainObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([day, ms]) => /^\d{4}-\d\d-\d\d$/.test(day) && typeof ms === 'number');

/** What a report answers as people read it in a terminal: hours in place of milliseconds, and each day in a column of its own. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isPlainObject(value)) return value;
  const isLong = isByDay(value.days) && Object.keys(value.days).length > mostColumns;
  const shown: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    const [, base] = /^(.*?)_?ms$/.exec(name) ?? [];
    const inHours = base === undefined ? name : base === '' ? 'hours' : `${base}_hours`;
    if (isByDay(each)) {
      const isLeftOut = name === 'days' ? isLong && isByDay(value.weeks_from) : !isLong;
      if (!isLeftOut) Object.assign(shown, byDay(name, each, 'user_id' in value));
    } else if (base === undefined || typeof each !== 'number') shown[name] = readable(each);
    else if (!(inHours in value)) shown[inHours] = hours(each);
  }
  return shown;
}

/** Of a person as columns of the row, else under its name. */
function byDay(name: string, days: Record<string, number>, isRow: boolean): Record<string, unknown> {
  const columns = Object.fromEntries(Object.entries(days).map(([day, ms]) => [day.slice(5), hours(ms)]));
  return isRow ? columns : { [name]: columns };
}
