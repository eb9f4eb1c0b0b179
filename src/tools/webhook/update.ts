import type { WebhookUpdateData, WebhookUpdateInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { endpointUrl } from '../../clickup/webhook/endpoint.js';
import { eventNames } from '../../clickup/webhook/events.js';
import { requireChanges } from '../arguments.js';

/** Changes where events go and which, or turns a webhook on again. */
export async function webhookUpdate(ctx: Context, input: WebhookUpdateInput): Promise<WebhookUpdateData> {
  const { endpoint, events, status } = input;
  const body = requireChanges(
    omitUndefined({
      endpoint: endpoint === undefined ? undefined : endpointUrl(endpoint, 'endpoint'),
      events: events && eventNames(events, 'events'),
      status,
    }),
    ['endpoint', 'events', 'status'],
  );
  const path = { webhook_id: objectId('webhook', input.webhook_id, 'webhook_id') };
  const { webhook } = await unwrap(ctx.api.PUT('/v2/webhook/{webhook_id}', { params: { path }, body }));
  return { webhook: await ctx.project('webhook', webhook) };
}
