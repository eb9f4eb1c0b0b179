import { readWhole } from '../buffer-body.js';
import type { Clock } from '../clock.js';
import { AttemptTimeout, InFlight } from '../failures.js';
import { plainError } from '../plain-error.js';
import type { Secrets } from '../secrets.js';
import type { Layer } from '../send.js';

/**
 * Bounds one attempt, body included: the answer is read to its end here, so that a connection which dies half-way
 * fails inside the onion, where it can still be repeated. Whatever fails here failed in flight.
 */
export const timeout =
  ({ clock, attemptMs, secrets }: { clock: Clock; attemptMs: number; secrets: Secrets }): Layer =>
  (next) =>
  (request, context) =>
    new Promise((resolve, reject) => {
      const attempt = new AbortController();
      // Rejects at once, also where the fetch underneath does not listen to its signal.
      const end = (reason: unknown) => {
        reject(new InFlight(reason));
        attempt.abort(reason);
      };
      const disarm = clock.alarm(attemptMs, () => end(new AttemptTimeout(`no complete answer within ${attemptMs} ms`)));
      const release = context.call.onAbort(end);
      next(request, { ...context, attempt: attempt.signal })
        .then((response) => readWhole(response, secrets))
        .then(resolve, (error: unknown) => reject(new InFlight(plainError(error, secrets))))
        .finally(() => {
          disarm();
          release();
        });
    });
