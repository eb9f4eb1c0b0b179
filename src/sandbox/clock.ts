import { type Clock, systemClock } from '../runtime/clock.js';

export type { Clock };

/** A clock that stands still until it is told to move; whoever sleeps by it moves it and does not wait. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(ms: number): void;
}

/** 2026-10-05T09:00:00Z, a Monday: where a manual clock starts, and the moment of the executed examples. */
export const SEED_NOW = Date.UTC(2026, 9, 5, 9, 0, 0);

/** Starts at `start` and then runs with real elapsed time. */
export function runningClock(start: number = SEED_NOW): Clock {
  const began = Date.now();
  return { ...systemClock, now: () => start + (Date.now() - began) };
}

/**
 * Stands at `start` until `advance` or `set` is called; for reproducible tests and examples. Sleeping moves it without
 * ringing alarms, because what else is under way takes no time on such a clock; `advance` and `set` ring what is due.
 */
export function manualClock(start: number = SEED_NOW): ManualClock {
  let current = start;
  let alarms: { at: number; ring: () => void }[] = [];
  const set = (ms: number) => {
    current = ms;
    const due = alarms.filter(({ at }) => at <= current);
    alarms = alarms.filter(({ at }) => at > current);
    for (const { ring } of due) ring();
  };
  return {
    now: () => current,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      current += ms;
    },
    alarm: (ms, ring) => {
      const alarm = { at: current + ms, ring };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((other) => other !== alarm);
      };
    },
    advance: (ms) => set(current + ms),
    set,
  };
}
