import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import type { Id } from '../references.js';
import { dataOf, mostInDirectMessage, type WireChannel } from './model.js';
import { chatUserIds } from './people.js';

/** The direct message with these people, opened where there is none yet, and whether it was. */
export async function openDirectMessage(
  ctx: Context,
  workspace: string,
  people: readonly Id[],
  parameter: string,
): Promise<{ channel: WireChannel; isNew: boolean }> {
  const user_ids = await chatUserIds(ctx, people, { parameter, most: mostInDirectMessage });
  const params = { path: { workspace_id: workspace } };
  return created(
    ctx.api.POST('/v3/workspaces/{workspace_id}/chat/channels/direct_message', { params, body: { user_ids } }),
  );
}

/** A channel that was asked for: ClickUp makes it (201), or gives the one that is there (200). */
export async function created(
  pending: Promise<{ data?: { data: WireChannel } | WireChannel; error?: unknown; response: Response }>,
): Promise<{ channel: WireChannel; isNew: boolean }> {
  const channel = dataOf<WireChannel>(await unwrap(pending));
  return { channel, isNew: (await pending).response.status === 201 };
}
