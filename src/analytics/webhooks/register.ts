import { unwrap } from '../../clickup/api.js';
import type { Api } from '../../clickup/context.js';
import { isLoopback } from '../../config/loopback.js';
import type { Environment } from '../../config/setting.js';
import type { Database } from '../../db/database.js';
import { invalidInput, NotFoundError } from '../../runtime/errors.js';

/** Where webhooks arrive, below the address by which the server is reached. */
export const webhookPath = '/webhooks/clickup';

export interface WebhookDeps {
  api: Api;
  db: Database;
  workspaceId: string;
  now(): number;
}

/** A webhook as ClickUp lists it. */
interface Hook {
  id: string;
  endpoint: string;
  secret: string;
  health: { status: string };
}

/** The address of ANALYTICS_PUBLIC_URL; undefined without one. Throws for what ClickUp could not deliver to. */
export function readPublicUrl({ ANALYTICS_PUBLIC_URL }: Environment): URL | undefined {
  const text = ANALYTICS_PUBLIC_URL?.trim();
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'https:' || isLoopback(url.hostname))) return url;
  throw invalidInput(`ANALYTICS_PUBLIC_URL is "${text}", which is no address with https`, {
    parameter: 'ANALYTICS_PUBLIC_URL',
    value: text,
    suggestion: 'Give the address by which ClickUp reaches this server, such as https://analytics.example.com.',
  });
}

export const endpointOf = (publicUrl: URL): string => `${publicUrl.href.replace(/\/$/, '')}${webhookPath}`;

/**
 * Makes sure that ClickUp tells `endpoint` of every change: takes up the webhook that is there, wakes one that was suspended, or makes
 * one. Takes one or two calls.
 */
export async function ensureWebhook({ api, db, workspaceId, now }: WebhookDeps, endpoint: string): Promise<string> {
  const params = { path: { team_id: workspaceId } };
  const { webhooks } = await unwrap(api.GET('/v2/team/{team_id}/webhook', { params }));
  let hook = (webhooks as unknown as Hook[]).find((each) => each.endpoint === endpoint);
  if (hook && hook.health.status === 'suspended') {
    const body = { endpoint, events: '*' as const, status: 'active' as const };
    await unwrap(api.PUT('/v2/webhook/{webhook_id}', { params: { path: { webhook_id: hook.id } }, body }));
  }
  if (!hook) {
    const made = await unwrap(api.POST('/v2/team/{team_id}/webhook', { params, body: { endpoint, events: '*' } }));
    hook = made.webhook as unknown as Hook;
  }
  await db.query(
    `INSERT INTO cu.webhooks (workspace_id, endpoint, webhook_id, secret, checked_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, endpoint) DO UPDATE SET webhook_id = excluded.webhook_id, secret = excluded.secret,
       is_healthy = true, checked_at = excluded.checked_at`,
    [workspaceId, endpoint, hook.id, hook.secret, new Date(now())],
  );
  return hook.id;
}

/** Syncs ask ClickUp themselves again, until it is known that the webhook works. */
export const distrustWebhooks = (db: Database, endpoint: string) =>
  db.query('UPDATE cu.webhooks SET is_healthy = false WHERE endpoint = $1', [endpoint]);

/** Removes the webhooks of this program from ClickUp; gives their addresses. */
export async function removeWebhooks({ api, db, workspaceId }: Omit<WebhookDeps, 'now'>): Promise<string[]> {
  const hooks = await db.query<{ endpoint: string; webhook_id: string }>(
    'SELECT endpoint, webhook_id FROM cu.webhooks WHERE workspace_id = $1 ORDER BY endpoint',
    [workspaceId],
  );
  for (const { endpoint, webhook_id } of hooks) {
    await unwrap(api.DELETE('/v2/webhook/{webhook_id}', { params: { path: { webhook_id } } })).catch(
      (error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      },
    );
    await db.query('DELETE FROM cu.webhooks WHERE workspace_id = $1 AND endpoint = $2', [workspaceId, endpoint]);
  }
  return hooks.map(({ endpoint }) => endpoint);
}
