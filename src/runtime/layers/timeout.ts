import type { Clock } from '../clock.js';
import { AttemptTimeout, InFlight } from '../failures.js';
import { readWhole } from '../read-whole.js';
import type { Layer } from '../send.js';

/**
 * Bounds one attempt, body included: the answer is read to its end here, so that a connection which dies half-way
 * fails inside the onion, where it can still be repeated. Whatever fails here failed in flight.
 */
export const timeout =
  ({ clock, attemptMs }: { clock: Clock; attemptMs: number }): Layer =>
  (next) =>
  async (request, call) => {
    const attempt = new AbortController();
    const { signal } = attempt;
    const disarm = clock.alarm(attemptMs, () =>
      attempt.abort(new AttemptTimeout(`no complete answer within ${attemptMs} ms`)),
    );
    const release = call.onAbort((reason) => attempt.abort(reason));
    try {
      return await Promise.race([next(request, call, signal).then(readWhole), aborted(signal)]);
    } catch (error) {
      throw new InFlight(signal.aborted ? signal.reason : error);
    } finally {
      disarm();
      release();
    }
  };

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
