import type { Clock } from './clock.js';
import type { ApiCall, DebugInfo, Metadata, PlannedRequest, RateLimit, RetryInfo, WritePlan } from './envelope.js';
import { clickUpError } from './errors.js';
import type { WriteArguments } from './write-arguments.js';

/** The record of one tool call. Everything said about a call afterwards (metadata, telemetry) is read off it. */
export interface Call {
  readonly requestId: string;
  readonly toolName: string;
  readonly startedAt: number;
  /** Epoch ms after which nothing more is sent. */
  readonly deadline: number;
  /** Aborts on cancellation and at the deadline, with the ClickUpError to report as its reason. */
  readonly signal: AbortSignal;
  /** Throws the signal's reason if it has aborted. */
  throwIfAborted(): void;
  /** Hears of the abort, at once if it has happened; gives the way to stop listening. Costs less than the signal. */
  onAbort(listener: (reason: unknown) => void): () => void;
  /** Set once the input is valid. */
  dryRun: boolean;
  /** Why it is made, as its caller says. */
  reason?: string;
  /** The answer is that of an earlier call. */
  isReplay: boolean;
  /** Whether everything was asked for, with `detail: 'full'`. */
  isFull: boolean;
  /** Whether nothing may be used that was read for an earlier call. */
  isFresh: boolean;
  /** Whether something was. */
  leansOnCache: boolean;
  /** Objects in full are given as ClickUp sent them; set once the input is valid. */
  raw: boolean;
  /** How many values inside of answers could not be read and were left out. */
  leftOut: number;
  /** Whose call it is, where several share one limit. */
  flow?: string;
  /** Requests that it will still send, at least, as far as it said so. */
  expects: number;
  /** The job that is to be resumed. */
  jobId?: string;
  /** The job that it works on, once that is open. */
  job?: string;
  /** What a job of this call would be called with again. */
  work?: { tool: string; input: unknown };
  readonly apiCalls: ApiCall[];
  readonly planned: PlannedRequest[];
  /** Answers to the reads of a dry run, by URL. */
  seen?: Map<string, Promise<Response>>;
  /** Whether ClickUp accepted a write. */
  hasAcceptedWrite: boolean;
  /** A create whose answer was lost was found by a look-up. */
  isReconciled: boolean;
  /** Whether the answer to a write was lost. */
  hasLostWrite: boolean;
  /** The tool that shows what became of a write whose answer was lost. */
  settledBy?: string;
  rateLimit?: RateLimit;
  retry?: RetryInfo;
  /** A request of this call waits for the rate limit until then, in epoch ms. */
  waitsUntil(at: number): void;
}

/** The part of an AbortSignal that a call listens to. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Why; becomes the `cause` of the error. */
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * What holds for one call: cancelling it, how long it may take, and hearing how far it is. Times are milliseconds.
 *
 * @example
 * const options: CallOptions = { signal: AbortSignal.timeout(5_000), deadlineMs: 10_000 };
 * await clickup.space.list({}, options);
 */
export interface CallOptions extends WriteArguments {
  /** Uses nothing that was read for an earlier call: places, people, fields, Docs. */
  fresh?: boolean | undefined;
  /** Cancels the call; a write already on its way is then reported as UNKNOWN_OUTCOME. */
  signal?: CancelSignal | undefined;
  /** Milliseconds this call may take in all; default: the client's `deadlineMs`. */
  deadlineMs?: number | undefined;
  /**
   * Called as a long call advances, in whole items, and when it waits for the rate limit: then `message` says how long.
   * `total` is 0 as long as it is not known.
   */
  onProgress?: ((done: number, total: number, message?: string) => void) | undefined;
  /** Whose call it is, where several callers share one client or `limiter`: at the rate limit they take turns. */
  flow?: string | undefined;
  /** The id under which others know the call: `metadata.debug.request_id` has its first eight characters. Default: a random one. */
  requestId?: string | undefined;
  /** Asked instead of the client's `onConfirm`, where calls are confirmed by asking. */
  onConfirm?: ((question: { tool: string; plan: WritePlan }) => boolean | Promise<boolean>) | undefined;
}

/** A call's record, and the ways to end it. */
export interface OpenCall {
  call: Call;
  /** Ends the call when the signal aborts. */
  cancelOn(signal: CancelSignal | undefined): void;
  /** Must be called when the call ends: releases the deadline's timer, and lets nothing more be sent. */
  close(): void;
}

/** Ends of waits that lie closer together than this are one: reset times come in whole seconds. */
const sameWaitMs = 2_000;

/** Opens the record of a call. */
export function openCall(
  toolName: string,
  requestId: string,
  { clock, deadlineMs, onWait }: { clock: Clock; deadlineMs: number; onWait?: (at: number) => void },
): OpenCall {
  const listeners = new Set<(reason: unknown) => void>();
  let ended: { reason: unknown } | undefined;
  let over: AbortController | undefined;
  const end = (reason: unknown) => {
    if (ended) return;
    ended = { reason };
    over?.abort(reason);
    for (const listener of listeners) listener(reason);
  };
  const disarm = Number.isFinite(deadlineMs)
    ? clock.alarm(deadlineMs, () => end(deadlinePassed(toolName, deadlineMs)))
    : () => undefined;
  let heard: CancelSignal | undefined;
  const cancelled = () => end(callCancelled(toolName, heard?.reason));
  let isClosed = false;
  let waitTold = 0;
  const startedAt = clock.now();
  return {
    call: {
      requestId,
      toolName,
      startedAt,
      deadline: startedAt + deadlineMs,
      // Made when first asked for: most calls end before anyone does.
      get signal() {
        over ??= new AbortController();
        if (ended) over.abort(ended.reason);
        return over.signal;
      },
      throwIfAborted() {
        if (ended) throw ended.reason;
        if (isClosed) throw callOver(toolName);
      },
      onAbort(listener) {
        if (ended) listener(ended.reason);
        else listeners.add(listener);
        return () => listeners.delete(listener);
      },
      dryRun: false,
      isFull: false,
      isFresh: false,
      leansOnCache: false,
      raw: false,
      leftOut: 0,
      isReplay: false,
      isReconciled: false,
      hasAcceptedWrite: false,
      hasLostWrite: false,
      waitsUntil(at) {
        // Requests side by side wait for the same.
        if (at - waitTold < sameWaitMs) return;
        waitTold = at;
        onWait?.(at);
      },
      expects: 0,
      apiCalls: [],
      planned: [],
    },
    cancelOn(signal) {
      heard = signal;
      if (signal?.aborted) cancelled();
      signal?.addEventListener('abort', cancelled, { once: true });
    },
    close() {
      disarm();
      heard?.removeEventListener('abort', cancelled);
      listeners.clear();
      isClosed = true;
    },
  };
}

/** Whether ClickUp accepted a write of this call, or may have. */
export const hasWritten = ({ hasAcceptedWrite, hasLostWrite }: Call): boolean => hasAcceptedWrite || hasLostWrite;

/** What the envelope says about a finished call. */
export function metadataOf(call: Call, now: number, debug: boolean): Metadata {
  return {
    timestamp: new Date(now).toISOString(),
    tool_name: call.toolName,
    execution_time_ms: Math.round(now - call.startedAt),
    ...(call.isReplay && { replayed: true as const }),
    ...(call.isReconciled && { reconciled: true as const }),
    ...(call.rateLimit && { rate_limit: call.rateLimit }),
    ...(call.retry && { retry: call.retry }),
    ...(debug && { debug: debugOf(call, now) }),
  };
}

function debugOf(call: Call, now: number): DebugInfo {
  const succeeded = call.apiCalls.filter(({ status }) => status >= 200 && status < 400).length;
  return {
    request_id: call.requestId,
    tool_name: call.toolName,
    timing: { total_ms: Math.round(now - call.startedAt), api_calls: call.apiCalls },
    api_summary: {
      total_calls: call.apiCalls.length,
      total_api_time_ms: call.apiCalls.reduce((sum, { duration }) => sum + duration, 0),
      success_count: succeeded,
      error_count: call.apiCalls.length - succeeded,
    },
  };
}

const deadlinePassed = (toolName: string, ms: number) =>
  clickUpError('TIMEOUT', `${toolName} did not finish within ${ms} ms`, {
    suggestion: 'Repeat with a smaller request, or allow more time (deadlineMs, CLICKUP_DEADLINE_MS).',
  });

const callCancelled = (toolName: string, cause: unknown) =>
  clickUpError('CANCELLED', `${toolName} was cancelled by the caller`, {
    suggestion: 'Nothing needs undoing unless the data says so; call again when wanted.',
    cause,
  });

const callOver = (toolName: string) =>
  clickUpError('CANCELLED', `${toolName} has been answered already`, { suggestion: 'Call again when wanted.' });

/** Settles with what is awaited, or fails with the reason for which the call ends before. */
export function untilEnded<Value>(call: Pick<Call, 'onAbort'>, pending: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const release = call.onAbort(reject);
    pending.then(resolve, reject).finally(release);
  });
}
