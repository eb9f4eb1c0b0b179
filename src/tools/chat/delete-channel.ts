import type { ChatDeleteChannelData, ChatDeleteChannelInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import { channelReference } from '../../clickup/chat/find-channel.js';
import type { Context } from '../../clickup/context.js';

/** Deletes a channel with everything in it. */
export async function chatDeleteChannel(ctx: Context, input: ChatDeleteChannelInput): Promise<ChatDeleteChannelData> {
  const { workspace, id } = await channelReference(ctx, input.channel, 'channel');
  const params = { path: { workspace_id: workspace, channel_id: id } };
  await unwrap(ctx.api.DELETE('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}', { params }));
  return { deleted: true, channel_id: id };
}
