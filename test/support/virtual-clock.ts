import type { Clock } from '../../src/runtime/clock.js';

/** A clock on which waiting takes no time: it jumps to the next timer once everything else has come to rest. */
export interface VirtualClock extends Clock {
  advance(ms: number): void;
}

interface Timer {
  at: number;
  fire(): void;
}

/** Turns of the event loop in which nothing may happen before time moves on. */
const restTurns = 4;

export function virtualClock(start = Date.UTC(2026, 9, 5, 9)): VirtualClock {
  let now = start;
  let timers: Timer[] = [];
  let pumping = false;

  async function pump() {
    pumping = true;
    while (timers.length > 0) {
      for (let turn = 0; turn < restTurns; turn++) await new Promise(setImmediate);
      const next = timers.reduce<Timer | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      now = Math.max(now, next.at);
      next.fire();
    }
    pumping = false;
  }

  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const stop = () => {
          timers = timers.filter((other) => other !== timer);
          reject(signal?.reason);
        };
        const fire = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const timer = { at: now + ms, fire };
        timers.push(timer);
        signal?.addEventListener('abort', stop, { once: true });
        if (!pumping) void pump();
      }),
    alarm: (ms, ring) => {
      const timer = { at: now + ms, fire: ring };
      timers.push(timer);
      if (!pumping) void pump();
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
}
