/** Waits `ms`, or rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

const held = new Set<object>();

/**
 * Never answers; rejects when the owner's signal is aborted. Holds the owner until then, because the signal of a `Request`
 * that was collected as garbage does not hear of its source any more.
 */
export const forever = (owner: { readonly signal: AbortSignal }): Promise<never> =>
  new Promise((_, reject) => {
    const { signal } = owner;
    const stop = () => {
      held.delete(owner);
      reject(signal.reason);
    };
    if (signal.aborted) return stop();
    held.add(owner);
    signal.addEventListener('abort', stop, { once: true });
  });
