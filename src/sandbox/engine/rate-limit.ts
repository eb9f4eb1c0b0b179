import type { Clock } from '../clock.js';

/**
 * At most `limit` requests per token in each window of `windowMs`.
 *
 * @example
 * const rateLimit: RateLimitOptions = { limit: 10, windowMs: 60_000 };
 * const sandbox = createSandbox({ rateLimit });
 */
export interface RateLimitOptions {
  readonly limit: number;
  readonly windowMs: number;
}

interface Window {
  used: number;
  resetAt: number;
}

/** What the three headers say after one request, and whether it may go on. */
export interface RateDecision {
  readonly allowed: boolean;
  readonly headers: Record<string, string>;
  readonly retryAfter: number;
}

/**
 * Fixed windows per token that open with the first request.
 * Headers and body: https://developer.clickup.com/docs/rate-limits
 */
export class RateLimiter {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly options: RateLimitOptions,
    private readonly enforced: boolean,
    private readonly clock: Clock,
  ) {}

  /** Counts one request of `token`. */
  take(token: string): RateDecision {
    const now = this.clock.now();
    let window = this.windows.get(token);
    if (!window || now >= window.resetAt) {
      window = { used: 0, resetAt: now + this.options.windowMs };
      this.windows.set(token, window);
    }
    // Without enforcement nothing is used up: clients that read the headers would wait for nothing.
    const allowed = !this.enforced || window.used < this.options.limit;
    if (allowed && this.enforced) window.used += 1;
    return {
      allowed,
      headers: this.headers(Math.max(0, this.options.limit - window.used), window.resetAt),
      retryAfter: Math.max(1, Math.ceil((window.resetAt - now) / 1000)),
    };
  }

  headers(remaining: number, resetAt: number): Record<string, string> {
    return {
      'X-RateLimit-Limit': String(this.options.limit),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': String(Math.ceil(resetAt / 1000)),
    };
  }

  clear(): void {
    this.windows.clear();
  }

  save(): Array<[string, Window]> {
    return [...this.windows].map(([token, window]) => [token, { ...window }]);
  }

  load(windows: ReadonlyArray<readonly [string, Window]>): void {
    this.windows.clear();
    for (const [token, window] of windows) this.windows.set(token, { ...window });
  }
}
