import type { When } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import type { Context } from '../context.js';
import type { Given } from '../given.js';
import { isNone } from '../match-name.js';
import { parseDate } from './dates.js';
import { stampMs } from './format.js';
import { readShift, type Shift, shifted } from './shift.js';

/**
 * Epoch ms from ISO 8601, a plain date or relative English, in the user's zone. `start` and `end` place a bare day; where
 * there is a present date, "+3 days" moves it.
 */
export async function dateMs<Value extends When | undefined>(
  ctx: Context,
  value: Value,
  parameter: string,
  range: { start?: boolean; end?: boolean; present?: () => unknown } = {},
): Promise<Given<Value, number>> {
  if (value === undefined) return undefined as Given<Value, number>;
  const shift = range.present && readShift(value);
  const { ms } = shift
    ? await movedDate(ctx, stampMs(await range.present?.()), { shift, value, parameter })
    : await readDate(ctx, value, parameter, range);
  return ms as Given<Value, number>;
}

/**
 * A date for a request body, with the flag that keeps its time of day: `{ due_date, due_date_time }`. "none" clears; where
 * there is a present date, "+3 days" moves it.
 */
export async function dateFields<Wire extends 'due_date' | 'start_date'>(
  ctx: Context,
  value: When | undefined,
  parameter: string,
  wire: Wire,
  present?: () => unknown,
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
  const shift = present && readShift(value);
  const { ms, hasTime } = shift
    ? await movedDate(ctx, stampMs(await present()), { shift, value, parameter })
    : await readDate(ctx, value, parameter, {});
  return { [wire]: ms, [`${wire}_time`]: hasTime } as never;
}

async function movedDate(
  ctx: Context,
  from: number | undefined,
  { shift, value, parameter }: { shift: Shift; value: When; parameter: string },
) {
  const noun = parameter.split('.').at(-1)?.replace('_', ' ');
  if (from === undefined) {
    throw invalidInput(`There is no ${noun} yet that could be moved by ${value}`, {
      parameter,
      value,
      suggestion: 'Give the date itself, such as 2026-11-20 or "in 3 days".',
    });
  }
  const [timeZone, dayZone, times] = await Promise.all([ctx.timeZone(), ctx.dayZone(), ctx.times()]);
  const date = shifted(from, shift, { timeZone, dayZone });
  if (!date || !Number.isFinite(date.ms) || date.ms < 0) {
    throw invalidInput(`The ${noun} ${times.day(from)} cannot be moved by ${value}`, {
      parameter,
      value,
      suggestion: 'A day without a time of day moves by days, weeks or months; give the date itself for another time.',
    });
  }
  ctx.resolved(parameter, (date.hasTime ? times.instant(date.ms) : times.day(date.ms)) ?? '');
  return date;
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
