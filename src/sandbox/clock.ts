import { type Clock, systemClock } from '../runtime/clock.js';

export type { Clock };

/**
 * A clock that stands still until it is told to move; whoever sleeps by it moves it and does not wait.
 *
 * @example
 * const clock: ManualClock = manualClock();
 * clock.advance(60_000); // a minute later, without waiting
 */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  set(ms: number): void;
}

/**
 * 2026-10-05T09:00:00Z, a Monday: where a manual clock starts, and the moment of the executed examples.
 *
 * @example
 * console.log(new Date(SEED_NOW).toISOString()); // 2026-10-05T09:00:00.000Z
 */
export const SEED_NOW = Date.UTC(2026, 9, 5, 9, 0, 0);

/**
 * Starts at `start` and then runs with real elapsed time.
 *
 * @example
 * const sandbox = createSandbox({ clock: runningClock(Date.UTC(2026, 11, 24, 8)) });
 */
export function runningClock(start: number = SEED_NOW): Clock {
  const began = Date.now();
  return { ...systemClock, now: () => start + (Date.now() - began) };
}

/**
 * Stands at `start` until `advance` or `set` is called; for reproducible tests and examples. Sleeping moves it without
 * ringing alarms, because what else is under way takes no time on such a clock; `advance` and `set` ring what is due.
 *
 * @example
 * const clock = manualClock();
 * const sandbox = createSandbox({ clock });
 * const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, clock });
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
