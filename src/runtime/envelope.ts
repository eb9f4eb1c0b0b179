import type { ErrorBody } from './errors.js';

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
