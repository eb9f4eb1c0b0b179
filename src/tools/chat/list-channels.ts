import type { ChatListChannelsData, ChatListChannelsInput } from '../../../generated/contracts.js';
import { omitUndefined, readable, unwrap } from '../../clickup/api.js';
import { channelRow } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import { workspaceId } from '../../clickup/workspace.js';
import { cursorPage } from '../paging.js';

const usual = 50;

/** Channels and direct messages that the token can see, the most recently used first. */
export async function chatListChannels(ctx: Context, input: ChatListChannelsInput): Promise<ChatListChannelsData> {
  const workspace = await workspaceId(ctx);
  const filters = omitUndefined({
    channel_types: input.type && [input.type],
    is_follower: input.followed,
    include_closed: input.include_closed,
    with_message_since: await dateMs(ctx, input.active_since, 'active_since', { start: true }),
  });
  const { items, next_cursor } = await cursorPage({ tool: 'chat.listChannels', input }, usual, (page) => {
    const params = { path: { workspace_id: workspace }, query: { ...filters, ...page } };
    return unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels', { params }));
  });
  return {
    channels: await ctx.projectAll('chat_channel', readable(ctx, items, 'channels').map(channelRow), input.detail),
    ...(next_cursor && { next_cursor }),
  };
}
