import type { When } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { type Context, withChanges } from '../context.js';
import { dateMs } from '../dates/arguments.js';
import { durationMs } from '../dates/durations.js';
import type { Id } from '../references.js';

/** When work was done, in ms. */
export interface Span {
  start: number;
  end: number;
}

export interface SpanInput {
  start?: When | undefined;
  end?: When | undefined;
  duration?: Id | undefined;
}

/** "17:30" or "5 pm": a time that says nothing about its day. */
const timeOfDay = /^\s*\d{1,2}(?::\d\d){1,2}(?:\s*[ap]m)?\s*$|^\s*\d{1,2}\s*[ap]m\s*$/i;

/**
 * Works out start and end from what is given and what is known. An end that is only a time of day is the first such time
 * after the start.
 */
export async function readSpan(ctx: Context, input: SpanInput, known: Partial<Span> = {}): Promise<Span> {
  if (input.end !== undefined && input.duration !== undefined) {
    throw refuse('end', input.end, 'end and duration both say how long it took', 'Give one of them.');
  }
  const present = known.start === undefined ? {} : { present: () => known.start };
  const start = (await dateMs(ctx, input.start, 'start', { start: true, ...present })) ?? known.start;
  if (start === undefined) throw missing('start', 'Say when the work began.');
  const length = durationMs(input.duration, 'duration');
  if (length !== undefined) {
    if (length > 0) return { start, end: start + length };
    throw refuse('duration', input.duration, 'duration is zero', 'Give the time it took, such as 45m.');
  }
  const end = (await readEnd(ctx, input.end, start, known.end)) ?? known.end;
  if (end === undefined) throw missing('duration', 'Give duration, such as 1h 30m, or end.');
  if (end > start) return { start, end };
  const parameter = input.end === undefined ? 'start' : 'end';
  throw refuse(
    parameter,
    input[parameter],
    'The end is not after the start',
    'Correct start or end, or give duration instead.',
  );
}

async function readEnd(
  ctx: Context,
  end: When | undefined,
  start: number,
  known: number | undefined,
): Promise<number | undefined> {
  const present = known === undefined ? {} : { present: () => known };
  if (end === undefined || !timeOfDay.test(String(end))) return dateMs(ctx, end, 'end', { end: true, ...present });
  return dateMs(withChanges(ctx, { now: () => start }), end, 'end');
}

const refuse = (parameter: string, value: unknown, message: string, suggestion: string) =>
  invalidInput(message, { parameter, value, suggestion });

const missing = (parameter: string, suggestion: string) =>
  invalidInput(`Missing ${parameter}`, { code: 'MISSING_PARAMETER', parameter, suggestion });
