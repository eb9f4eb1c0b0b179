import type { ChatGetChannelData, ChatGetChannelInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import { channelReference } from '../../clickup/chat/find-channel.js';
import { dataOf, type WireChannel } from '../../clickup/chat/model.js';
import { readAll } from '../../clickup/chat/read-all.js';
import { showChannel } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';

/** A channel with the people in it and those who follow it. */
export async function chatGetChannel(ctx: Context, input: ChatGetChannelInput): Promise<ChatGetChannelData> {
  const { workspace, id } = await channelReference(ctx, input.channel, 'channel');
  const path = { workspace_id: workspace, channel_id: id };
  const [answer, members, followers] = await Promise.all([
    unwrap(
      ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}', {
        params: { path, query: { description_format: 'text/md' } },
      }),
    ),
    readAll((query) =>
      unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}/members', { params: { path, query } }),
      ),
    ),
    readAll((query) =>
      unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}/followers', { params: { path, query } }),
      ),
    ),
  ]);
  for (const [noun, { rows, isComplete }] of [['members', members] as const, ['followers', followers] as const]) {
    if (!isComplete) ctx.note(`The channel has more ${noun}; these are the first ${rows.length}.`);
  }
  return {
    channel: await showChannel(ctx, workspace, dataOf<WireChannel>(answer), input.detail),
    members: await ctx.projectAll('chat_person', members.rows),
    followers: await ctx.projectAll('chat_person', followers.rows),
  };
}
