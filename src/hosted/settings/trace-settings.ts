import type { Setting } from '../../config/setting.js';
import { isSwitch } from '../../config/setting-checks.js';

/** Where spans go to. */
export interface TraceSettings {
  /** The address that takes them, by OTLP over HTTP. */
  url: string;
  /** What the collector wants to be shown. */
  headers?: Readonly<Record<string, string>>;
  serviceName: string;
  /** Whether ClickUp is told of which trace a request is part. */
  tellsClickUp: boolean;
}

export type TraceOption =
  | 'otlpEndpoint'
  | 'otlpTracesEndpoint'
  | 'otlpHeaders'
  | 'otlpProtocol'
  | 'serviceName'
  | 'sdkDisabled'
  | 'tracesExporter'
  | 'traceClickUp';

const isHttp = (text: string): boolean => /^https?:\/\/./.test(text) && URL.canParse(text);

/** `name=value,name=value`, percent-encoded. @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const pairsOf = (text: string): string[][] => text.split(',').map((pair) => pair.trim().split(/=(.*)/s).slice(0, 2));

function isHeaders(text: string): boolean {
  try {
    return pairsOf(text).every(([name = '', value]) => /^[\w-]+$/.test(name) && decodeURIComponent(value!) !== '');
  } catch {
    return false;
  }
}

/** The variables of OpenTelemetry that are read here, and one of ours. The rest of them its SDK reads. */
export const traceSettings: readonly Setting<TraceOption>[] = [
  {
    option: 'otlpEndpoint',
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    fallback: 'none; nothing is traced',
    takes: 'the address of a collector that takes OTLP over HTTP, such as http://localhost:4318',
    isFine: isHttp,
  },
  {
    option: 'otlpTracesEndpoint',
    name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    fallback: 'OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces',
    takes: 'the whole address to which spans are sent, such as http://localhost:4318/v1/traces',
    isFine: isHttp,
  },
  {
    option: 'otlpHeaders',
    name: 'OTEL_EXPORTER_OTLP_HEADERS',
    fallback: 'none',
    takes: '<name>=<value>, with commas between, values percent-encoded',
    isFine: isHeaders,
    secret: true,
  },
  {
    option: 'otlpProtocol',
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    fallback: 'http/json',
    takes: 'http/json or http/protobuf, to a port for OTLP over HTTP, which takes the JSON that is sent for both',
    isFine: (text) => /^http\/(json|protobuf)$/.test(text),
  },
  {
    option: 'serviceName',
    name: 'OTEL_SERVICE_NAME',
    fallback: 'clickup-hosted',
    takes: 'the name of this server among others',
    isFine: (text) => text.length <= 100,
  },
  {
    option: 'sdkDisabled',
    name: 'OTEL_SDK_DISABLED',
    fallback: 'false',
    takes: 'true or false',
    isFine: (text) => /^(true|false)$/i.test(text),
  },
  {
    option: 'tracesExporter',
    name: 'OTEL_TRACES_EXPORTER',
    fallback: 'otlp',
    takes: 'otlp or none',
    isFine: (text) => /^(otlp|none)$/.test(text),
  },
  {
    option: 'traceClickUp',
    name: 'HOSTED_TRACE_CLICKUP',
    fallback: 'false',
    takes: 'true or false',
    isFine: isSwitch,
  },
];

export const traceSettingDocs: Readonly<Record<string, string>> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'Collector of OpenTelemetry that gets traces.',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'Where traces alone go to.',
  OTEL_EXPORTER_OTLP_HEADERS: 'What the collector has to be shown.',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'How it is spoken to: JSON over HTTP.',
  OTEL_SERVICE_NAME: 'What this server is called there.',
  OTEL_SDK_DISABLED: 'true switches traces off.',
  OTEL_TRACES_EXPORTER: 'none does, too.',
  HOSTED_TRACE_CLICKUP: 'Whether requests to ClickUp carry a traceparent, which tells ClickUp the id of the trace.',
};

/** Where spans go to, if anywhere. */
export function tracesIn(
  texts: Readonly<Partial<Record<TraceOption, string>>>,
  isOn: (text: string) => boolean,
): TraceSettings | undefined {
  const { otlpEndpoint, otlpTracesEndpoint, otlpHeaders, serviceName = 'clickup-hosted' } = texts;
  if (texts.tracesExporter === 'none' || texts.sdkDisabled?.toLowerCase() === 'true') return undefined;
  const url = otlpTracesEndpoint ?? (otlpEndpoint && `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces`);
  if (!url) return undefined;
  const headers = otlpHeaders && pairsOf(otlpHeaders).map(([name, value]) => [name!, decodeURIComponent(value!)]);
  return {
    url,
    ...(headers && { headers: Object.fromEntries(headers) as Record<string, string> }),
    serviceName,
    tellsClickUp: isOn(texts.traceClickUp ?? 'false'),
  };
}
