import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span as SdkSpan, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { ClickUpError } from '../../runtime/errors.js';
import type { TraceSettings } from '../settings/trace-settings.js';
import type { Carrier, Span, SpanAttributes, SpanIds, Tracing } from './tracing.js';

/** What one span holds at most: no caller makes it grow. */
const spanLimits = { attributeValueLengthLimit: 200, attributeCountLimit: 32, eventCountLimit: 8, linkCountLimit: 4 };

/** How long the end of the process waits for the collector. */
const closeMs = 3_000;

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

export interface OtlpOptions {
  settings: TraceSettings;
  version: string;
  /** Tells this process from others. */
  instance: string;
  /** Hears that spans did not arrive. */
  onFailure(error: unknown): void;
}

/**
 * Sends spans to a collector, by OTLP over HTTP. What is not set here (sampling, batches, more resource attributes) the SDK
 * reads from the environment. @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function otlpTracing({ settings, version, instance, onFailure }: OtlpOptions): Tracing {
  const { url, headers, serviceName } = settings;
  const exporter = new OTLPTraceExporter({ url, ...(headers && { headers: { ...headers } }) });
  const provider = new BasicTracerProvider({
    resource: detectResources({ detectors: [envDetector] }).merge(
      resourceFromAttributes({
        'service.name': serviceName,
        'service.version': version,
        'service.instance.id': instance,
      }),
    ),
    spanLimits,
    spanProcessors: [new BatchSpanProcessor(telling(exporter, onFailure))],
  });
  const tracer = provider.getTracer('clickup-tools', version);
  const propagator = new W3CTraceContextPropagator();
  // Of its own: a program that this server is part of may have other spans under way.
  const under = new AsyncLocalStorage<Context>();
  const here = () => trace.getSpanContext(under.getStore() ?? ROOT_CONTEXT);
  /** The context of another program, unless this is part of its trace already. */
  const remote = (carrier: Carrier | undefined): Context | undefined => {
    if (carrier?.traceparent === undefined) return undefined;
    const context = propagator.extract(ROOT_CONTEXT, carrier, getter);
    const found = trace.getSpanContext(context);
    return found && found.traceId !== here()?.traceId ? context : undefined;
  };
  return {
    isOn: true,
    run({ name, kind, attributes = {}, parent: carrier }, work) {
      const other = remote(carrier);
      const around = here();
      const parent = other ?? under.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(
        name,
        {
          kind: kind ? kinds[kind] : SpanKind.INTERNAL,
          attributes: { ...attributes },
          ...(other && around && { links: [{ context: around }] }),
        },
        parent,
      );
      const view = viewOf(span);
      return under.run(trace.setSpan(parent, span), async () => {
        try {
          return await work(view);
        } catch (error) {
          view.fail(typeOf(error));
          throw error;
        } finally {
          span.end();
        }
      });
    },
    current(): SpanIds | undefined {
      const context = here();
      return context && { trace_id: context.traceId, span_id: context.spanId };
    },
    carrier() {
      const carrier: Carrier = {};
      const context = under.getStore();
      if (context) propagator.inject(context, carrier, setter);
      return carrier;
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closeMs);
      });
      await Promise.race([provider.shutdown().catch(onFailure), late]);
      clearTimeout(timer);
    },
  };
}

const getter = {
  keys: (carrier: Carrier) => Object.keys(carrier),
  get: (carrier: Carrier, key: string) => carrier[key as keyof Carrier],
};

const setter = {
  set(carrier: Carrier, key: string, value: string) {
    if (key === 'traceparent' || key === 'tracestate') carrier[key] = value;
  },
};

const viewOf = (span: SdkSpan): Span => ({
  set: (attributes: SpanAttributes) => {
    span.setAttributes({ ...attributes });
  },
  rename: (name) => {
    span.updateName(name);
  },
  fail: (type) => {
    span.setAttribute('error.type', type);
    span.setStatus({ code: SpanStatusCode.ERROR });
  },
});

const typeOf = (error: unknown): string => {
  if (error instanceof ClickUpError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
};

/** The exporter itself says nothing of what did not arrive. */
function telling(exporter: SpanExporter, onFailure: (error: unknown) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== ExportResultCode.SUCCESS) onFailure(result.error ?? 'the collector refused them');
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
