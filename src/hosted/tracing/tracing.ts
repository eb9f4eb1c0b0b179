/** Words of this program, figures and ids; never contents or secrets. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work that is under way. */
export interface Span {
  set(attributes: SpanAttributes): void;
  /** Names it, where that is known only later. */
  rename(name: string): void;
  /** It failed: with a code or a status, never with a message, which may repeat what somebody wrote. */
  fail(type: string): void;
}

/** Says of which trace something is part. @see https://www.w3.org/TR/trace-context/ */
export interface Carrier {
  traceparent?: string | undefined;
  tracestate?: string | undefined;
}

/** What a span is about. */
export interface SpanAbout {
  name: string;
  /** `server` answers a request, `client` sends one; without it nothing leaves the process. */
  kind?: 'server' | 'client';
  attributes?: SpanAttributes;
  /** The span of another program that it belongs under; without one it belongs under that which is under way here. */
  parent?: Carrier | undefined;
}

/** Which span is under way, as lines of a log name it. @see https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/ */
export interface SpanIds {
  trace_id: string;
  span_id: string;
}

/** Tells a collector what the server did and how long each part took. */
export interface Tracing {
  /** Whether anybody is told. */
  readonly isOn: boolean;
  /** Does work within a span, which fails where the work throws. */
  run<Result>(about: SpanAbout, work: (span: Span) => Promise<Result>): Promise<Result>;
  /** The span within which this is asked. */
  current(): SpanIds | undefined;
  /** The same for another program. */
  carrier(): Carrier;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

const nobodysSpan: Span = { set: () => undefined, rename: () => undefined, fail: () => undefined };

/** Nobody is told: work is done as it is. */
export const noTracing: Tracing = {
  isOn: false,
  run: (_about, work) => work(nobodysSpan),
  current: () => undefined,
  carrier: () => ({}),
  close: async () => undefined,
};
