/**
 * Time as the runtime sees it; tests replace it.
 *
 * @example
 * const clock: Clock = manualClock();
 * const clickup = createClickUp({ apiKey: sandbox.apiKey, fetch: sandbox.fetch, clock });
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Rings once after `ms`, unless the function it gives is called before: a limit that usually does not come true. */
  alarm(ms: number, ring: () => void): () => void;
}

/** Longer timers overflow and fire at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const longestTimerMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const done = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = setTimeout(done, Math.min(ms, longestTimerMs));
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', stop, { once: true });
    }),
  alarm: (ms, ring) => {
    const timer = setTimeout(ring, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
};

/** What is awaited, or undefined if that takes longer than so many milliseconds. */
export function atMost<Value>(
  clock: Pick<Clock, 'alarm'>,
  ms: number,
  pending: Promise<Value>,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const disarm = clock.alarm(ms, () => resolve(undefined));
    pending.then(resolve, reject).finally(disarm);
  });
}
