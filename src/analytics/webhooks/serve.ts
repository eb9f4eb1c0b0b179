import type { Hono } from 'hono';
import type { Envelope } from '../../runtime/envelope.js';
import type { Log } from '../log.js';
import type { Analytics } from '../open.js';
import type { Jobs } from '../rest/jobs.js';
import { addWebhookRoute } from './receive.js';
import { distrustWebhooks, endpointOf } from './register.js';

/** Events come in bunches: those of so many milliseconds are one sync. */
const gatherMs = 1_000;
/** How often it is made sure that ClickUp has not suspended the webhook. */
const checkMs = 3_600_000;

export interface ServedWebhooks {
  addRoute(app: Hono): void;
  /** Registers the webhook, and again whenever it has to be. */
  start(): Promise<void>;
  close(): void;
}

/** Keeps a webhook while a server runs, and begins a sync when it tells of something. */
export function serveWebhooks(
  { clickup, db }: Pick<Analytics, 'clickup' | 'db'>,
  { publicUrl, jobs, log }: { publicUrl: URL; jobs: Jobs; log: Log },
): ServedWebhooks {
  const endpoint = endpointOf(publicUrl);
  let gathering: NodeJS.Timeout | undefined;
  let checking: NodeJS.Timeout | undefined;
  const begin = async () => {
    gathering = undefined;
    // One that runs may have looked before the event came.
    await jobs.idle();
    jobs.start('tasks', { full: false, trust_webhooks: true }, 'webhook');
  };
  const check = async () => {
    const answer = (await clickup.call('register_webhook' as never, { endpoint } as never)) as Envelope;
    if (answer.success) return;
    await distrustWebhooks(db, endpoint).catch(() => undefined);
    const { message, suggested_action: next_step } = answer.error;
    log('warn', 'webhooks', 'not registered: syncs ask ClickUp themselves', { endpoint, error: message, next_step });
  };
  return {
    addRoute: (app) =>
      addWebhookRoute(app, {
        db,
        now: Date.now,
        received() {
          gathering ??= setTimeout(() => void begin(), gatherMs);
        },
      }),
    async start() {
      await check();
      checking = setInterval(() => void check(), checkMs).unref();
    },
    close() {
      clearTimeout(gathering);
      clearInterval(checking);
    },
  };
}
