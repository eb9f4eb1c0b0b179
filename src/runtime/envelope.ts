import type { ErrorBody } from './errors.js';

/**
 * ClickUp's own figures for the credential in use, from the last answer of this call. `reset_at` is Unix ms.
 *
 * @example
 * const { metadata } = await clickup.call("clickup_space_list", {});
 * const limit: RateLimit | undefined = metadata.rate_limit;
 * if (limit) console.log(`${limit.remaining} of ${limit.limit} until ${new Date(limit.reset_at).toISOString()}`);
 */
export interface RateLimit {
  remaining: number;
  limit: number;
  reset_at: number;
}

/**
 * Present only when a call needed more than one attempt.
 *
 * @example
 * const { metadata } = await clickup.call("clickup_space_list", {});
 * const retry: RetryInfo | undefined = metadata.retry;
 * if (retry) console.log(`took ${retry.attempted} attempts and ${retry.total_delay_ms} ms of waiting: ${retry.last_error}`);
 */
export interface RetryInfo {
  attempted: number;
  total_delay_ms: number;
  last_error: string;
}

/**
 * One HTTP exchange: the path *template*, never an id or a query, so that it is safe to log.
 *
 * @example
 * const call: ApiCall = { method: 'GET', path: '/v2/task/{task_id}', duration: 84, status: 200 };
 */
export interface ApiCall {
  method: string;
  path: string;
  duration: number;
  /** HTTP status; 0 when no answer arrived. */
  status: number;
}

/**
 * With `ENABLE_DEBUG=true`: every HTTP call that the tool made. Durations are milliseconds.
 *
 * @example
 * const { metadata } = await createClickUp({ apiKey: 'pk_...', debug: true }).call("clickup_space_list", {});
 * const debug: DebugInfo | undefined = metadata.debug;
 * console.log(debug?.api_summary.total_calls, debug?.timing.api_calls);
 */
export interface DebugInfo {
  request_id: string;
  tool_name: string;
  timing: { total_ms: number; api_calls: ApiCall[] };
  api_summary: { total_calls: number; total_api_time_ms: number; success_count: number; error_count: number };
}

/**
 * Facts of one call, never shared between calls.
 *
 * @example
 * const { metadata } = await clickup.call("clickup_space_list", {});
 * const { tool_name, execution_time_ms }: Metadata = metadata;
 * console.log(tool_name, execution_time_ms);
 */
export interface Metadata {
  timestamp: string;
  tool_name: string;
  execution_time_ms: number;
  /** The result is that of the first call with the same `idempotency_key`; this one sent nothing. */
  replayed?: true;
  /** The answer to a create was lost, and what it made was found by looking for it. */
  reconciled?: true;
  rate_limit?: RateLimit;
  retry?: RetryInfo;
  debug?: DebugInfo;
}

/**
 * The answer of a call that worked.
 *
 * @example
 * const answer = await clickup.call("clickup_space_list", {});
 * if (answer.success) console.log(answer.data.spaces);
 */
export interface Success<Data = unknown> {
  success: true;
  data: Data;
  metadata: Metadata;
}

/**
 * The answer of a call that failed; `error` says why and what to do next.
 *
 * @example
 * const answer = await clickup.call("clickup_space_list", {});
 * if (!answer.success) console.error(answer.error.code, answer.error.suggested_action);
 */
export interface Failure {
  success: false;
  error: ErrorBody;
  metadata: Metadata;
}

/**
 * What every call of every tool answers; `success` discriminates.
 *
 * @example
 * const answer: Envelope = await clickup.call("clickup_space_list", {});
 * console.log(answer.success ? answer.data : answer.error.message);
 */
export type Envelope<Data = unknown> = Success<Data> | Failure;

/**
 * A request that a dry run would have sent.
 *
 * @example
 * const planned = await clickup.task.update({ task_id: 'ENG-96', priority: 'urgent', dry_run: true });
 * const [request]: PlannedRequest[] = planned.requests;
 * console.log(request?.method, request?.path, request?.body);
 */
export interface PlannedRequest {
  method: string;
  /** From `/v2` or `/v3` on, percent-encoded as it would be sent. */
  path: string;
  /** Decoded. */
  query?: Record<string, string | string[]>;
  body?: unknown;
}

/**
 * A change that a dry run plans, in words: people, Lists and fields by name, dates in the zone in which they are read.
 * Equal changes of several things are one.
 *
 * @example
 * const { changes } = await clickup.task.update({ task_id: 'ENG-96', priority: 'urgent', dry_run: true });
 * const [change]: PlannedChange[] = changes;
 * console.log(`${change?.action} ${change?.target}: ${change?.field} ${change?.from} -> ${change?.to}`);
 */
export interface PlannedChange {
  /** `update`, `create`, `delete`, `add to`, `move` ... */
  action: string;
  /** What it is done to: `task "Fix login" (86c1x9k2p)`. */
  target: string;
  field?: string;
  /** What is there now; absent where nothing tells it. `none` is nothing. */
  from?: string;
  to?: string;
  /** What goes with it: `3 subtasks, 2 comments, 1h 30m tracked`. */
  lost?: string;
}

/**
 * What a dry run says besides its requests.
 *
 * @example
 * const plan: WritePlan = await clickup.task.delete({ task_id: 'ENG-96', dry_run: true });
 * console.log(plan.cannot_undo, plan.api_calls, plan.seconds);
 */
export interface WritePlan {
  changes: PlannedChange[];
  /** What of it cannot be taken back, and why. */
  cannot_undo?: string[];
  /** Requests that would be sent. */
  api_calls: number;
  /** About how long they would take under the rate limit as it is; absent where that is not known. */
  seconds?: number;
  /** Confirms exactly this plan, once, within ten minutes; where calls are confirmed by plan. */
  confirm_token?: string;
}

/**
 * The answer of a write called with `dry_run: true`.
 *
 * @example
 * const planned: DryRun = await clickup.task.delete({ task_id: 'ENG-96', dry_run: true });
 * console.log(planned.changes, `${planned.api_calls} requests would be sent`);
 */
export interface DryRun extends WritePlan {
  dry_run: true;
  requests: PlannedRequest[];
  /** How dates and names were understood. */
  resolved?: Record<string, string>;
  /** What the caller should know besides. */
  notes?: string[];
}
