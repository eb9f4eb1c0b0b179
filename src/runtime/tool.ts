import type { ZodType } from 'zod';
import type { Call } from './call.js';
import type { ErrorBody } from './errors.js';

/** What a tool may do to a Workspace: look, change, or destroy. */
export type Effect = 'read' | 'write' | 'delete';

/** How much of each object an answer carries: the fields a person looks at, or everything ClickUp sent. */
export type Detail = 'concise' | 'full';

/**
 * One tool: data, a schema that loads on first use, and a function. Everything that serves tools
 * (SDK, MCP, CLI, docs, tests) works on this type alone.
 */
export interface Tool<Input = unknown, Data = unknown, Ctx = unknown> {
  readonly name: string;
  readonly effect: Effect;
  /** Advertised argument names, in order: unknown arguments are compared with them. */
  readonly parameters: readonly string[];
  /** The read tool that tells whether a write whose answer was lost took effect. */
  readonly settledBy?: string;
  schema(): Promise<ZodType>;
  run(ctx: Ctx, input: Input): Promise<Data>;
}

/** A registry row: enough to list and find a tool without loading its code. */
export interface ToolEntry {
  readonly name: string;
  /** The set it is switched on and off with. */
  readonly toolset: string;
  readonly category: string;
  readonly effect: Effect;
  /** Its method in the SDK: `task.createBulk`. */
  readonly sdk: { readonly namespace: string; readonly method: string };
  load(): Promise<Tool<never, unknown, never>>;
}

/** ClickUp's own figures for the credential in use, from the last answer of this call. `reset_at` is Unix ms. */
export interface RateLimit {
  remaining: number;
  limit: number;
  reset_at: number;
}

/** Present only when a call needed more than one attempt. */
export interface RetryInfo {
  attempted: number;
  total_delay_ms: number;
  last_error: string;
}

/** One HTTP exchange: the path *template*, never an id or a query, so that it is safe to log. */
export interface ApiCall {
  method: string;
  path: string;
  duration: number;
  /** HTTP status; 0 when no answer arrived. */
  status: number;
}

/** With `ENABLE_DEBUG=true`: every HTTP call that the tool made. Durations are milliseconds. */
export interface DebugInfo {
  request_id: string;
  tool_name: string;
  timing: { total_ms: number; api_calls: ApiCall[] };
  api_summary: { total_calls: number; total_api_time_ms: number; success_count: number; error_count: number };
}

/** Facts of one call, never shared between calls. */
export interface Metadata {
  timestamp: string;
  tool_name: string;
  execution_time_ms: number;
  rate_limit?: RateLimit;
  retry?: RetryInfo;
  debug?: DebugInfo;
}

export interface Success<Data = unknown> {
  success: true;
  data: Data;
  metadata: Metadata;
}

export interface Failure {
  success: false;
  error: ErrorBody;
  metadata: Metadata;
}

/** What every call of every tool answers; `success` discriminates. */
export type Envelope<Data = unknown> = Success<Data> | Failure;

/** A request that a dry run would have sent. */
export interface PlannedRequest {
  method: string;
  /** From `/v2` or `/v3` on, percent-encoded as it would be sent. */
  path: string;
  /** Decoded. */
  query?: Record<string, string | string[]>;
  body?: unknown;
}

/** The answer of a write called with `dry_run: true`. */
export interface DryRun {
  dry_run: true;
  requests: PlannedRequest[];
  /** How dates and names were understood. */
  resolved?: Record<string, string>;
  /** What the caller should know besides. */
  notes?: string[];
}

/** Gets the bytes behind a path or a URL. */
export type ReadFile = (location: string, signal: AbortSignal) => Promise<{ name: string; bytes: Uint8Array }>;

/** Values that outlive one call: who the token is, which Workspaces it reaches. Keyed by name, dropped after `ttlMs`. */
export interface Remember {
  <T>(key: string, ttlMs: number, load: () => Promise<T>): Promise<T>;
  /** The value if it is at hand; undefined while it loads, once it is dropped, and before anyone asked. */
  known(key: string): unknown;
}

/**
 * What a running tool may use. `Api` is the typed client; every request it sends passes the whole onion.
 */
export interface RuntimeContext<Api, Shapes, Calls extends Record<keyof Calls, { input: unknown; data: unknown }>> {
  readonly api: Api;
  readonly call: Call;
  /** True under `dry_run`: writes are recorded and answered with stand-ins, so read-backs must be left out. */
  readonly dryRun: boolean;
  readonly defaultWorkspaceId: string | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch; the one clock of the call. */
  now(): number;
  /** Milliseconds left until the deadline. */
  timeLeft(): number;
  remember: Remember;
  /** Brings an API object into the declared shape (concise) or normalises all of it (full). */
  project<S extends keyof Shapes>(shape: S, raw: unknown, detail?: Detail): Promise<Shapes[S]>;
  projectAll<S extends keyof Shapes>(shape: S, raw: readonly unknown[], detail?: Detail): Promise<Shapes[S][]>;
  /** The IANA zone in which dates are read: the configured one, or that of the token's user. */
  timeZone(): Promise<string>;
  /** The zone whose 04:00 marks a date without a time in ClickUp: the user's, even where the client reads in another. */
  dayZone(): Promise<string>;
  /** Runs another tool on the same onion; throws what that tool throws. */
  run<N extends keyof Calls & string>(name: N, input: Calls[N]['input']): Promise<Calls[N]['data']>;
  /** Says how an input was understood (`due_date` -> an ISO time); lands in `data.resolved`. */
  resolved(parameter: string, value: string): void;
  /** Says what the caller should know besides the result; lands in `data.notes`. */
  note(text: string): void;
  progress(done: number, total: number, message?: string): void;
  /** Reads a file under the allowed roots; absent where there is no file system. */
  readonly readFile?: ReadFile;
  /** Downloads a file to attach; absent where the embedding program does not allow it. */
  readonly fetchFile?: ReadFile;
}
