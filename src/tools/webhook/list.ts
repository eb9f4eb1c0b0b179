import type { WebhookListData, WebhookListInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { readWebhook } from '../../clickup/webhook/model.js';
import { workspaceId } from '../../clickup/workspace.js';

/** The webhooks of the token's user, without their secrets. */
export async function webhookList(ctx: Context, _input: WebhookListInput): Promise<WebhookListData> {
  const team_id = await workspaceId(ctx);
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/webhook', { params: { path: { team_id } } }));
  const webhooks = readable(ctx, rows(answer, 'webhooks'), 'webhooks').map(readWebhook);
  return { webhooks: await ctx.projectAll('webhook', webhooks) };
}
