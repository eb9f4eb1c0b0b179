import type { WebhookCreateData, WebhookCreateInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { objectId } from '../../clickup/references.js';
import { taskId } from '../../clickup/task/ids.js';
import { endpointUrl } from '../../clickup/webhook/endpoint.js';
import { eventNames } from '../../clickup/webhook/events.js';
import { workspaceId } from '../../clickup/workspace.js';
import { invalidInput } from '../../runtime/errors.js';

const places = ['space_id', 'folder_id', 'list_id', 'task_id'] as const;

/** Creates a webhook, and gives its secret, which is needed to check what it sends. */
export async function webhookCreate(ctx: Context, input: WebhookCreateInput): Promise<WebhookCreateData> {
  const given = places.filter((place) => input[place] !== undefined);
  if (given.length > 1) throw severalPlaces(given);
  const number = (id: string | undefined) => (id === undefined ? undefined : Number(id));
  const body = omitUndefined({
    endpoint: endpointUrl(input.endpoint, 'endpoint'),
    events: eventNames(input.events, 'events'),
    space_id: number(objectId('space', input.space_id, 'space_id')),
    folder_id: number(objectId('folder', input.folder_id, 'folder_id')),
    list_id: number(objectId('list', input.list_id, 'list_id')),
    task_id: await taskId(ctx, input.task_id, 'task_id'),
  });
  const team_id = await workspaceId(ctx);
  const { webhook } = await unwrap(ctx.api.POST('/v2/team/{team_id}/webhook', { params: { path: { team_id } }, body }));
  if (webhook?.secret) ctx.note('Keep secret now: it is not shown again, and without it deliveries cannot be checked.');
  return { webhook: await ctx.project('webhook', webhook), secret: webhook?.secret ?? '' };
}

/** ClickUp would take the narrowest and say nothing. */
const severalPlaces = ([first, ...others]: readonly string[]) =>
  invalidInput(`A webhook is about one place, and ${[first, ...others].join(' and ')} are given`, {
    parameter: first,
    suggestion: 'Give the narrowest of them, or make a webhook for each.',
  });
