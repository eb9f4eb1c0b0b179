import type { ChatUpdateChannelData, ChatUpdateChannelInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { channelReference } from '../../clickup/chat/find-channel.js';
import { dataOf, type WireChannel } from '../../clickup/chat/model.js';
import { showChannel } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { findPlace } from '../../clickup/location/find-place.js';
import { requireChanges } from '../arguments.js';

const changeable = ['name', 'topic', 'description', 'visibility', 'location'] as const;

/** Changes what is given about a channel. */
export async function chatUpdateChannel(ctx: Context, input: ChatUpdateChannelInput): Promise<ChatUpdateChannelData> {
  const { topic, description, visibility } = input;
  requireChanges(omitUndefined(Object.fromEntries(changeable.map((name) => [name, input[name]]))), changeable);
  const { workspace, id } = await channelReference(ctx, input.channel, 'channel');
  const place = input.location === undefined ? undefined : await findPlace(ctx, workspace, input.location, 'location');
  const answer = await unwrap(
    ctx.api.PATCH('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}', {
      params: { path: { workspace_id: workspace, channel_id: id } },
      body: omitUndefined({
        name: input.name?.trim().replace(/^#/, ''),
        topic,
        description,
        content_format: description === undefined ? undefined : ('text/md' as const),
        visibility,
        location: place && { id: place.id, type: place.type },
      }),
    }),
  );
  return { channel: await showChannel(ctx, workspace, dataOf<WireChannel>(answer)) };
}
