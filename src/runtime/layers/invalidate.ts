import type { Cache } from '../cache.js';
import { isWrite, type Layer } from '../send.js';

/** Forgets what a write may have changed, whatever became of it. */
export const invalidate =
  ({ cache }: { cache: Cache }): Layer =>
  (next) =>
  (request, context) => {
    const answer = next(request, context);
    const { operation } = context;
    return isWrite(request, context) ? answer.finally(() => cache.invalidate(operation?.id)) : answer;
  };
