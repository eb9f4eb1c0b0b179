import { readAnswer } from './answer.js';
import type { Clock } from './clock.js';
import { Ending } from './ending.js';
import { AttemptTimeout, InFlight } from './failures.js';
import { plainError } from './plain-error.js';
import type { Secrets } from './secrets.js';
import type { Send } from './send.js';
import type { Transport } from './transport.js';

/**
 * The core of the onion: sends a request once, in bounded time, body included. The answer is read to its end here, so
 * that a connection which dies half-way fails inside the onion, where it can still be repeated. Whatever fails here
 * failed in flight.
 */
export const attempt = ({
  clock,
  attemptMs,
  secrets,
  transport,
}: {
  clock: Clock;
  attemptMs: number;
  secrets: Secrets;
  transport: Transport;
}): Send => {
  const once: Send = (request, { call }) =>
    new Promise((resolve, reject) => {
      const ending = new Ending();
      // Rejects at once, also where the transport does not listen to its signal.
      const end = (reason: unknown) => {
        reject(new InFlight(reason));
        ending.end(reason);
      };
      const disarm = clock.alarm(attemptMs, () => end(new AttemptTimeout(`no complete answer within ${attemptMs} ms`)));
      const release = call.onAbort(end);
      transport(request, ending)
        .then((arriving) => readAnswer(arriving, secrets))
        .then(resolve, (error: unknown) => reject(new InFlight(plainError(error, secrets))))
        .finally(() => {
          disarm();
          release();
        });
    });
  return (request, context) =>
    context.mayLeave ? context.mayLeave().then(() => once(request, context)) : once(request, context);
};
