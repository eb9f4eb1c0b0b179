import type { ApiRequest } from '../api-request.js';
import type { Call } from '../call.js';
import type { Clock } from '../clock.js';
import { ClickUpError } from '../errors.js';
import { InFlight, isUntrusted, lostAnswer, networkFailure, waitTooLong, wasNeverSent } from '../failures.js';
import { readRetryAfter } from '../headers.js';
import { type Hooks, sender, tell } from '../hooks.js';
import type { RateLimiter } from '../limit/rate-limiter.js';
import { isWrite, type Layer, type RequestContext } from '../send.js';

/** Delays before the four repeats, before jitter; a longer one in the server's `Retry-After` or reset time wins. */
const backoffMs = [100, 200, 400, 800] as const;

/** Answers after which a read may be repeated. A write is repeated after 429 alone: the rest may have taken effect. */
const isRepeatable = (status: number) => status === 408 || status === 429 || status >= 500;

/**
 * Repeats what can be repeated without doing anything twice: reads after network errors, 408, 429 and 5xx; writes only
 * where ClickUp surely did nothing (429, refused connection, DNS). Any other write without an answer is UNKNOWN_OUTCOME.
 */
export const retry =
  ({ clock, random, governor, onRetry, passThrough }: RetryOptions): Layer =>
  (next) =>
  async (request, context) => {
    const { call } = context;
    for (let attempt = 0; ; attempt++) {
      call.throwIfAborted();
      const outcome = await next(request, context).catch((error: unknown) => error);
      const wait =
        outcome instanceof Response ? answeredBadly(request, outcome, context) : failed(request, outcome, context);
      if (!wait) return outcome as Response;
      const delay = Math.max(wait.afterMs(clock.now()) ?? 0, (backoffMs[attempt] ?? 0) * (0.75 + random() / 2));
      if (passThrough || attempt >= backoffMs.length) return wait.giveUp();
      if (clock.now() + delay >= call.deadline) return wait.giveUp(delay);
      const { reason } = wait;
      noteRetry(call, delay, reason);
      tell(onRetry, { ...sender(request, context), attempt: attempt + 1, delayMs: Math.round(delay), reason });
      if (reason === limitReached) {
        call.waitsUntil(clock.now() + delay);
        await governor.pause(delay, call);
      } else await clock.sleep(delay, call.signal);
    }
  };

interface RetryOptions extends Pick<Hooks, 'onRetry'> {
  /** Repeats nothing. */
  passThrough?: boolean | undefined;
  clock: Clock;
  random: () => number;
  /** Whoever waits for the limit waits there. */
  governor: Pick<RateLimiter, 'pause'>;
}

const limitReached = 'Rate limit exceeded';

interface Wait {
  reason: string;
  /** What the server asked for, if it did. */
  afterMs(now: number): number | undefined;
  /** The end of the road: the last answer, or the error to throw. `delay` is what waiting would have cost. */
  giveUp(delay?: number): Response;
}

/** Undefined when the answer is final. */
function answeredBadly(request: ApiRequest, response: Response, context: RequestContext): Wait | undefined {
  const { status, headers } = response;
  if (!isRepeatable(status) || (isWrite(request, context) && status !== 429)) return undefined;
  return {
    reason: status === 429 ? limitReached : `ClickUp answered ${status}`,
    // ClickUp sends the reset time with every answer; it says when to come back after a 429 alone.
    afterMs: (now) => (status === 429 || headers.has('Retry-After') ? readRetryAfter(headers, now) : undefined),
    giveUp(delay) {
      if (status === 429 && delay !== undefined) throw waitTooLong(delay);
      return response;
    },
  };
}

/** Throws what must not be repeated. */
function failed(request: ApiRequest, error: unknown, context: RequestContext): Wait {
  const reason = error instanceof InFlight ? error.cause : error;
  if (isUntrusted(reason)) throw networkFailure(reason);
  if (error instanceof InFlight && isWrite(request, context) && !wasNeverSent(reason)) {
    context.call.hasLostWrite = true;
    throw lostAnswer(request, context, reason);
  }
  if (reason instanceof ClickUpError) throw reason;
  return {
    reason: networkFailure(reason).message,
    afterMs: () => undefined,
    giveUp() {
      throw networkFailure(reason);
    },
  };
}

function noteRetry(call: Call, delay: number, reason: string): void {
  const { attempted = 0, total_delay_ms = 0 } = call.retry ?? {};
  call.retry = { attempted: attempted + 1, total_delay_ms: total_delay_ms + Math.round(delay), last_error: reason };
}
