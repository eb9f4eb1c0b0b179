import type { MetricsSnapshot } from '../../runtime/metrics.js';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Figures as Prometheus reads them. @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function prometheusText(snapshot: MetricsSnapshot): string {
  const { since, tools, errors, requests, retries, waits, waitedMs, cacheHits, cacheMisses, rateLimit } = snapshot;
  const one = (value: number): Sample[] => [[{}, value]];
  return [
    family('calls_total', 'counter', 'Calls of tools, by tool and outcome.', [
      ...tools.map(({ tool, calls, failed }): Sample => [{ tool, outcome: 'success' }, calls - failed]),
      ...tools.map(({ tool, failed }): Sample => [{ tool, outcome: 'error' }, failed]),
    ]),
    family(
      'call_seconds_total',
      'counter',
      'Seconds spent in calls, by tool.',
      tools.map(({ tool, ms }): Sample => [{ tool }, ms / 1000]),
    ),
    family(
      'errors_total',
      'counter',
      'Failed calls, by error code.',
      Object.entries(errors).map(([code, count]): Sample => [{ code }, count]),
    ),
    family('requests_total', 'counter', 'HTTP requests to ClickUp, repeats included.', one(requests)),
    family('retries_total', 'counter', 'Requests that were repeated.', one(retries)),
    family('rate_limit_waits_total', 'counter', 'Waits for the rate limit.', one(waits)),
    family('rate_limit_wait_seconds_total', 'counter', 'Seconds spent waiting for it.', one(waitedMs / 1000)),
    family('cache_lookups_total', 'counter', 'Look-ups, by what the cache had.', [
      [{ result: 'hit' }, cacheHits],
      [{ result: 'miss' }, cacheMisses],
    ]),
    family('start_time_seconds', 'gauge', 'When counting began, in Unix seconds.', one(since / 1000)),
    ...(rateLimit
      ? [
          family('rate_limit', 'gauge', 'Requests a minute of the key that was answered last.', one(rateLimit.limit)),
          family('rate_limit_remaining', 'gauge', 'What is left of them.', one(rateLimit.remaining)),
        ]
      : []),
  ].join('');
}

function family(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  const full = `clickup_${name}`;
  const lines = samples.map(([labels, value]) => {
    const said = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
    return `${full}${said.length > 0 ? `{${said.join(',')}}` : ''} ${value}`;
  });
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...lines, ''].join('\n');
}

const escaped = (text: string): string => text.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`));
