import type { ChatListChannelsData, ChatListChannelsInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { omitUndefined, readable, rows, unwrap } from '../../clickup/api.js';
import { mostInDirectMessage, type WireChannel } from '../../clickup/chat/model.js';
import { channelRow } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { dateMs } from '../../clickup/dates/arguments.js';
import { workspaceId } from '../../clickup/workspace.js';
import { cursorPage } from '../paging.js';

const usual = 50;

/** Direct messages without a name whose people are read, at a request each. */
const mostRead = 20;

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
  const channels = readable(ctx, items, 'channels');
  const people = await peopleOf(
    ctx,
    workspace,
    channels.filter(({ type, name }) => type !== 'CHANNEL' && !name),
  );
  const shown = channels.map((channel) => ({ ...channelRow(channel, input.detail), people: people.get(channel.id) }));
  return {
    channels: await ctx.projectAll('chat_channel', shown, input.detail),
    ...(next_cursor && { next_cursor }),
  };
}

/** Who is in direct messages that have no name, by their ids. */
async function peopleOf(ctx: Context, workspace: string, unnamed: readonly WireChannel[]) {
  const left = unnamed.length - mostRead;
  if (left > 0) {
    const what = `${left} more direct messages have no name`;
    ctx.note(withTool('chat.getChannel', (name) => `${what}; ${name} shows who is in them.`, `${what}.`));
  }
  const found = await Promise.all(
    unnamed.slice(0, mostRead).map(async ({ id }) => {
      const params = { path: { workspace_id: workspace, channel_id: id }, query: { limit: mostInDirectMessage + 1 } };
      const answer = await unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}/members', { params }),
      );
      return [id, rows(answer, 'data').map(({ name, username, email }) => name || username || email)] as const;
    }),
  );
  return new Map(found);
}
