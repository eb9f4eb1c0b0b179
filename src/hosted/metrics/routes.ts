import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import type { Env } from '../http/env.js';

/** `/metrics` for whoever has its token; without one in the settings there is no such address. */
export function metricsRoutes({ settings, metrics }: Pick<Deps, 'settings' | 'metrics'>): Hono<Env> {
  const app = new Hono<Env>();
  const { metricsToken } = settings;
  if (metricsToken === undefined) return app;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  app.get('/metrics', (c) => {
    const given = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(metricsToken))) return c.text('Unauthorized\n', 401);
    return c.text(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  });
  return app;
}
