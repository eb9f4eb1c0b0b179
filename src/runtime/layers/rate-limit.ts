import type { Call } from '../call.js';
import type { Clock } from '../clock.js';
import type { RateLimit } from '../envelope.js';
import { waitGivenUp, waitTooLong } from '../failures.js';
import { longestWindowMs, readDate, readRateLimit, readRetryAfter } from '../headers.js';
import type { Layer } from '../send.js';

/** ClickUp's window: https://developer.clickup.com/docs/rate-limits */
const minuteMs = 60_000;

/** Window lengths that services use, in ms. */
const usualWindows = [1_000, 5_000, 10_000, 15_000, 20_000, 30_000, 60_000, 300_000, 600_000, 3_600_000];

/** Reset times come in whole seconds, rounded down or up: this much later the new window has surely begun. */
const secondMs = 1_000;

/** However long a server asks to wait: after this a single request looks whether it still means it. */
const longestRestMs = 300_000;

/** What a program allows itself within what ClickUp allows. */
export interface Limits {
  /** Requests under way at the same time. */
  maxConcurrency?: number | undefined;
  /** Requests in a minute. */
  rateLimit?: number | undefined;
}

interface Waiter {
  call: Call;
  go(): void;
  stop(reason: unknown): void;
}

/**
 * Paces one credential so that a healthy run sees no 429: it learns limit, remaining and reset from the answers, holds
 * requests back once the window is used up, and lets a single request find out what an unknown window allows.
 * An instance per client, never a global.
 */
export class RateLimiter {
  private window: { remaining: number; reset_at: number; opensAt: number; isCut: boolean } | undefined;
  /** True while resets beyond the longest rest are not believed: a request that did not wait for one got through. */
  private doubtsFar = false;
  /** True once an answer came without figures to believe: there is nothing to pace by. */
  private unlimited = false;
  private inFlight = 0;
  private blockedUntil = 0;
  private queue: Waiter[] = [];
  private readonly watched = new WeakSet<Call>();
  /** Set while the next window is waited for. */
  private alarm: AbortController | undefined;
  private isClosed = false;
  private readonly pauses = new Set<() => void>();

  /** The window of the caller's own limit. */
  private own = { used: 0, endsAt: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits = {},
  ) {}

  /** Resolves when one request may leave; rejects at once when that would be after the call's deadline. */
  async enter(call: Call): Promise<void> {
    call.throwIfAborted();
    if (this.queue.length === 0 && this.mayGo()) return this.go();
    const opensIn = this.opensAt() - this.clock.now();
    if (opensIn > 0 && this.isTooLate(this.clock.now() + opensIn, call)) throw this.refusal(opensIn);
    await new Promise<void>((go, stop) => {
      this.watch(call);
      this.enqueue({ call, go, stop });
      this.advance();
    });
  }

  /** Waits as long as an answer asked. */
  async pause(ms: number, call: Call): Promise<void> {
    if (this.isClosed) throw this.refusal(ms);
    const waiting = new AbortController();
    const end = () => waiting.abort(this.refusal(ms));
    const release = call.onAbort((reason) => waiting.abort(reason));
    this.pauses.add(end);
    try {
      await this.clock.sleep(ms, waiting.signal);
    } finally {
      release();
      this.pauses.delete(end);
    }
  }

  /** Lets nothing wait for the limit any more, now or later. What is sent already, or can leave at once, goes on. */
  close(): void {
    this.isClosed = true;
    for (const end of this.pauses) end();
    this.advance();
  }

  private isTooLate(at: number, { deadline }: Call): boolean {
    return this.isClosed || at >= deadline;
  }

  private refusal(ms: number) {
    return this.isClosed ? waitGivenUp(ms) : waitTooLong(ms);
  }

  /** One listener per call, however many of its requests wait. */
  private watch(call: Call): void {
    if (this.watched.has(call)) return;
    this.watched.add(call);
    call.onAbort((reason) => {
      const stopped = this.queue.filter((waiter) => waiter.call === call);
      this.queue = this.queue.filter((waiter) => waiter.call !== call);
      for (const { stop } of stopped) stop(reason);
      this.rest();
    });
  }

  /** Takes an answer's figures, or their absence after a failure, into account. */
  leave(response: Response | undefined, limit: RateLimit | undefined): void {
    this.inFlight--;
    if (response) {
      const now = this.clock.now();
      const there = readDate(response.headers);
      const left = (limit?.reset_at ?? Number.NaN) - (there ?? now);
      if (response.status === 429) this.doubtsFar = false;
      if (limit && left <= (this.doubtsFar ? longestRestMs : longestWindowMs))
        this.learn(limit, left, there !== undefined);
      else this.unlimited = this.window === undefined;
      if (response.status === 429) {
        const wait = Math.min(readRetryAfter(response.headers, now) ?? 0, longestRestMs);
        this.blockedUntil = Math.max(this.blockedUntil, now + wait);
      }
    }
    this.advance();
  }

  /** Waiters of one call stand behind the first waiters of others, so that a bulk call cannot starve a small one. */
  private enqueue(waiter: Waiter): void {
    const ownInQueue = this.queue.filter(({ call }) => call === waiter.call).length;
    let position = this.queue.length;
    while (position > 0) {
      const other = this.queue[position - 1]!;
      const before = this.queue.slice(0, position - 1).filter(({ call }) => call === other.call).length;
      if (other.call === waiter.call || before <= ownInQueue) break;
      position--;
    }
    this.queue.splice(position, 0, waiter);
  }

  /** `left`: milliseconds until the reset; `isDated`: by the server's own clock. */
  private learn({ remaining, limit, reset_at }: RateLimit, left: number, isDated: boolean): void {
    const now = this.clock.now();
    const current = this.window;
    if (current && reset_at <= current.reset_at) {
      current.remaining = Math.min(current.remaining, remaining);
      return;
    }
    if (current && now < current.opensAt && remaining <= current.remaining) {
      current.reset_at = reset_at;
      current.remaining = remaining;
      return;
    }
    const wait = opening(left, remaining === limit - 1, isDated);
    this.window = { remaining, reset_at, opensAt: now + wait, isCut: wait === longestRestMs };
  }

  private mayGo(): boolean {
    const now = this.clock.now();
    if (now < this.blockedUntil || this.inFlight >= (this.limits.maxConcurrency ?? Number.POSITIVE_INFINITY))
      return false;
    if (now < this.ownOpensAt()) return false;
    if (this.window && now >= this.window.opensAt) {
      this.doubtsFar ||= this.window.isCut;
      this.window = undefined;
    }
    if (this.window) return this.window.remaining - this.inFlight > 0;
    return this.unlimited || this.inFlight === 0;
  }

  private go(): void {
    const now = this.clock.now();
    if (now >= this.own.endsAt) this.own = { used: 0, endsAt: now + minuteMs };
    this.own.used++;
    this.inFlight++;
  }

  /** When the caller's own limit lets the next one go; 0 where it stands in no way. */
  private ownOpensAt(): number {
    const { rateLimit = Number.POSITIVE_INFINITY } = this.limits;
    return this.own.used >= rateLimit && this.clock.now() < this.own.endsAt ? this.own.endsAt : 0;
  }

  /** When a refused request can next be considered without an answer arriving first. */
  private opensAt(): number {
    const exhausted = this.window && this.window.remaining - this.inFlight <= 0 ? this.window.opensAt : 0;
    return Math.max(this.blockedUntil, exhausted, this.ownOpensAt());
  }

  /** Sends away those whose call ends before anything can leave. */
  private refuseLate(wait: number): void {
    const opensAt = this.clock.now() + wait;
    const late = this.queue.filter(({ call }) => this.isTooLate(opensAt, call));
    if (late.length === 0) return;
    this.queue = this.queue.filter(({ call }) => !this.isTooLate(opensAt, call));
    for (const { stop } of late) stop(this.refusal(wait));
  }

  private advance(): void {
    while (this.queue.length > 0 && this.mayGo()) {
      this.go();
      this.queue.shift()?.go();
    }
    const wait = this.opensAt() - this.clock.now();
    if (wait > 0) {
      this.refuseLate(wait);
      for (const { call } of this.queue) call.waitsUntil(this.opensAt());
    }
    this.rest();
    if (this.queue.length === 0 || wait <= 0 || this.alarm) return;
    const alarm = new AbortController();
    this.alarm = alarm;
    this.clock.sleep(wait, alarm.signal).then(
      () => {
        if (this.alarm === alarm) this.alarm = undefined;
        this.advance();
      },
      () => undefined,
    );
  }

  /** A window that nobody waits for is not waited for: its timer would keep the process alive. */
  private rest(): void {
    if (this.queue.length > 0) return;
    this.alarm?.abort();
    this.alarm = undefined;
  }
}

/**
 * Milliseconds until the next window counts. When the window was opened by our own request, its length shows (what is
 * left, give or take the rounding of one or two clocks) and the end is known to the millisecond.
 */
function opening(left: number, isFirst: boolean, isDated: boolean): number {
  const rounding = isDated ? 2 * secondMs : secondMs;
  const length = isFirst ? usualWindows.find((ms) => Math.abs(left - ms) < rounding) : undefined;
  if (length !== undefined) return Math.min(Math.max(left, length) + 25, longestRestMs);
  // Without a Date the clocks may differ by anything; in a minute every window of ClickUp's is over. One that began now
  // and seems to end a little earlier is one of a minute, too.
  const believable = isFirst ? minuteMs - 5 * secondMs : minuteMs + secondMs;
  const isDoubtful = !isDated && (left <= 0 || left > believable);
  return isDoubtful ? minuteMs + 25 : Math.min(left + secondMs, longestRestMs);
}

export const rateLimit =
  ({ governor }: { governor: RateLimiter }): Layer =>
  (next) =>
  async (request, context) => {
    const { call } = context;
    await governor.enter(call);
    let response: Response | undefined;
    try {
      // The call may have ended while the request waited.
      call.throwIfAborted();
      response = await next(request, context);
      return response;
    } finally {
      const limit = response && readRateLimit(response.headers);
      if (limit) call.rateLimit = limit;
      governor.leave(response, limit);
    }
  };
