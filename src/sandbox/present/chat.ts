import { plainText } from '../domain/markdown.js';
import { subtypesOf } from '../domain/post-subtypes.js';
import type { ChannelRow, MessageRow, ReactionRow } from '../state/chat.js';
import type { State } from '../state/index.js';

const iso = (ms: number): string => new Date(ms).toISOString();

const base = (workspaceId: string): string => `/api/v3/workspaces/${workspaceId}/chat`;

/** The newest moment at which somebody wrote into the channel; null while it is empty. */
export function latestIn(state: State, channel: ChannelRow): number | null {
  const dates = state.messages.by('channel', channel.id).map((message) => message.date);
  return dates.length === 0 ? null : Math.max(...dates);
}

/** A channel. Its dates are ISO text, unlike those of its messages; ids are strings. */
export function presentChannel(state: State, channel: ChannelRow) {
  const latest = latestIn(state, channel);
  const self = `${base(channel.workspaceId)}/channels/${channel.id}`;
  return {
    id: channel.id,
    name: channel.name,
    description: channel.description,
    topic: channel.topic,
    type: channel.type,
    visibility: channel.visibility,
    parent: { id: channel.parentId, type: channel.parentType },
    creator: channel.creatorId,
    created_at: iso(channel.dateCreated),
    updated_at: iso(channel.dateUpdated),
    workspace_id: channel.workspaceId,
    archived: channel.archived,
    ...(latest === null ? {} : { latest_comment_at: iso(latest) }),
    is_canonical_channel: channel.parentType !== 7,
    is_hidden: false,
    default_view: { type: 8, view_id: channel.id, standard: true },
    links: { members: `${self}/members`, followers: `${self}/followers` },
  };
}

/** A message, a post or a reply; replies have no thread of their own. `text/plain` flattens the Markdown. */
export function presentMessage(state: State, message: MessageRow, format = 'text/md') {
  const self = `${base(message.workspaceId)}/messages/${message.id}`;
  const { post } = message;
  const subtype = post && subtypesOf('post').find((known) => known.id === post.subtypeId);
  const reply = message.parentId !== null;
  const set = <T>(key: string, value: T | null) => (value === null ? {} : { [key]: value });
  return {
    id: message.id,
    type: message.type,
    user_id: message.userId,
    content: format === 'text/plain' ? plainText(message.content) : message.content,
    date: message.date,
    ...set('date_updated', message.dateUpdated),
    parent_channel: message.channelId,
    ...set('parent_message', message.parentId),
    ...(post ? { post_data: { title: post.title, subtype: { id: post.subtypeId, name: subtype?.name ?? '' } } } : {}),
    ...set('assignee', message.assigneeId),
    ...set('assigned_by', message.assignedById),
    ...set('date_assigned', message.dateAssigned),
    ...set('group_assignee', message.groupAssigneeId),
    resolved: message.dateResolved !== null,
    ...set('resolved_by', message.resolvedById),
    ...set('date_resolved', message.dateResolved),
    links: {
      reactions: `${self}/reactions`,
      ...(reply ? {} : { replies: `${self}/replies` }),
      tagged_users: `${self}/tagged_users`,
    },
    ...(reply ? {} : { replies_count: state.messages.count('thread', message.id) }),
  };
}

export const presentReaction = (row: ReactionRow) => ({ date: row.date, reaction: row.reaction, user_id: row.userId });

/** People in the lists of a channel or a message; their ids are strings here. */
export const presentChatUsers = (state: State, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const user = state.users.get(id);
    if (!user) return [];
    const name = user.username ?? user.email;
    return [{ id: user.id, email: user.email, initials: user.initials, name, username: name }];
  });
