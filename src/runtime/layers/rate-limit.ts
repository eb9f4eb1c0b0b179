import { readRateLimit } from '../headers.js';
import type { RateLimiter } from '../limit/rate-limiter.js';
import { isWrite, type Layer } from '../send.js';

/** Lets each attempt wait for its turn, and the limiter learn from its answer. */
export const rateLimit =
  ({ governor, passThrough }: { governor: RateLimiter; passThrough?: boolean | undefined }): Layer =>
  (next) =>
  async (request, context) => {
    const { call } = context;
    if (passThrough) governor.pass();
    else await governor.enter(call, isWrite(request, context));
    let response: Response | undefined;
    try {
      // The call may have ended while the request waited.
      call.throwIfAborted();
      response = await next(request, context);
      return response;
    } finally {
      const limit = response && readRateLimit(response.headers);
      if (limit) call.rateLimit = limit;
      governor.leave(response, limit);
    }
  };
