import type { Shapes } from '../../../generated/contracts.js';
import type { Detail } from '../../runtime/tool.js';
import { readable, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { placeOf } from '../doc/model.js';
import type { ChatReference } from './find-channel.js';
import { readText } from './message-text.js';
import { chatUrl, type WireChannel, type WireMessage } from './model.js';
import { namesById } from './people.js';
import { readAll } from './read-all.js';

const places = new Set(['space', 'folder', 'list']);

/** A channel with the place it belongs to; in the short form without what says nothing. */
export function channelRow(channel: WireChannel, detail?: Detail) {
  const place = placeOf(channel.parent?.type);
  const { name, topic, description, archived } = channel;
  return {
    ...channel,
    ...(detail !== 'full' && {
      name: name || undefined,
      topic: topic || undefined,
      description: description || undefined,
      archived: archived || undefined,
    }),
    ...(place !== undefined && places.has(place) && { location: place, location_id: channel.parent.id }),
  };
}

/** One channel in the declared shape, with its address. */
export function showChannel(ctx: Context, workspace: string, channel: WireChannel, detail?: Detail) {
  const url = chatUrl(workspace, channel.id);
  return ctx.project('chat_channel', { ...channelRow(channel, detail), url }, detail);
}

/** Messages in the declared shape: names for ids, mentions as callers write them. */
export async function showMessages(
  ctx: Context,
  messages: readonly WireMessage[],
  {
    detail,
    reactions,
  }: { detail?: Detail | undefined; reactions?: ReadonlyMap<string, Shapes['chat_reaction'][]> } = {},
) {
  const nameOf = await namesById(ctx);
  const rows = readable(ctx, messages, 'messages').map((message) => ({
    ...message,
    author: message.user_id === undefined ? undefined : nameOf(message.user_id),
    assignee_name: message.assignee && nameOf(message.assignee),
    text: readText(message.content ?? ''),
    // Every message has the flag; it means something where somebody has to act.
    resolved: detail === 'full' || message.assignee || message.group_assignee ? message.resolved : undefined,
    replies: message.replies_count || undefined,
    reactions: reactions?.get(message.id),
  }));
  return ctx.projectAll('chat_message', rows, detail);
}

/** The reactions to a message, by name, with the people who gave them. */
export async function readReactions(ctx: Context, message: ChatReference): Promise<Shapes['chat_reaction'][]> {
  const path = { workspace_id: message.workspace, message_id: message.id };
  const [{ rows }, nameOf] = await Promise.all([
    readAll((query) =>
      unwrap(
        ctx.api.GET('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/reactions', { params: { path, query } }),
      ),
    ),
    namesById(ctx),
  ]);
  const people = new Map<string, string[]>();
  for (const { reaction, user_id } of readable(ctx, rows, 'reactions', 'reaction')) {
    people.set(reaction, [...(people.get(reaction) ?? []), nameOf(user_id)]);
  }
  return [...people].map(([reaction, names]) => ({ reaction, count: names.length, people: names }));
}
