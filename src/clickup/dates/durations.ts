import { type ClickUpError, invalidInput } from '../../runtime/errors.js';
import type { Given } from '../given.js';

const UNITS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
/** Shorter times are hardly meant where no unit is said. */
const shortestMs = 5 * 60_000;
const PART = /(\d+(?:[.,]\d+)?)\s*(h(?:(?:ou)?rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?|ms)(?![a-z])/g;
const DAYS = /\d\s*(?:d|days?|w|wks?|weeks?|mo|months?|y|years?)(?![a-z])/;

/**
 * Reads "1h 30m", "90 minutes", "1.5h", "1:30" (h:mm), "PT1H30M" or a number of ms, as ms. Throws ValidationError otherwise;
 * days and weeks are refused because a working day has a different length in every Workspace.
 */
export function parseDuration(input: string | number, options: { parameter?: string } = {}): number {
  const text = String(input).trim().toLowerCase().slice(0, 101);
  const ms = /^\d+(?:\.\d+)?$/.test(text)
    ? wholeNumber(text, input, options)
    : (clock(text) ?? parseUnits(text, input, options));
  if (ms === undefined || !Number.isSafeInteger(ms)) throw refuse(`"${input}" is not a duration.`, input, options);
  return ms;
}

/** Prints ms as "1h 30m", with seconds only where there are some, "0m" for nothing and a leading "-" below zero. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  const text = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  if (text.length === 0) return '0m';
  return `${ms < 0 ? '-' : ''}${text.join(' ')}`;
}

function wholeNumber(text: string, input: string | number, options: { parameter?: string }): number {
  const ms = Number(text);
  // Nobody plans or books seconds, but people write 90 for minutes and other programs 5400 for seconds.
  if (ms !== 0 && (ms < shortestMs || ms % UNITS.m! !== 0)) {
    const read = ms < 1000 ? `${text} milliseconds` : `${Math.round(ms / 100) / 10} seconds`;
    const units = ['m', 's', 'ms'].map((unit) => `"${text}${unit}"`).join(', ');
    throw refuse(`${text} without a unit would be ${read}.`, input, options, `Say the unit: ${units}.`);
  }
  return ms;
}

function clock(text: string): number | undefined {
  const match = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  return match ? (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0)) * 1000 : undefined;
}

function parseUnits(text: string, input: string | number, options: { parameter?: string }): number | undefined {
  if (DAYS.test(text)) {
    throw refuse(
      `"${input}" uses days or longer, whose working hours differ between Workspaces.`,
      input,
      options,
      'Give hours and minutes, such as "16h".',
    );
  }
  const seen = new Set<string>();
  let total = 0;
  let repeated = false;
  const rest = text.replace(/^pt(?=\d)/, '').replace(PART, (_, amount: string, unit: string) => {
    const key = unit === 'ms' ? 'ms' : unit[0]!;
    repeated ||= seen.has(key);
    seen.add(key);
    total += Number(amount.replace(',', '.')) * UNITS[key]!;
    return ' ';
  });
  return seen.size > 0 && !repeated && /^(?:and|[\s,])*$/.test(rest) ? Math.round(total) : undefined;
}

function refuse(message: string, value: unknown, options: { parameter?: string }, suggestion?: string): ClickUpError {
  return invalidInput(message, {
    parameter: options.parameter,
    value,
    suggestion: suggestion ?? 'Use "1h 30m", "90m", "1.5h", "1:30", or whole minutes in milliseconds.',
  });
}

/** Milliseconds from "1h 30m", "90m", "1:30" or a number of milliseconds. */
export function durationMs<Value extends string | number | undefined>(
  value: Value,
  parameter: string,
): Given<Value, number> {
  return (value === undefined ? undefined : parseDuration(value, { parameter })) as Given<Value, number>;
}
