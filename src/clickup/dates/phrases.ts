import { casual } from 'chrono-node/en';
import { readPeriod } from './periods.js';
import { DAY_MS, fromWall, wallDay } from './zone.js';

/** Where a phrase is read: `now` in ms, the same moment on the wall clock, and which way an open phrase ("friday") leans. */
export interface PhraseContext {
  now: number;
  nowWall: number;
  timeZone: string;
  prefer: 'future' | 'past';
  /** True when whole periods ("last week") are wanted as such. */
  ranged: boolean;
}

/** What a phrase means: an instant, a wall-clock time, or the days from `first` to `last` (wall-clock readings). */
export type Reading =
  | { kind: 'instant'; ms: number }
  | { kind: 'time'; wall: number; lastWall: number }
  | { kind: 'days'; first: number; last: number };

type Components = ReturnType<typeof casual.parse>[number]['start'];

const FILLER = /^(?:on|at|by|due|the|from|since|until|of|[\s,])*$/i;
const TIME_WORDS = /\b(?:morning|noon|afternoon|evening|night|tonight|midnight)\b/i;
const FIXED_DIRECTION = /\b(?:last|past|previous|next|this|today|tonight|yesterday)\b/i;
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS } as const;
const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const AMOUNT = new RegExp(
  `(?:(?<!\\d)(\\d{1,6}(?:\\.\\d+)?)\\s*|\\b(half an?|an?|${NUMBER_WORDS.join('|')})\\s+)` +
    '(s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:(?:ou)?rs?)?|d(?:ays?)?|w(?:(?:ee)?ks?)?)(?![a-z])',
  'g',
);

/** Reads relative or written-out English as a date; undefined when any word of it is left over. */
export function readPhrase(text: string, context: PhraseContext): Reading | undefined {
  if (/^(?:right )?now$/.test(text)) return { kind: 'instant', ms: context.now };
  const spelled = text
    .replace(/\b(?:the )?day after tomorrow\b/, 'overmorrow')
    .replace(/^(?:the )?day before yesterday$/, '2 days ago');
  if (spelled !== text) return readPhrase(spelled, context);
  const endOfDay = /^(?:(?:eod|end of (?:the )?day)(?: on)? (.+)|(.+?),? (?:eod|end of (?:the )?day))$/.exec(text);
  if (endOfDay) return readPhrase((endOfDay[1] ?? endOfDay[2])!, context);
  const edge = /^(start|beginning|first(?: day)?|end|last day) of (.+)$/.exec(text);
  return (
    readOffset(text, context) ??
    readPeriod(text, context.nowWall, context.ranged) ??
    readEdge(edge, context) ??
    readWithChrono(text, context)
  );
}

function readEdge(match: RegExpExecArray | null, context: PhraseContext): Reading | undefined {
  if (!match) return undefined;
  const inner = readPhrase(match[2]!, { ...context, ranged: true });
  if (inner?.kind !== 'days') return undefined;
  const day = /^(?:end|last)/.test(match[1]!) ? inner.last : inner.first;
  return { kind: 'days', first: day, last: day };
}

// Elapsed time is counted on the instant and never on the wall clock, so that "in 2 hours" is two hours across a DST change.
function readOffset(text: string, { now, nowWall, timeZone }: PhraseContext): Reading | undefined {
  const shape = /^(in |\+ ?|- ?)?(.+?)( ago| from now| later| hence)?$/.exec(text);
  if (!shape) return undefined;
  const sign = shape[1]?.startsWith('-') || shape[3] === ' ago' ? -1 : 1;
  let days = 0;
  let elapsed = 0;
  const rest = shape[2]!.replace(AMOUNT, (_, digits: string | undefined, word: string, unit: string) => {
    const count = digits === undefined ? toCount(word) : Number(digits);
    const letter = unit[0] as keyof typeof UNIT_MS;
    if ((letter === 'd' || letter === 'w') && Number.isInteger(count)) days += count * (letter === 'w' ? 7 : 1);
    else elapsed += count * UNIT_MS[letter];
    return '';
  });
  if (rest === shape[2] || !/^(?:and|[\s,])*$/.test(rest)) return undefined;
  const wall = nowWall + sign * days * DAY_MS;
  if (elapsed === 0) return { kind: 'days', first: wallDay(wall), last: wallDay(wall) };
  const from = days === 0 ? now : fromWall(wall, timeZone);
  return { kind: 'instant', ms: Math.round(from + sign * elapsed) };
}

function toCount(word: string): number {
  if (word.startsWith('half')) return 0.5;
  return word === 'a' || word === 'an' ? 1 : NUMBER_WORDS.indexOf(word);
}

function readWithChrono(text: string, context: PhraseContext): Reading | undefined {
  const wall = new Date(context.nowWall);
  // Chrono computes in the machine's zone: handing it the user's wall clock as machine-local time keeps the machine out of it.
  const reference = new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  );
  const [result, ...others] = casual.parse(text, reference);
  if (!result || others.length > 0) return undefined;
  const rest = text.slice(0, result.index) + text.slice(result.index + result.text.length);
  if (!FILLER.test(rest)) return undefined;
  const start = readComponents(result.start, text, context);
  if (!result.end || !start) return start;
  const from = start.kind === 'days' ? start.first : start.kind === 'time' ? start.wall : context.nowWall;
  return joinRange(start, readComponents(result.end, text, { ...context, nowWall: from, prefer: 'future' }));
}

function joinRange(start: Reading, end: Reading | undefined): Reading | undefined {
  if (start.kind === 'days' && end?.kind === 'days' && end.last >= start.first) return { ...start, last: end.last };
  if (start.kind === 'time' && end?.kind === 'time' && end.wall >= start.wall) return { ...start, lastWall: end.wall };
  return undefined;
}

function readComponents(parts: Components, text: string, context: PhraseContext): Reading | undefined {
  const get = (part: Parameters<Components['get']>[0]): number => parts.get(part) ?? 0;
  const stated = (part: Parameters<Components['get']>[0]): boolean => parts.isCertain(part);
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  if (parts.tags().has('result/relativeDateAndTime')) {
    return { kind: 'instant', ms: context.now + wall - Math.floor(context.nowWall / 1000) * 1000 };
  }
  const hasTime = stated('hour') || TIME_WORDS.test(text);
  const open = !FIXED_DIRECTION.test(text);
  if (stated('timezoneOffset') && hasTime) {
    const offset = get('timezoneOffset') * 60_000;
    const there = { ...context, nowWall: context.now + offset };
    return { kind: 'instant', ms: (open ? direction(wall, hasTime, stated, there) : wall) - offset };
  }
  const leaning = open ? direction(wall, hasTime, stated, context) : wall;
  if (hasTime) return { kind: 'time', wall: leaning, lastWall: leaning };
  const first = wallDay(leaning);
  const monthOnly = stated('month') && !stated('day') && !stated('weekday') && !parts.tags().has('result/relativeDate');
  if (!monthOnly) return { kind: 'days', first, last: first };
  const month = new Date(first);
  return { kind: 'days', first, last: Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0) };
}

// "friday", "nov 20" and "17:00" leave out the week, the year or the day: take the nearest one in the preferred direction.
function direction(
  wall: number,
  hasTime: boolean,
  stated: (part: 'year' | 'month' | 'day' | 'weekday') => boolean,
  context: PhraseContext,
): number {
  const limit = hasTime ? context.nowWall : wallDay(context.nowWall);
  const value = hasTime ? wall : wallDay(wall);
  const direction = context.prefer === 'future' ? 1 : -1;
  const wrongSide = (candidate: number): boolean => (candidate - limit) * direction < 0;
  if (stated('month')) {
    if (stated('year')) return wall;
    const date = new Date(value);
    if (!stated('day') && date.getUTCMonth() === new Date(limit).getUTCMonth()) return value;
    for (
      let year = 0;
      year < 8 && (wrongSide(date.getTime()) || date.getUTCDate() !== new Date(value).getUTCDate());
    ) {
      year += 1;
      date.setTime(value);
      date.setUTCFullYear(date.getUTCFullYear() + year * direction);
    }
    return date.getTime();
  }
  if (stated('day')) return wall;
  const step = (stated('weekday') ? 7 : 1) * DAY_MS * direction;
  return wrongSide(value) ? value + step : value;
}
