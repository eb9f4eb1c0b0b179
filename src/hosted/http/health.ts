import { Hono } from 'hono';
import type { Deps } from '../deps.js';
import type { Env } from './env.js';

/** Whether the process lives, whether it should get requests, and a word for people. None says anything of who uses it. */
export function healthRoutes({ store, version, log }: Deps, isDraining: () => boolean): Hono<Env> {
  const app = new Hono<Env>();
  const isReady = async (): Promise<boolean> => {
    if (isDraining()) return false;
    return store
      .as('server', (tx) => tx.find('roots', {}))
      .then(
        (rows) => rows.length > 0,
        (error: unknown) => {
          log.error(`Not ready: ${String(error)}`);
          return false;
        },
      );
  };
  app.get('/livez', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) =>
    (await isReady()) ? c.json({ status: 'ok' }) : c.json({ status: 'not ready' }, 503),
  );
  app.get('/healthz', async (c) => {
    const ready = await isReady();
    return c.json({ status: ready ? 'ok' : 'not ready', version }, ready ? 200 : 503);
  });
  return app;
}
