import { randomUUID } from 'node:crypto';
import type { Log } from '../log/log.js';
import type { HostedSettings } from '../settings/hosted-settings.js';
import { noTracing, type Tracing } from './tracing.js';

/** How often the log says that a collector does not take what it is sent. */
const sayEveryMs = 60_000;

/** Tracing as the settings have it; what sends spans is loaded only where they name a collector. */
export async function openTracing(
  { traces }: Pick<HostedSettings, 'traces'>,
  { version, log }: { version: string; log: Log },
): Promise<Tracing> {
  if (!traces) return noTracing;
  const { otlpTracing } = await import('./otlp.js');
  let saidAt = Number.NEGATIVE_INFINITY;
  return otlpTracing({
    settings: traces,
    version,
    instance: randomUUID(),
    onFailure(error) {
      if (performance.now() - saidAt < sayEveryMs) return;
      saidAt = performance.now();
      log.warn(`Spans did not arrive at the collector: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
}
