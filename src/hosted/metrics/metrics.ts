import { monitorEventLoopDelay } from 'node:perf_hooks';

type Labels = Readonly<Record<string, string>>;

/** Seconds: a list from the cache up to the longest call. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Label sets of one metric; what comes above is counted without labels, so that no caller makes the memory grow. */
const mostSeries = 2_000;

interface Histogram {
  labels: Labels;
  buckets: number[];
  sum: number;
  count: number;
}

/** Figures for Prometheus. Labels are words of this program (tools, outcomes, statuses): never ids, tenants or people. */
export class Metrics {
  private readonly counters = new Map<string, Map<string, number>>();
  private readonly histograms = new Map<string, Map<string, Histogram>>();
  private readonly gauges = new Map<string, () => number>();
  private readonly delay = monitorEventLoopDelay({ resolution: 20 });

  constructor() {
    this.delay.enable();
    this.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
    this.gauge('process_cpu_seconds_total', () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6);
    this.gauge('nodejs_eventloop_lag_p99_seconds', () => this.delay.percentile(99) / 1e9);
  }

  count(name: string, labels: Labels = {}, by = 1): void {
    const series = seriesOf(this.counters, name);
    const key = keyOf(labels, series);
    series.set(key, (series.get(key) ?? 0) + by);
  }

  observe(name: string, labels: Labels, seconds: number): void {
    const series = seriesOf(this.histograms, name);
    const key = keyOf(labels, series);
    const kept = series.get(key) ?? { labels, buckets: bounds.map(() => 0), sum: 0, count: 0 };
    series.set(key, kept);
    for (const [at, bound] of bounds.entries()) if (seconds <= bound) kept.buckets[at]! += 1;
    kept.sum += seconds;
    kept.count += 1;
  }

  gauge(name: string, read: () => number): void {
    this.gauges.set(name, read);
  }

  /** @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
  text(): string {
    const lines: string[] = [];
    for (const [name, read] of this.gauges) lines.push(`# TYPE ${name} gauge`, `${name} ${read()}`);
    for (const [name, series] of this.counters) {
      lines.push(`# TYPE ${name} counter`);
      for (const [key, value] of series) lines.push(`${name}${key} ${value}`);
    }
    for (const [name, series] of this.histograms) {
      lines.push(`# TYPE ${name} histogram`);
      for (const { labels, buckets, sum, count } of series.values()) {
        for (const [at, bound] of bounds.entries())
          lines.push(`${name}_bucket${written({ ...labels, le: String(bound) })} ${buckets[at]}`);
        lines.push(`${name}_bucket${written({ ...labels, le: '+Inf' })} ${count}`);
        lines.push(`${name}_sum${written(labels)} ${sum}`, `${name}_count${written(labels)} ${count}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }
}

function seriesOf<Value>(all: Map<string, Map<string, Value>>, name: string): Map<string, Value> {
  const series = all.get(name) ?? new Map<string, Value>();
  all.set(name, series);
  return series;
}

function keyOf(labels: Labels, series: ReadonlyMap<string, unknown>): string {
  const key = written(labels);
  return series.has(key) || series.size < mostSeries ? key : '';
}

function written(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`);
  return parts.length > 0 ? `{${parts.join(',')}}` : '';
}
