import type { Cache } from '../cache.js';
import { isWrite, type Layer } from '../send.js';

/** Forgets what a write may have changed, whatever became of it. */
export const invalidate =
  ({ cache }: { cache: Cache }): Layer =>
  (next) =>
  async (request, context) => {
    if (!isWrite(request) || !context.operation) return next(request, context);
    try {
      return await next(request, context);
    } finally {
      cache.invalidate(context.operation.id);
    }
  };
