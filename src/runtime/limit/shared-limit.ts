import { minuteMs } from './window.js';

/**
 * Where several processes keep, together, how much of one token's limit is used. It fails where it cannot be reached: each
 * process then keeps to its share.
 *
 * @example
 * const sharedLimit = memoryLimit();
 * const [one, other] = [1, 2].map(() => createClickUp({ apiKey: 'pk_...', sharedLimit }));
 */
export interface SharedLimit {
  /** Tells what a process has under way and what ClickUp said last, and asks for more requests. */
  exchange(asked: LimitQuestion): Promise<LimitGrant>;
}

/**
 * What a process tells and asks. Times are milliseconds.
 *
 * @example
 * const question: LimitQuestion = { process: 'worker-1', count: 5, underWay: 2 };
 */
export interface LimitQuestion {
  /** Tells the processes apart. */
  process: string;
  /** Requests it would like to send now; 0 only tells. */
  count: number;
  /** How many of these are of jobs, and the share of the limit, from 0 to 1, that jobs leave to everybody else. */
  jobs?: number | undefined;
  kept?: number | undefined;
  /** Requests it was granted that are not answered yet. */
  underWay: number;
  /** The window as an answer showed it, and in how many milliseconds the next one has surely begun. */
  window?: { limit: number; remaining: number; reset_at: number; opensInMs: number } | undefined;
}

/**
 * What it may do.
 *
 * @example
 * const grant: LimitGrant = { granted: 0, againInMs: 1_500, processes: 2 };
 */
export interface LimitGrant {
  granted: number;
  /** Milliseconds after which it is worth asking again, where nothing was granted. */
  againInMs: number;
  /** Processes seen lately, the asking one included. */
  processes: number;
}

/** What the processes know together; plain JSON. */
export interface SharedState {
  limit: number;
  remaining: number;
  reset_at: number;
  /** When the next window has surely begun, by the clock of the store. */
  endsAt: number;
  /** Until then a single request finds out what a new window allows. */
  probeUntil: number;
  processes: Record<string, { at: number; underWay: number }>;
}

/** A process that was not seen for so long is gone, and what it had under way is answered. */
export const goneMs = 30_000;

/** How long others wait for the request that finds out what a window allows. */
export const probeMs = 3_000;

/** How long to wait for answers that are under way. */
export const answerMs = 50;

export const emptyState = (): SharedState => ({
  limit: 0,
  remaining: 0,
  reset_at: 0,
  endsAt: 0,
  probeUntil: 0,
  processes: {},
});

/** Requests of a window that jobs leave to others: fewer, the nearer its end, and never the last one. */
export const keptOf = (share: number, limit: number, leftMs: number): number =>
  share > 0 ? Math.max(1, Math.floor((share * limit * Math.min(leftMs, minuteMs)) / minuteMs)) : 0;

/** Answers one question, and gives the state after it. The script of a store that keeps the state itself does the same. */
export function exchange(
  state: SharedState,
  { process, count, jobs = 0, kept = 0, underWay, window }: LimitQuestion,
  now: number,
): { state: SharedState; grant: LimitGrant } {
  const next: SharedState = { ...state, processes: {} };
  for (const [id, seen] of Object.entries(state.processes)) if (now - seen.at < goneMs) next.processes[id] = seen;
  if (window && window.reset_at > state.reset_at) {
    Object.assign(next, { limit: window.limit, remaining: window.remaining, reset_at: window.reset_at, probeUntil: 0 });
    next.endsAt = now + window.opensInMs;
  } else if (window && window.reset_at === state.reset_at) {
    next.remaining = Math.min(next.remaining, window.remaining);
  }
  const others = Object.entries(next.processes).filter(([id]) => id !== process);
  const inAll = others.reduce((sum, [, seen]) => sum + seen.underWay, underWay);
  let granted = 0;
  let againInMs = 0;
  if (count > 0 && now >= next.endsAt) {
    granted = now >= next.probeUntil ? 1 : 0;
    if (granted > 0) next.probeUntil = now + probeMs;
    else againInMs = answerMs;
  } else if (count > 0) {
    const free = next.remaining - inAll;
    granted = Math.max(0, Math.min(count - jobs, free));
    granted += Math.max(0, Math.min(jobs, free - granted - keptOf(kept, next.limit, next.endsAt - now)));
    if (granted === 0) againInMs = next.remaining > 0 ? answerMs : next.endsAt - now;
  }
  next.processes[process] = { at: now, underWay: underWay + granted };
  return { state: next, grant: { granted, againInMs, processes: others.length + 1 } };
}

/**
 * A limit that the clients of one process share.
 *
 * @example
 * const sharedLimit = memoryLimit();
 */
export function memoryLimit(now: () => number = Date.now): SharedLimit {
  let state = emptyState();
  return {
    async exchange(asked) {
      const answer = exchange(state, asked, now());
      state = answer.state;
      return answer.grant;
    },
  };
}
