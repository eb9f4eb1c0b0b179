import { type Clock, systemClock } from '../runtime/clock.js';

export type { Clock };

/** A clock that stands still until it is told to move; whoever sleeps by it moves it and does not wait. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(ms: number): void;
}

/** 2026-10-05T09:00:00Z, a Monday: the moment at which the default seed stands. */
export const SEED_NOW = Date.UTC(2026, 9, 5, 9, 0, 0);

/** Starts at `start` and then runs with real elapsed time. */
export function runningClock(start: number = SEED_NOW): Clock {
  const began = Date.now();
  return { now: () => start + (Date.now() - began), sleep: systemClock.sleep };
}

/** Stands at `start` until `advance` or `set` is called; for reproducible tests and examples. */
export function manualClock(start: number = SEED_NOW): ManualClock {
  let current = start;
  return {
    now: () => current,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      current += ms;
    },
    advance: (ms) => {
      current += ms;
    },
    set: (ms) => {
      current = ms;
    },
  };
}
