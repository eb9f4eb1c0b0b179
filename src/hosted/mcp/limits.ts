import type { RateLimit } from '../../runtime/envelope.js';

/**
 * What ClickUp said last of the limit of the token; before that, what it gives to most plans.
 * @see https://developer.clickup.com/docs/rate-limits
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-06
 */
export function limitHeaders(seen: RateLimit | undefined, now: number): Record<string, string> {
  const isCurrent = seen !== undefined && seen.reset_at > now;
  const limit = seen?.limit ?? usualLimit;
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(isCurrent ? seen.remaining : limit),
    'ratelimit-reset': String(Math.ceil(((isCurrent ? seen.reset_at : now + windowMs) - now) / 1000)),
  };
}

const usualLimit = 100;
const windowMs = 60_000;
