import type { RateLimit } from './envelope.js';
import type { CallEvent, Hooks } from './hooks.js';

/**
 * How often a tool was called, and how it went.
 *
 * @example
 * const busiest: ToolMetrics | undefined = new Metrics().snapshot().tools.sort((a, b) => b.calls - a.calls)[0];
 */
export interface ToolMetrics {
  tool: string;
  calls: number;
  failed: number;
  /** Milliseconds of all its calls. */
  ms: number;
}

/**
 * What clients did since `since` (Unix ms): calls, HTTP requests, repeats and waits for the rate limit, what the cache
 * saved, and ClickUp's own figures from its last answer.
 *
 * @example
 * const { calls, failed, retries }: MetricsSnapshot = new Metrics().snapshot();
 */
export interface MetricsSnapshot {
  since: number;
  calls: number;
  failed: number;
  tools: ToolMetrics[];
  /** By error code. */
  errors: Record<string, number>;
  requests: number;
  retries: number;
  waits: number;
  waitedMs: number;
  cacheHits: number;
  cacheMisses: number;
  rateLimit?: RateLimit;
  /** When the last call ended well. */
  lastSuccess?: number;
}

/**
 * Counts what the clients do that it is given to. It keeps names of tools and figures, never ids or contents.
 *
 * @example
 * const metrics = new Metrics();
 * const clickup = createClickUp({ apiKey: 'pk_...', metrics });
 * console.log(metrics.snapshot().calls);
 */
export class Metrics {
  private readonly tools = new Map<string, ToolMetrics>();
  private readonly sums: Omit<MetricsSnapshot, 'tools' | 'errors'>;
  private readonly errors: Record<string, number> = {};

  constructor(private readonly now: () => number = Date.now) {
    const none = { calls: 0, failed: 0, requests: 0, retries: 0, waits: 0, waitedMs: 0, cacheHits: 0, cacheMisses: 0 };
    this.sums = { since: now(), ...none };
  }

  /** The same listeners, which count too; what they give back is given on, as a promise of it may reject. */
  listening(hooks: Hooks): Hooks {
    const { sums } = this;
    return {
      onEvent: (event) => {
        this.called(event);
        return hooks.onEvent?.(event);
      },
      onRequest: (event) => {
        sums.requests++;
        return hooks.onRequest?.(event);
      },
      onRetry: (event) => {
        sums.retries++;
        return hooks.onRetry?.(event);
      },
      onWait: (event) => {
        sums.waits++;
        sums.waitedMs += event.waitMs;
        return hooks.onWait?.(event);
      },
    };
  }

  /** Counts a look into the cache. */
  cached(isHit: boolean): void {
    this.sums[isHit ? 'cacheHits' : 'cacheMisses']++;
  }

  snapshot(): MetricsSnapshot {
    return { ...this.sums, tools: [...this.tools.values()], errors: { ...this.errors } };
  }

  private called({ tool, success, code, metadata: { execution_time_ms: ms, rate_limit } }: CallEvent): void {
    const { sums, tools, errors } = this;
    // Whoever calls makes such a name up, as many as they like.
    const name = code === 'UNKNOWN_TOOL' ? 'unknown' : tool;
    const before = tools.get(name) ?? { tool: name, calls: 0, failed: 0, ms: 0 };
    const failed = success ? 0 : 1;
    tools.set(name, { ...before, calls: before.calls + 1, failed: before.failed + failed, ms: before.ms + ms });
    sums.calls++;
    sums.failed += failed;
    if (success) sums.lastSuccess = this.now();
    if (code !== undefined) errors[code] = (errors[code] ?? 0) + 1;
    if (rate_limit) sums.rateLimit = rate_limit;
  }
}
