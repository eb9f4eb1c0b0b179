import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import type { Ctx, Env } from './env.js';
import { problem } from './problem.js';

/** What every answer says to browsers and caches: nothing here is embedded, sniffed, kept or told to others. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Gives each request an id, counts it while it is answered, logs it by method, path and status, and sets what holds for all answers. */
export const observed = ({
  log,
  settings,
  metrics,
}: Pick<Deps, 'log' | 'settings' | 'metrics'>): MiddlewareHandler<Env> => {
  let inFlight = 0;
  metrics.gauge('clickup_hosted_in_flight', () => inFlight);
  return async (c, next) => {
    const begun = performance.now();
    c.set('requestId', randomUUID());
    inFlight += 1;
    try {
      await next();
    } finally {
      inFlight -= 1;
    }
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    c.res.headers.set('x-request-id', c.get('requestId'));
    if (settings.isProduction) c.res.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
    if (c.get('isUntold')) return;
    const teamId = c.get('teamId');
    const { status } = c.res;
    log[status >= 500 ? 'error' : 'info'](`${c.req.method} ${shownPath(c.req.path)} ${status}`, {
      requestId: c.get('requestId'),
      ...(teamId && { teamId }),
      duration: Math.round(performance.now() - begun),
    });
  };
};

/** A path without the secret that is part of it. */
const shownPath = (path: string): string => path.replace(/^(\/mcp\/k\/).*/s, '$1***').slice(0, 200);

/** An error that nobody expected is for the log; who asked gets its number. */
export const failed =
  ({ log }: Pick<Deps, 'log'>) =>
  (error: Error, c: Ctx): Response => {
    if (error instanceof ClickUpError) return problem(error, c.get('requestId'));
    log.error(`${error.name}: ${error.message}`, { requestId: c.get('requestId'), stack: error.stack });
    const shown = clickUpError('SERVER_ERROR', 'The server failed', {
      suggestion: `Try again; its log says more under ${c.get('requestId')}.`,
    });
    return problem(shown, c.get('requestId'), 500);
  };
