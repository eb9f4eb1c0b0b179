import type { Clock } from '../clock.js';
import { type Layer, templateOf } from '../send.js';

/** Appends every attempt to the call's record, answered or not. */
export const record =
  ({ clock }: { clock: Clock }): Layer =>
  (next) =>
  async (request, context) => {
    const startedAt = clock.now();
    const entry = { method: request.method, path: templateOf(request, context), duration: 0, status: 0 };
    context.call.apiCalls.push(entry);
    try {
      const response = await next(request, context);
      entry.status = response.status;
      return response;
    } finally {
      entry.duration = Math.round(clock.now() - startedAt);
    }
  };
