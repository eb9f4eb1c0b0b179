import { type ClickUpError, invalidInput } from '../../runtime/errors.js';
import { type PhraseContext, type Reading, readPhrase } from './phrases.js';
import { DAY_MS, dateOnlyStamp, fromWall, isDateOnlyStamp, isoDay, isoInstant, toWall, wallDay } from './zone.js';

export { dayEnd, dayStart, isDateOnlyStamp } from './zone.js';

/** How to read a date. `now` is in ms, `timeZone` an IANA name. */
export interface ParseDateOptions {
  now: number;
  timeZone: string;
  /** Name of the argument, for the error. */
  parameter?: string;
  /** A day without a time becomes its first ms, and a period its first day. */
  startOfRange?: boolean;
  /** Zone of the 04:00 that marks a day without a time; `timeZone` unless said otherwise. */
  dayZone?: string;
  /** A day without a time becomes its last ms, and a period its last day. */
  endOfRange?: boolean;
  /** First year that is taken; default 1970, before which ClickUp's times are negative. */
  earliestYear?: number;
  /** Which way "friday", "nov 20" or "17:00" lean; default `future`. */
  prefer?: 'future' | 'past';
}

/** A resolved date: `ms` as ClickUp takes it, `iso` as a person reads it (`YYYY-MM-DD` when there is no time). */
export interface ParsedDate {
  ms: number;
  hasTime: boolean;
  iso: string;
}

/** Minutes; the Line Islands are 14 hours ahead of UTC. */
const FARTHEST_OFFSET = 14 * 60;
const FORMS =
  'Use 2026-11-20, 2026-11-20T17:00 (in another zone 2026-11-20T17:00+09:00), Unix milliseconds, or English such as "next friday 17:00".';
const EARLIEST_MS = 100_000_000_000;
const LATEST_MS = 253_402_300_799_999;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(z|utc|[+-]\d\d(?::?\d\d)?)?)?$/;
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/**
 * Reads ISO 8601, Unix ms or relative English in the user's zone. A day without a time gives 04:00 local, which is how
 * ClickUp stores it. Throws ValidationError for anything unreadable, impossible or ambiguous ("03/04/2026").
 */
export function parseDate(input: string | number, options: ParseDateOptions): ParsedDate {
  const nowWall = toWall(options.now, options.timeZone);
  const raw = typeof input === 'string' ? input.trim() : input;
  if (typeof raw === 'number' || /^[+-]?\d+$/.test(raw)) return fromNumber(raw, options);
  const text = raw.toLowerCase().replace(/\s+/g, ' ');
  if (text === '' || text.length > 100) throw unreadable(input, options);
  const ranged = options.startOfRange === true || options.endOfRange === true;
  const context: PhraseContext = { ...options, nowWall, ranged, prefer: options.prefer ?? 'future' };
  const iso = ISO.exec(text);
  if (/^(?:[01]?\d|2[0-3]) ?h$/.test(text)) throw timeOrSpan(input, options);
  const reading = iso ? readIso(iso, input, options) : readPhrase(writeOutNumericDate(text, input, options), context);
  if (!reading) throw unreadable(input, options);
  return settle(reading, input, options);
}

function settle(reading: Reading, input: string | number, options: ParseDateOptions): ParsedDate {
  const { timeZone } = options;
  if (reading.kind === 'instant') return timed(reading.ms, input, options);
  if (
    reading.kind === 'days'
      ? !(inRange(reading.first, options) && inRange(reading.last, options))
      : !inRange(reading.wall, options)
  ) {
    throw unreadable(input, options);
  }
  const [first, last] = reading.kind === 'days' ? [reading.first, reading.last] : [reading.wall, reading.lastWall];
  if (first !== last && !options.startOfRange && !options.endOfRange) {
    throw invalid(
      `"${input}" names a span, not one date.`,
      input,
      options,
      'Name one date, for example "end of november" or 2026-11-30.',
    );
  }
  const wall = options.endOfRange ? last : first;
  if (reading.kind === 'time') return timed(fromWall(wall, timeZone), input, options);
  const iso = isoDay(wall);
  if (options.endOfRange) return { ms: fromWall(wall + DAY_MS, timeZone) - 1, hasTime: false, iso };
  const ms = options.startOfRange ? fromWall(wall, timeZone) : dateOnlyStamp(wall, options.dayZone ?? timeZone);
  return { ms, hasTime: false, iso };
}

function timed(ms: number, input: string | number, options: ParseDateOptions): ParsedDate {
  if (!inRange(ms, options)) throw unreadable(input, options);
  return { ms, hasTime: true, iso: isoInstant(ms, options.timeZone) };
}

/** From the first year that is taken to 9999: what ClickUp can store and four digits can print. */
function inRange(ms: number, { earliestYear = 1970 }: ParseDateOptions): boolean {
  return ms >= Date.UTC(earliestYear, 0, 1) && ms <= LATEST_MS;
}

function fromNumber(input: string | number, options: ParseDateOptions): ParsedDate {
  const ms = Math.round(Number(input));
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) {
    const seconds = ms >= EARLIEST_MS / 1000 && ms < EARLIEST_MS;
    const suggestion = seconds ? `That looks like seconds; in milliseconds it is ${ms * 1000}.` : FORMS;
    throw invalid(`${input} is not a time in Unix milliseconds.`, input, options, suggestion);
  }
  // ClickUp gives a date without a time back as 04:00 local, so the same number has to mean the same when it returns.
  const zone = options.dayZone ?? options.timeZone;
  if (!isDateOnlyStamp(ms, zone)) return timed(ms, input, options);
  const day = wallDay(toWall(ms, zone));
  return settle({ kind: 'days', first: day, last: day }, input, options);
}

function readIso(match: RegExpExecArray, input: string | number, options: ParseDateOptions): Reading {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as number[];
  const wall = Date.UTC(
    year!,
    month! - 1,
    day!,
    hour!,
    minute!,
    second!,
    Math.floor(Number(`0.${match[7] ?? 0}`) * 1000),
  );
  const rolled = new Date(wall);
  if (
    rolled.getUTCFullYear() !== year ||
    rolled.getUTCMonth() + 1 !== month ||
    rolled.getUTCDate() !== day ||
    hour! > 23 ||
    minute! > 59 ||
    second! > 59
  ) {
    throw invalid(`"${input}" does not exist in the calendar.`, input, options, FORMS);
  }
  if (year! < (options.earliestYear ?? 1970)) throw tooEarly(input, options);
  if (match[4] === undefined) return { kind: 'days', first: wall, last: wall };
  const zone = match[8];
  if (zone === undefined) return { kind: 'time', wall, lastWall: wall };
  if (zone === 'z' || zone === 'utc') return { kind: 'instant', ms: wall };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  if (minutes > FARTHEST_OFFSET)
    throw invalid(`"${input}" has an offset that no time zone has.`, input, options, FORMS);
  return { kind: 'instant', ms: wall - (zone.startsWith('-') ? -1 : 1) * minutes * 60_000 };
}

// 3/4 is April in one half of the world and March in the other, and a wrong guess is not noticed: so only the clear ones pass.
function writeOutNumericDate(text: string, input: string | number, options: ParseDateOptions): string {
  return text.replace(
    /(?<![\d/.:-])(\d{1,2})(?:([/.-])(\d{1,2})\2(\d{4}|\d{2})|\/(\d{1,2}))(?![\d/.-])/,
    (
      _,
      left: string,
      separator: string | undefined,
      right: string | undefined,
      year: string | undefined,
      bare: string,
    ) => {
      const [a, b] = [Number(left), Number(right ?? bare)];
      const tail = year === undefined ? '' : ` ${year.length === 2 ? `20${year}` : year}`;
      const dayFirst = `${a} ${MONTHS[b - 1]}${tail}`;
      const monthFirst = `${b} ${MONTHS[a - 1]}${tail}`;
      if (separator !== '.' && a <= 12 && b <= 12 && a !== b) {
        throw invalidInput(`"${input}" can mean ${dayFirst} or ${monthFirst}.`, {
          parameter: options.parameter,
          value: input,
          suggestion: 'Write it as YYYY-MM-DD.',
          code: 'AMBIGUOUS_REFERENCE',
        });
      }
      return separator === '.' || b <= 12 ? dayFirst : monthFirst;
    },
  );
}

/** 17h is five in the afternoon to some, and seventeen hours from now to others. */
const timeOrSpan = (input: string | number, options: ParseDateOptions) =>
  invalidInput(`"${input}" can be a time of day or a span.`, {
    parameter: options.parameter,
    value: input,
    suggestion: 'Write 17:00 for a time of day, or "in 17 hours".'.replaceAll('17', String(input).replace(/\D/g, '')),
    code: 'AMBIGUOUS_REFERENCE',
  });

const tooEarly = (input: string | number, options: ParseDateOptions) =>
  invalid(
    `"${input}" is before ${options.earliestYear ?? 1970}, which ClickUp does not keep here.`,
    input,
    options,
    'Give a later date; a custom field of type date takes dates from 1900 on.',
  );

function invalid(message: string, value: unknown, options: ParseDateOptions, suggestion: string): ClickUpError {
  return invalidInput(message, { parameter: options.parameter, value, suggestion });
}

function unreadable(input: string | number, options: ParseDateOptions): ClickUpError {
  return invalid(`"${String(input).slice(0, 100)}" is not a date.`, input, options, FORMS);
}
