import type { Clock } from '../clock.js';
import { type Hooks, sender, tell } from '../hooks.js';
import { isWrite, type Layer } from '../send.js';

/** Appends every attempt to the call's record, answered or not, and tells the listener. */
export const record =
  ({ clock, onRequest }: { clock: Clock } & Pick<Hooks, 'onRequest'>): Layer =>
  (next) =>
  async (request, context) => {
    const startedAt = clock.now();
    const { tool, method, path } = sender(request, context);
    const entry = { method, path, duration: 0, status: 0 };
    context.call.apiCalls.push(entry);
    try {
      const response = await next(request, context);
      entry.status = response.status;
      if (response.ok && isWrite(request, context)) context.call.hasAcceptedWrite = true;
      return response;
    } finally {
      entry.duration = Math.round(clock.now() - startedAt);
      tell(onRequest, { tool, ...entry });
    }
  };
