import { readFormat } from '../content-format.js';
import { type Context, isObject, param, type Routes } from '../context.js';
import { cursorPage } from '../cursor.js';
import { demandOwn, findChannel, findMessage, readUserIds } from '../domain/chat-access.js';
import { findWorkspace } from '../domain/locate.js';
import { subtypesOf } from '../domain/post-subtypes.js';
import { failV3 } from '../errors.js';
import { presentChatUsers, presentMessage, presentReaction } from '../present/chat.js';
import { noContent, reply } from '../reply.js';
import type { ChannelRow, MessageRow } from '../state/chat.js';

/** https://developer.clickup.com/reference/createchatmessage */
const LONGEST_CONTENT = 40_000;
const LONGEST_TITLE = 255;
const MOST_REACTIONS = 10;
const MOST_FOLLOWERS = 10;

const newestFirst = (a: MessageRow, b: MessageRow): number => b.date - a.date || (a.id < b.id ? 1 : -1);

function readContent(ctx: Context): string {
  const { content } = ctx.body;
  if (typeof content !== 'string' || content.trim() === '') throw failV3(400, 'content must not be empty');
  if (content.length > LONGEST_CONTENT) throw failV3(400, `content has at most ${LONGEST_CONTENT} characters`);
  return content;
}

/** Title and subtype of a post; what the request leaves out stays as `before` has it. */
function readPost(ctx: Context, before: MessageRow['post']): MessageRow['post'] {
  const { post_data: data } = ctx.body;
  const given = isObject(data) ? data : {};
  const title = given.title ?? before?.title;
  const subtypeId = isObject(given.subtype) ? given.subtype.id : before?.subtypeId;
  if (typeof title !== 'string' || title.length === 0 || title.length > LONGEST_TITLE) {
    throw failV3(400, `post_data.title must have 1 to ${LONGEST_TITLE} characters`);
  }
  if (!subtypesOf('post').some((known) => known.id === subtypeId)) throw failV3(400, 'post_data.subtype is unknown');
  return { title, subtypeId: String(subtypeId) };
}

/** Who has to act on the message. */
function readAssignee(ctx: Context, workspaceId: string): Partial<MessageRow> {
  const { assignee, group_assignee: group } = ctx.body;
  if (assignee === undefined && group === undefined) return {};
  if (group !== undefined && !ctx.state.groups.has(String(group))) throw failV3(400, 'group_assignee is unknown');
  const [assigneeId] = assignee === undefined ? [] : readUserIds(ctx, workspaceId, [assignee]);
  return {
    ...(assigneeId ? { assigneeId } : {}),
    ...(group === undefined ? {} : { groupAssigneeId: String(group) }),
    assignedById: ctx.user.id,
    dateAssigned: ctx.now,
  };
}

/** Reaction names are lower case and carry no colons. */
function readReaction(value: unknown): string {
  if (typeof value !== 'string' || !/^[^\s:A-Z]+$/.test(value)) throw failV3(400, 'reaction must be a lower-case name');
  return value;
}

/** The reactions that a new message comes with. */
function readReactions(ctx: Context): MessageRow['reactions'] {
  const { reactions = [] } = ctx.body;
  if (!Array.isArray(reactions) || reactions.length > MOST_REACTIONS)
    throw failV3(400, `reactions must be an array of at most ${MOST_REACTIONS}`);
  return reactions.filter(isObject).map((given) => ({
    reaction: readReaction(given.reaction),
    userId: ctx.user.id,
    date: ctx.now,
  }));
}

function create(ctx: Context, channel: ChannelRow, parentId: string | null) {
  const { type } = ctx.body;
  readFormat(ctx);
  if (type !== 'message' && type !== 'post') throw failV3(400, 'type must be message or post');
  const message = ctx.state.messages.put({
    id: ctx.ids.comment(),
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    parentId,
    type,
    userId: ctx.user.id,
    content: readContent(ctx),
    date: ctx.now,
    dateUpdated: null,
    post: type === 'post' ? readPost(ctx, null) : null,
    assigneeId: null,
    assignedById: null,
    dateAssigned: null,
    groupAssigneeId: null,
    resolvedById: null,
    dateResolved: null,
    followerIds: readUserIds(ctx, channel.workspaceId, ctx.body.followers, MOST_FOLLOWERS),
    reactions: readReactions(ctx),
    ...readAssignee(ctx, channel.workspaceId),
  });
  return reply(201, presentMessage(ctx.state, message));
}

function patch(ctx: Context): MessageRow {
  const message = findMessage(ctx);
  const { content, post_data: post, resolved } = ctx.body;
  if (content !== undefined || post !== undefined) demandOwn(ctx, message.workspaceId, message.userId);
  return ctx.state.messages.patch(message.id, {
    ...(content === undefined ? {} : { content: readContent(ctx), dateUpdated: ctx.now }),
    ...(post === undefined || message.type !== 'post' ? {} : { post: readPost(ctx, message.post) }),
    ...readAssignee(ctx, message.workspaceId),
    ...(resolved === true ? { resolvedById: ctx.user.id, dateResolved: ctx.now } : {}),
    ...(resolved === false ? { resolvedById: null, dateResolved: null } : {}),
  });
}

function list(ctx: Context, rows: MessageRow[]) {
  const page = cursorPage(ctx, rows.sort(newestFirst), (message) => message.id);
  return { data: page.rows.map((row) => presentMessage(ctx.state, row, readFormat(ctx))), next_cursor: page.next };
}

/** The people that a message mentions, by `@Name` or by a link to `#user_mention#<id>`. */
function tagged(ctx: Context, message: MessageRow): string[] {
  const ids = ctx.state.members.by('workspace', message.workspaceId).map((row) => row.userId);
  return ids.filter((id) => {
    const name = ctx.state.users.get(id)?.username;
    return message.content.includes(`#user_mention#${id}`) || (name && message.content.includes(`@${name}`));
  });
}

/** Messages, posts, replies, and the reactions to them. */
export const messages = {
  getChatMessages: (ctx) => list(ctx, ctx.state.messages.by('channel', findChannel(ctx).id)),
  getChatMessageReplies: (ctx) => list(ctx, ctx.state.messages.by('thread', findMessage(ctx).id)),
  createChatMessage: (ctx) => create(ctx, findChannel(ctx), null),

  createReplyMessage: (ctx) => {
    const message = findMessage(ctx);
    // An answer to an answer joins the thread that it lies in.
    return create(ctx, findChannel(ctx, message.channelId), message.parentId ?? message.id);
  },

  patchChatMessage: (ctx) => {
    readFormat(ctx);
    return presentMessage(ctx.state, patch(ctx));
  },

  deleteChatMessage: (ctx) => {
    const message = findMessage(ctx);
    demandOwn(ctx, message.workspaceId, message.userId);
    for (const answered of ctx.state.messages.by('thread', message.id)) ctx.state.messages.remove(answered.id);
    ctx.state.messages.remove(message.id);
    return noContent();
  },

  getChatMessageReactions: (ctx) => {
    const idOf = ({ userId, reaction }: MessageRow['reactions'][number]) => `${userId}:${reaction}`;
    const { rows, next } = cursorPage(ctx, findMessage(ctx).reactions, idOf);
    return { data: rows.map(presentReaction), next_cursor: next };
  },

  createChatReaction: (ctx) => {
    const message = findMessage(ctx);
    const reaction = readReaction(ctx.body.reaction);
    const mine = { reaction, userId: ctx.user.id, date: ctx.now };
    const known = message.reactions.find((row) => row.reaction === reaction && row.userId === ctx.user.id);
    if (!known) ctx.state.messages.patch(message.id, { reactions: [...message.reactions, mine] });
    return reply(201, presentReaction(known ?? mine));
  },

  deleteChatReaction: (ctx) => {
    const message = findMessage(ctx);
    const name = param(ctx, 'reaction');
    const kept = message.reactions.filter((row) => row.reaction !== name || row.userId !== ctx.user.id);
    if (kept.length === message.reactions.length) throw failV3(404, 'Reaction not found');
    ctx.state.messages.patch(message.id, { reactions: kept });
    return noContent();
  },

  getChatMessageTaggedUsers: (ctx) => {
    const users = presentChatUsers(ctx.state, tagged(ctx, findMessage(ctx)));
    const { rows, next } = cursorPage(ctx, users, (user) => user.id);
    return { data: rows, next_cursor: next };
  },

  getSubtypes: (ctx) => {
    findWorkspace(ctx, param(ctx, 'workspace_id'));
    const subtypes = subtypesOf(param(ctx, 'comment_type'));
    if (subtypes.length === 0) throw failV3(400, 'comment_type must be post, ai, syncup or ai_via_brain');
    return { data: subtypes };
  },
} satisfies Routes;
