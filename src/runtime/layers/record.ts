import type { Clock } from '../clock.js';
import { readRateLimit } from '../headers.js';
import { type Layer, templateOf } from '../send.js';

/** Appends every attempt to the call's record, answered or not. */
export const record =
  ({ clock }: { clock: Clock }): Layer =>
  (next) =>
  async (request, call) => {
    const startedAt = clock.now();
    const entry = { method: request.method, path: templateOf(request, call), duration: 0, status: 0 };
    call.apiCalls.push(entry);
    try {
      const response = await next(request, call);
      entry.status = response.status;
      const limit = readRateLimit(response.headers);
      if (limit) call.rateLimit = limit;
      return response;
    } finally {
      entry.duration = Math.round(clock.now() - startedAt);
    }
  };
