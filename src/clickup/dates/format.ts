import type { TimeFormat } from '../../runtime/scalars.js';
import { dayOf, isoInstant } from './zone.js';

/** Times beyond this cannot be written as a date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const farthestMs = 8.64e15;

/**
 * The instant behind a stamp as ClickUp sends it: epoch milliseconds as a number or digits, or ISO 8601. Undefined for
 * anything else; zero stands where there is no date.
 */
export function stampMs(value: unknown): number | undefined {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? msOf(value.trim()) : Number.NaN;
  return Number.isFinite(ms) && ms !== 0 && Math.abs(ms) <= farthestMs ? ms : undefined;
}

const msOf = (text: string): number => {
  if (/^-?\d+$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
};

/** Stamps as answers show them: in `zone`, date-only ones, which ClickUp marks in `dayZone`, as a plain date. */
export const timeFormat = (zone: string, dayZone: string | undefined): TimeFormat => {
  const instant = (value: unknown) => {
    const ms = stampMs(value);
    return ms === undefined ? undefined : isoInstant(ms, zone);
  };
  const day = (value: unknown) => {
    const ms = stampMs(value);
    return ms !== undefined && dayZone !== undefined ? (dayOf(ms, dayZone) ?? instant(ms)) : instant(ms);
  };
  return { instant, day };
};
