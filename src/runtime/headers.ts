import type { RateLimit } from './tool.js';

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

/** Milliseconds to wait, from `Retry-After` (seconds or a date) or else `X-RateLimit-Reset`; undefined without both. */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After');
  if (value !== null) {
    const seconds = Number(value);
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now;
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset = whole(headers.get('X-RateLimit-Reset'));
  return reset === undefined ? undefined : Math.max(0, toMs(reset) - now);
}

/** Values past the year 5000 in seconds can only be milliseconds. */
const toMs = (reset: number) => (reset > 1e11 ? reset : reset * 1000);

const whole = (value: string | null): number | undefined =>
  value !== null && /^\d+$/.test(value.trim()) ? Number(value) : undefined;
