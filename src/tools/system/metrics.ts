import type { SystemMetricsData } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { systemOf } from '../../clickup/system.js';

/** What this client has done since it was made. */
export async function systemMetrics(ctx: Context): Promise<SystemMetricsData> {
  const metrics = (await systemOf(ctx)).metrics();
  const { since, tools, errors, rateLimit, waitedMs, cacheHits, cacheMisses } = metrics;
  const { calls, failed, requests, retries, waits } = metrics;
  return {
    up_seconds: Math.round((ctx.now() - since) / 1000),
    calls,
    failed,
    requests,
    retries,
    waits,
    waited_seconds: Math.round(waitedMs / 1000),
    cache_hits: cacheHits,
    cache_misses: cacheMisses,
    ...(rateLimit && {
      rate_limit: {
        limit: rateLimit.limit,
        remaining: rateLimit.remaining,
        resets_in_seconds: Math.max(0, Math.round((rateLimit.reset_at - ctx.now()) / 1000)),
      },
    }),
    tools: tools
      .sort((a, b) => b.calls - a.calls)
      .map(({ tool, ms, ...counts }) => ({ tool, ...counts, average_ms: Math.round(ms / counts.calls) })),
    errors: Object.entries(errors)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => ({ code, count })),
  };
}
