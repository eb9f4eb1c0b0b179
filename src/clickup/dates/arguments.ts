import type { When } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import type { Context } from '../context.js';
import type { Given } from '../given.js';
import { isNone } from '../match-name.js';
import { parseDate } from './dates.js';

/** Epoch ms from ISO 8601, a plain date or relative English, in the user's zone. `start` and `end` place a bare day. */
export async function dateMs<Value extends When | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
  range: { start?: boolean; end?: boolean } = {},
): Promise<Given<Value, number>> {
  return (value === undefined ? undefined : (await readDate(ctx, value, parameter, range)).ms) as Given<Value, number>;
}

/** A date for a request body, with the flag that keeps its time of day: `{ due_date, due_date_time }`. "none" clears. */
export async function dateFields<Wire extends 'due_date' | 'start_date'>(
  ctx: Context,
  value: When | undefined,
  parameter: string,
  wire: Wire,
): Promise<{ [K in Wire]?: number } & { [K in `${Wire}_time`]?: boolean }> {
  if (value === undefined) return {} as never;
  if (isNone(value)) return { [wire]: null } as never;
  if (String(value).trim() === '') {
    throw invalidInput(`${parameter} is empty`, {
      parameter,
      value,
      suggestion: 'Give a date, or "none" for no date.',
    });
  }
  const { ms, hasTime } = await readDate(ctx, value, parameter, {});
  return { [wire]: ms, [`${wire}_time`]: hasTime } as never;
}

async function readDate(ctx: Context, value: When, parameter: string, range: { start?: boolean; end?: boolean }) {
  const isRange = range.start === true || range.end === true;
  const [timeZone, dayZone] = await Promise.all([ctx.timeZone(), isRange ? undefined : ctx.dayZone()]);
  const date = parseDate(value instanceof Date ? value.toISOString() : value, {
    now: ctx.now(),
    timeZone,
    ...(dayZone !== undefined && { dayZone }),
    parameter,
    // People look back over ranges, except over what is due and what they plan in fields of their own.
    prefer: isRange && !/^(due|custom_fields)/.test(parameter) ? 'past' : 'future',
    ...(range.start && { startOfRange: true }),
    ...(range.end && { endOfRange: true }),
  });
  ctx.resolved(parameter, date.hasTime ? ((await ctx.times()).instant(date.ms) ?? date.iso) : date.iso);
  return date;
}
