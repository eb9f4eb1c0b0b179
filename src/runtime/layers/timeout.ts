import { anySignal, type Clock } from '../clock.js';
import { AttemptTimeout, InFlight } from '../failures.js';
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
    const disarm = clock.alarm(attemptMs, () =>
      attempt.abort(new AttemptTimeout(`no complete answer within ${attemptMs} ms`)),
    );
    const signal = anySignal(attempt.signal, call.signal);
    try {
      return await Promise.race([readWhole(next(new Request(request, { signal }), call)), aborted(signal)]);
    } catch (error) {
      throw new InFlight(signal.aborted ? signal.reason : error);
    } finally {
      disarm();
    }
  };

async function readWhole(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  const { status, statusText, headers } = response;
  const body = status === 204 || status === 304 ? null : await response.arrayBuffer();
  return new Response(body, { status, statusText, headers });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
