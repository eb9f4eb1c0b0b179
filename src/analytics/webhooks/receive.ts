import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { verifyWebhook, type WebhookEvent } from '../../client/webhooks.js';
import type { Database } from '../../db/database.js';
import { webhookPath } from './register.js';

export interface ReceiveOptions {
  db: Database;
  now(): number;
  /** Called after an event has been kept. */
  received(): void;
}

/** ClickUp's events are a few kilobytes. */
const maxBodyBytes = 256 * 1024;

const answer = (status: number): Response => new Response(null, { status });

/**
 * Takes events of ClickUp at `webhookPath`, and answers as soon as they are kept: it gives up after seven seconds. One that was kept
 * already is kept once. What is not signed with the secret of a webhook of this database is refused.
 * @see https://developer.clickup.com/docs/webhooksignature
 */
export function addWebhookRoute(app: Hono, { db, now, received }: ReceiveOptions): void {
  app.post(webhookPath, bodyLimit({ maxSize: maxBodyBytes, onError: () => answer(413) }), async ({ req }) => {
    const body = await req.text();
    const event = eventIn(body);
    if (!event) return answer(400);
    const [hook] = await db.query<{ workspace_id: string; secret: string }>(
      'SELECT workspace_id, secret FROM cu.webhooks WHERE webhook_id = $1',
      [event.webhook_id],
    );
    if (!hook || !(await verifyWebhook({ body, signature: req.header('x-signature'), secret: hook.secret })))
      return answer(403);
    await db.query(
      `INSERT INTO cu.webhook_inbox (workspace_id, event_key, event, task_id, payload, received_at)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6) ON CONFLICT DO NOTHING`,
      [hook.workspace_id, keyOf(event, body), event.event, event.task_id ?? null, body, new Date(now())],
    );
    received();
    return answer(200);
  });
}

function eventIn(body: string): WebhookEvent | undefined {
  try {
    const event = JSON.parse(body) as Partial<WebhookEvent> | null;
    return typeof event?.event === 'string' && typeof event.webhook_id === 'string'
      ? (event as WebhookEvent)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The same for one event however often it is delivered. Those without an entry of the history look alike: they are not told apart by it. */
function keyOf({ event, history_items = [] }: WebhookEvent, body: string): string {
  const ids = history_items.map(({ id }) => id);
  return ids.length > 0 ? `${event} ${ids.join(' ')}` : `${event} ${createHash('sha256').update(body).digest('hex')}`;
}
