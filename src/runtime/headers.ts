import type { RateLimit } from './envelope.js';

/**
 * ClickUp's figures for the token, when the answer carries all three headers.
 * `X-RateLimit-Reset` counts seconds; `reset_at` is milliseconds.
 * @see https://developer.clickup.com/docs/rate-limits
 */
export function readRateLimit(headers: Headers): RateLimit | undefined {
  const limit = whole(headers.get('X-RateLimit-Limit'));
  const remaining = whole(headers.get('X-RateLimit-Remaining'));
  const reset = whole(headers.get('X-RateLimit-Reset'));
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { remaining, limit, reset_at: toMs(reset) };
}

/** Later ends of a window come from a broken header or a wrong clock, and must not stop a client for good. */
export const longestWindowMs = 3_601_000;
/** The same for waits that are asked for. */
const longestWaitMs = 86_400_000;

/** What the server's clock showed when it answered, in Unix ms: its other times are meant by that clock, not by ours. */
export function readDate(headers: Headers): number | undefined {
  const at = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** Milliseconds to wait, from `Retry-After` or else `X-RateLimit-Reset`; undefined without a value to believe. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const there = readDate(headers) ?? now;
  const told = waitTold(headers.get('Retry-After') ?? '', there);
  if (told <= longestWaitMs) return Math.max(0, told);
  const left = toMs(whole(headers.get('X-RateLimit-Reset')) ?? Number.NaN) - there;
  return left <= longestWindowMs ? Math.max(0, left) : undefined;
}

/** Seconds, which a proxy may have repeated ("60, 60"), or a date; NaN for anything else. */
function waitTold(value: string, now: number): number {
  const seconds = /^(\d+(?:\.\d+)?)(?:,|$)/.exec(value)?.[1];
  return seconds === undefined ? Date.parse(value) - now : Number(seconds) * 1000;
}

/** Values past the year 5000 in seconds can only be milliseconds. */
const toMs = (reset: number) => (reset > 1e11 ? reset : reset * 1000);

const whole = (value: string | null): number | undefined =>
  value !== null && /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
