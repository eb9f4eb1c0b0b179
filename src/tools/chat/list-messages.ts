import type { ChatListMessagesData, ChatListMessagesInput } from '../../../generated/contracts.js';
import { readable, unwrap } from '../../clickup/api.js';
import { channelReference } from '../../clickup/chat/find-channel.js';
import { readReactions, showMessages } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { cursorPage } from '../paging.js';

const usual = 25;

/** Messages of a channel, newest first; ClickUp gives the reactions to each in a request of its own. */
export async function chatListMessages(ctx: Context, input: ChatListMessagesInput): Promise<ChatListMessagesData> {
  const { workspace, id } = await channelReference(ctx, input.channel, 'channel');
  const path = { workspace_id: workspace, channel_id: id };
  const { items, next_cursor } = await cursorPage({ tool: 'chat.listMessages', input }, usual, (page) => {
    const params = { path, query: { ...page, content_format: 'text/md' as const } };
    return unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}/messages', { params }));
  });
  const messages = readable(ctx, items, 'messages');
  const reactions = new Map(
    input.include_reactions
      ? await Promise.all(messages.map(async (m) => [m.id, await readReactions(ctx, { workspace, id: m.id })] as const))
      : [],
  );
  return {
    messages: await showMessages(ctx, messages, { detail: input.detail, reactions }),
    ...(next_cursor && { next_cursor }),
  };
}
