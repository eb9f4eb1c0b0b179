import { type Clock, systemClock } from '../../src/runtime/clock.js';

/** A clock that runs so many times as fast as time; the same in every process that is given the same beginning. */
export const scaledClock = (beganAt: number, speed: number): Clock => ({
  now: () => beganAt + (Date.now() - beganAt) * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  alarm: (ms, ring) => systemClock.alarm(ms / speed, ring),
});
