import { wallDay } from './zone.js';

/** A run of days, first and last, as wall-clock readings of their midnights. */
export interface DayRange {
  kind: 'days';
  first: number;
  last: number;
}

const NAMED = { eod: 'day', eow: 'week', eom: 'month', eoq: 'quarter', eoy: 'year' } as const;
const SHIFT: Record<string, number> = { next: 1, coming: 1, last: -1, previous: -1, past: -1 };
const PERIOD =
  /^(?:(start|beginning|first(?: day)?|end|last day) of )?(?:(the|this|current|next|coming|last|previous|past) )?(day|week|month|quarter|year)$/;

/**
 * Reads a calendar period or one edge of it: "end of month", "start of next week", "eoq", "Q3 2026", "2026-11";
 * "last week" only when `ranged`, because as a single date it means the same weekday a week ago. Weeks start on Monday.
 */
export function readPeriod(text: string, nowWall: number, ranged: boolean): DayRange | undefined {
  if (Object.hasOwn(NAMED, text)) return lastDay(period(NAMED[text as keyof typeof NAMED], nowWall, 0));
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) return period('month', Date.UTC(Number(month[1]), Number(month[2]) - 1, 1), 0);
  const quarter = /^q([1-4])(?: (\d{4}))?$/.exec(text);
  if (quarter) {
    const year = quarter[2] ? Number(quarter[2]) : new Date(nowWall).getUTCFullYear();
    return period('quarter', Date.UTC(year, Number(quarter[1]) * 3 - 1, 1), 0);
  }
  const match = PERIOD.exec(text);
  if (!match) return undefined;
  const [, edge, modifier, unit] = match;
  if (!edge && !(modifier && ranged)) return undefined;
  const range = period(unit as Unit, nowWall, SHIFT[modifier ?? ''] ?? 0);
  if (!edge) return range;
  return /^(?:end|last)/.test(edge) ? lastDay(range) : { ...range, last: range.first };
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

function lastDay(range: DayRange): DayRange {
  return { ...range, first: range.last };
}

function period(unit: Unit, wall: number, shift: number): DayRange {
  const date = new Date(wallDay(wall));
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const between = (first: number, next: number): DayRange => ({ kind: 'days', first, last: next - 86_400_000 });
  switch (unit) {
    case 'day':
      return between(Date.UTC(year, month, day + shift), Date.UTC(year, month, day + shift + 1));
    case 'week': {
      const monday = day - ((date.getUTCDay() + 6) % 7) + shift * 7;
      return between(Date.UTC(year, month, monday), Date.UTC(year, month, monday + 7));
    }
    case 'month':
      return between(Date.UTC(year, month + shift, 1), Date.UTC(year, month + shift + 1, 1));
    case 'quarter': {
      const first = month - (month % 3) + shift * 3;
      return between(Date.UTC(year, first, 1), Date.UTC(year, first + 3, 1));
    }
    case 'year':
      return between(Date.UTC(year + shift, 0, 1), Date.UTC(year + shift + 1, 0, 1));
  }
}
