import type { Call } from '../call.js';
import { type Clock, systemClock } from '../clock.js';
import type { RateLimit } from '../envelope.js';
import { waitGivenUp, waitTooLong } from '../failures.js';
import { readDate, readRetryAfter } from '../headers.js';
import type { Lane, Waiting } from './fair-queue.js';
import { FlowQueue } from './flow-queue.js';
import { Share } from './share.js';
import { keptOf, type SharedLimit } from './shared-limit.js';
import { longestRestMs, minuteMs, WindowWatch } from './window.js';

/**
 * What a program allows itself within what ClickUp allows.
 *
 * @example
 * const limits: Limits = { maxConcurrency: 16, reserve: 0.2 };
 */
export interface Limits {
  /** Requests under way at the same time. */
  maxConcurrency?: number | undefined;
  /** Requests in a minute. */
  rateLimit?: number | undefined;
  /** Where other processes with the same token see what is used, and by which name they know this one. */
  sharedLimit?: SharedLimit | undefined;
  processId?: string | undefined;
  /** Share of the limit, from 0 to 1, that jobs of many requests leave to other calls. Default: a tenth, but for jobs that it suffices for. */
  reserve?: number | undefined;
  /** How many processes use the token, where no store tells; each keeps to its share. Default: 1. */
  processes?: (() => number) | undefined;
}

/**
 * Paces several clients of one token together; see `createLimiter`.
 *
 * @example
 * const limiter: Limiter = createLimiter({ maxConcurrency: 16 });
 */
export interface Limiter {
  /** Milliseconds until so many more requests can have left. */
  estimateMs(requests: number): number;
  /** Lets nothing wait for the limit any more. */
  close(): void;
}

/**
 * A limiter for several clients of one token. Who calls is told apart by `flow` of a call: callers take turns, however many
 * requests each of them has waiting.
 *
 * @example
 * const limiter = createLimiter({ reserve: 0.2 });
 * const [first, second] = ['9011234567', '9012222222'].map((workspaceId) =>
 *   createClickUp({ apiKey: 'pk_...', workspaceId, limiter }),
 * );
 */
export function createLimiter({ clock = systemClock, ...limits }: Limits & { clock?: Clock } = {}): Limiter {
  return new RateLimiter(clock, { processId: crypto.randomUUID(), ...limits });
}

/** From here on a call is a job: what it said it will send, or has sent. */
const jobFrom = { expected: 8, sent: 16 };

/** Of a window, what a job leaves to others that does not come to its end within it. */
const keptShare = 0.1;

/** So many calls that wait side by side share what is left evenly over time, where it is not enough for two turns each. */
const manyCalls = 16;

/** Before the end of a window by which all of it should have left: a reset is rounded, and a request travels. */
const marginMs = 1_500;

/** Not worth telling: other processes wait for answers. */
const shortMs = 1_000;

interface Waiter extends Waiting {
  readonly call: Call;
  go(): void;
  stop(reason: unknown): void;
}

/**
 * Paces one credential so that a healthy run sees no 429: it learns limit, remaining and reset from the answers, holds
 * requests back once the window is used up, and lets a single request find out what an unknown window allows.
 * An instance per client, never a global.
 */
export class RateLimiter implements Limiter {
  private readonly watch = new WindowWatch();
  /** True once an answer came without figures to believe: there is nothing to pace by. */
  private unlimited = false;
  private inFlight = 0;
  private blockedUntil = 0;
  private readonly queue = new FlowQueue<Waiter>();
  private readonly watched = new WeakSet<Call>();
  /** Set while a time is waited for. */
  private alarm: { at: number; stop: AbortController } | undefined;
  private isClosed = false;
  private readonly pauses = new Set<() => void>();
  /** The window of the caller's own limit. */
  private own = { used: 0, endsAt: 0 };
  /** When the next may leave of many that share what is left. */
  private nextAt = 0;

  private readonly share: Share | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits = {},
  ) {
    const { sharedLimit, processId = '', processes, reserve: kept } = limits;
    if (!sharedLimit && !processes) return;
    this.share = new Share(sharedLimit, processId, clock, {
      wanted: () => this.wanted(),
      underWay: () => this.inFlight,
      kept,
      processes,
      window: () => this.watch.present,
      changed: () => this.advance(),
    });
  }

  /** Resolves when one request may leave; rejects at once when that would be after the call's deadline. */
  async enter(call: Call, isWriting = false): Promise<void> {
    call.throwIfAborted();
    const lane = laneOf(call, isWriting);
    if (this.queue.size === 0 && this.mayGo({ call, lane })) return this.go();
    const opensIn = this.opensAt() - this.clock.now();
    if (opensIn > 0 && this.isTooLate(this.clock.now() + opensIn, call)) throw this.refusal(opensIn);
    await new Promise<void>((go, stop) => {
      this.hearEnd(call);
      this.queue.add({ call, lane, go, stop });
      this.advance();
    });
  }

  /** Lets one leave whatever the limit is, and counts it. */
  pass(): void {
    this.go();
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

  /**
   * Milliseconds until so many more requests can have left, behind those that wait: 0 where the window has room for them, or
   * where no limit is known.
   */
  estimateMs(requests: number): number {
    const now = this.clock.now();
    this.watch.pass(now);
    const { rateLimit = Number.POSITIVE_INFINITY } = this.limits;
    const perWindow = Math.min(rateLimit, this.watch.limit ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(perWindow)) return Math.max(0, this.blockedUntil - now);
    const room = Math.min(this.room(), now < this.own.endsAt ? rateLimit - this.own.used : rateLimit);
    const over = requests + this.queue.size - Math.max(0, room);
    if (over <= 0) return Math.max(0, this.blockedUntil - now);
    const opensAt = Math.max(
      this.blockedUntil,
      this.watch.present?.opensAt ?? 0,
      this.own.used > 0 ? Math.min(this.own.endsAt, now + minuteMs) : 0,
      now,
    );
    return opensAt - now + Math.floor((over - 1) / Math.max(1, perWindow)) * minuteMs;
  }

  /** Lets nothing wait for the limit any more, now or later. What is sent already, or can leave at once, goes on. */
  close(): void {
    this.isClosed = true;
    for (const end of this.pauses) end();
    this.advance();
  }

  /** Takes an answer's figures, or their absence after a failure, into account. */
  leave(response: Response | undefined, limit: RateLimit | undefined): void {
    this.inFlight--;
    if (!response) this.watch.missed();
    else this.hear(response, limit);
    this.advance();
    void this.share?.ask();
  }

  private hear(response: Response, limit: RateLimit | undefined): void {
    const now = this.clock.now();
    const there = readDate(response.headers);
    if (response.status === 429) this.watch.refused();
    const isDated = there !== undefined;
    const isHeard = limit && this.watch.hear({ figures: limit, leftMs: limit.reset_at - (there ?? now), isDated, now });
    if (!isHeard) {
      this.watch.missed();
      this.unlimited = this.watch.present === undefined;
    }
    if (response.status !== 429) return;
    const wait = Math.min(readRetryAfter(response.headers, now) ?? 0, longestRestMs);
    this.blockedUntil = Math.max(this.blockedUntil, now + wait);
  }

  private isTooLate(at: number, { deadline }: Call): boolean {
    return this.isClosed || at >= deadline;
  }

  private refusal(ms: number) {
    return this.isClosed ? waitGivenUp(ms) : waitTooLong(ms);
  }

  /** One listener per call, however many of its requests wait: they free their places when it ends. */
  private hearEnd(call: Call): void {
    if (this.watched.has(call)) return;
    this.watched.add(call);
    call.onAbort((reason) => {
      for (const { stop } of this.queue.remove((waiter) => waiter.call === call)) stop(reason);
      this.rest();
    });
  }

  /** Whether something else than the shared limit holds all back. */
  private isHeld(): boolean {
    const now = this.clock.now();
    return now < this.blockedUntil || now < this.ownOpensAt();
  }

  /** Requests that wait and would leave if the shared limit let them. */
  private wanted(): { jobs: number; others: number } {
    let [jobs, others] = [0, 0];
    if (this.isHeld()) return { jobs, others };
    for (const waiter of this.queue) {
      if (waiter.lane !== 'bulk') others++;
      else if (this.room() - jobs > this.keptFrom(waiter)) jobs++;
    }
    const { maxConcurrency = Number.POSITIVE_INFINITY } = this.limits;
    const places = Math.max(0, maxConcurrency - this.inFlight);
    others = Math.min(others, places);
    return { jobs: Math.min(jobs, places - others), others };
  }

  /** Requests that the window has left, besides those that are under way. */
  private room(): number {
    return this.watch.present ? this.watch.present.remaining - this.inFlight : Number.POSITIVE_INFINITY;
  }

  private mayGo(asking: Waiting & { call: Call }): boolean {
    const now = this.clock.now();
    const { maxConcurrency = Number.POSITIVE_INFINITY } = this.limits;
    if (this.isHeld() || this.inFlight >= maxConcurrency) return false;
    this.watch.pass(now);
    if (this.share && !this.share.mayGo()) return false;
    if (!this.watch.present) return this.limits.sharedLimit !== undefined || this.unlimited || this.inFlight === 0;
    return this.room() > this.keptFrom(asking) && now >= this.pacedUntil();
  }

  /** Requests of the window that are not for this one; fewer, the nearer its end. */
  private keptFrom({ call, lane }: Waiting & { call: Call }): number {
    const { present } = this.watch;
    if (lane !== 'bulk' || !present) return 0;
    const { reserve } = this.limits;
    if (reserve !== undefined) return keptOf(reserve, present.limit, present.opensAt - marginMs - this.clock.now());
    if (call.expects <= present.remaining) return 0;
    const left = (present.opensAt - marginMs - this.clock.now()) / minuteMs;
    return Math.floor(keptShare * present.limit * Math.min(1, Math.max(0, left)));
  }

  /** When the next may leave of many; 0 where there is enough for all. */
  private pacedUntil(): number {
    const { calls } = this.queue;
    // A reserve is there to be taken at once.
    if (this.limits.reserve !== undefined) return 0;
    const isTight = calls > 1 && calls + this.inFlight >= manyCalls && calls * 2 > this.room();
    return isTight ? this.nextAt : 0;
  }

  private go(): void {
    const now = this.clock.now();
    if (now >= this.own.endsAt) this.own = { used: 0, endsAt: now + minuteMs };
    this.own.used++;
    const { present } = this.watch;
    const spanMs = present ? Math.max(0, present.opensAt - marginMs - now) : 0;
    this.nextAt = now + spanMs / Math.max(1, this.room());
    this.inFlight++;
    this.share?.went();
  }

  /** When the caller's own limit lets the next one go; 0 where it stands in no way. */
  private ownOpensAt(): number {
    const { rateLimit = Number.POSITIVE_INFINITY } = this.limits;
    return this.own.used >= rateLimit && this.clock.now() < this.own.endsAt ? this.own.endsAt : 0;
  }

  /** When a refused request can next be considered without an answer arriving first. */
  private opensAt(): number {
    const { present } = this.watch;
    const used = present && this.room() <= 0 ? present.opensAt : 0;
    const shared = this.share?.opensAt() ?? 0;
    const isWait = shared - this.clock.now() > shortMs;
    return Math.max(this.blockedUntil, used, this.ownOpensAt(), isWait ? shared : 0);
  }

  /** Sends away those whose call ends before anything can leave. */
  private refuseLate(wait: number): void {
    const opensAt = this.clock.now() + wait;
    for (const { stop } of this.queue.remove(({ call }) => this.isTooLate(opensAt, call))) stop(this.refusal(wait));
  }

  private advance(): void {
    for (let next = this.next(); next; next = this.next()) {
      this.go();
      next.go();
    }
    const wait = this.opensAt() - this.clock.now();
    if (wait > 0) {
      this.refuseLate(wait);
      for (const { call } of this.queue) call.waitsUntil(this.opensAt());
      // While answers are on their way, one of them may let go those that wait.
    } else if (this.isClosed && this.inFlight === 0) this.refuseLate(0);
    this.rest();
    if (this.queue.size === 0) return;
    if (this.share?.isWorthAsking()) void this.share.ask();
    const wakeAt = wait > 0 ? this.opensAt() : this.turnAt();
    if (wakeAt !== undefined) this.wakeAt(wakeAt);
  }

  private next(): Waiter | undefined {
    return this.queue.size > 0 ? this.queue.take((waiter) => this.mayGo(waiter)) : undefined;
  }

  /** When pace or what is kept from jobs next lets one go; undefined where only an answer can. */
  private turnAt(): number | undefined {
    const now = this.clock.now();
    const { present } = this.watch;
    const shared = this.share?.opensAt() ?? 0;
    if (shared > now) return shared;
    if (!present || this.room() <= 0) return undefined;
    const pacedUntil = this.pacedUntil();
    if (pacedUntil > now) return pacedUntil;
    const [first] = this.queue;
    if (!first || this.keptFrom(first) < this.room()) return undefined;
    const { reserve = keptShare } = this.limits;
    return Math.min(now + minuteMs / Math.max(1, reserve * present.limit), present.opensAt);
  }

  private wakeAt(at: number): void {
    if (this.alarm && this.alarm.at <= at) return;
    this.alarm?.stop.abort();
    const alarm = { at, stop: new AbortController() };
    this.alarm = alarm;
    this.clock.sleep(Math.max(1, at - this.clock.now()), alarm.stop.signal).then(
      () => {
        if (this.alarm === alarm) this.alarm = undefined;
        this.advance();
      },
      () => undefined,
    );
  }

  /** A window that nobody waits for is not waited for: its timer would keep the process alive. */
  private rest(): void {
    if (this.queue.size > 0) return;
    this.alarm?.stop.abort();
    this.alarm = undefined;
  }
}

/** What a call's request is for; a call that sends many is a job. */
function laneOf(call: Call, isWriting: boolean): Lane {
  if (call.expects > jobFrom.expected || call.apiCalls.length >= jobFrom.sent) return 'bulk';
  return isWriting ? 'write' : 'read';
}
