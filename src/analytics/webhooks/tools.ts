import * as z from 'zod';
import { workspaceId } from '../../clickup/workspace.js';
import { databaseOf, defineTool } from '../tool.js';
import { ensureWebhook, removeWebhooks } from './register.js';

/** What the server and the command line do about webhooks, with the client's limits and repeats; not offered to models. */
export const webhookTools = [
  defineTool({
    name: 'register_webhook',
    group: 'sync',
    description: 'Makes sure that ClickUp tells an address of every change.',
    effect: 'write',
    input: z.object({ endpoint: z.url() }),
    async run(ctx, { endpoint }) {
      const deps = { api: ctx.api, db: databaseOf(ctx), workspaceId: await workspaceId(ctx), now: ctx.now };
      return { webhook_id: await ensureWebhook(deps, endpoint), endpoint };
    },
  }),
  defineTool({
    name: 'remove_webhooks',
    group: 'sync',
    description: 'Removes the webhooks that this database knows from ClickUp.',
    effect: 'delete',
    input: z.object({ confirm: z.string().optional() }),
    async run(ctx) {
      const deps = { api: ctx.api, db: databaseOf(ctx), workspaceId: await workspaceId(ctx) };
      return { removed: await removeWebhooks(deps) };
    },
  }),
];
