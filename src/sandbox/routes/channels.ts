import { type Context, isObject, optionalText, param, type Routes } from '../context.js';
import { cursorPage } from '../cursor.js';
import { isMember } from '../domain/access.js';
import { demandOwn, findChannel, membersOf, readUserIds, seesChannel } from '../domain/chat-access.js';
import { findFolder, findList, findSpace, findWorkspace } from '../domain/locate.js';
import { arrayParam } from '../domain/task-query.js';
import { failV3 } from '../errors.js';
import { latestIn, presentChannel, presentChatUsers } from '../present/chat.js';
import { noContent, type Reply, reply } from '../reply.js';
import type { ChannelRow } from '../state/chat.js';

/** https://developer.clickup.com/reference/createdirectmessagechatchannel */
const MOST_IN_DM = 15;

const wrapped = (ctx: Context, channel: ChannelRow) => ({ data: presentChannel(ctx.state, channel) });

/** The channel that is there already: 200, where a new one is 201. */
const answer = (ctx: Context, found: ChannelRow | undefined, make: () => ChannelRow): Reply =>
  found ? reply(200, wrapped(ctx, found)) : reply(201, wrapped(ctx, make()));

function readVisibility(ctx: Context): ChannelRow['visibility'] | undefined {
  const { visibility } = ctx.body;
  if (visibility === undefined) return undefined;
  if (visibility !== 'PUBLIC' && visibility !== 'PRIVATE') throw failV3(400, 'visibility must be PUBLIC or PRIVATE');
  return visibility;
}

function readName(ctx: Context): string {
  const name = optionalText(ctx, 'name')?.trim() ?? '';
  if (name === '') throw failV3(400, 'name must not be empty');
  return name;
}

/** A Space, Folder or List that a channel belongs to. */
function readLocation(ctx: Context): { type: number; id: string; name: string } {
  const { location } = ctx.body;
  const [type, id] = isObject(location) ? [location.type, String(location.id)] : [];
  if (id === undefined) throw failV3(400, 'location wants an id and a type');
  if (type === 'space') return { ...pick(findSpace(ctx, id)), type: 4 };
  if (type === 'folder') return { ...pick(findFolder(ctx, id)), type: 5 };
  if (type === 'list') return { ...pick(findList(ctx, id)), type: 6 };
  throw failV3(400, 'location.type must be space, folder or list');
}

const pick = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });

function make(ctx: Context, workspaceId: string, row: Partial<ChannelRow> & Pick<ChannelRow, 'type' | 'name'>) {
  const memberIds = [...new Set([ctx.user.id, ...(row.memberIds ?? [])])];
  return ctx.state.channels.put({
    id: ctx.ids.short(),
    workspaceId,
    description: optionalText(ctx, 'description') ?? '',
    topic: optionalText(ctx, 'topic') ?? '',
    visibility: readVisibility(ctx) ?? 'PUBLIC',
    parentType: 7,
    parentId: workspaceId,
    creatorId: ctx.user.id,
    dateCreated: ctx.now,
    dateUpdated: ctx.now,
    archived: false,
    ...row,
    memberIds,
    followerIds: memberIds,
  });
}

/** The Workspace, for everyone but guests. */
function findOwnWorkspace(ctx: Context): string {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  if (!isMember(ctx.state, ctx.user, workspace.id)) throw failV3(403, 'Guests may not make channels');
  return workspace.id;
}

function createDirect(ctx: Context): Reply {
  const workspaceId = findOwnWorkspace(ctx);
  const others = readUserIds(ctx, workspaceId, ctx.body.user_ids, MOST_IN_DM);
  const memberIds = [...new Set([ctx.user.id, ...others])];
  const key = [...memberIds].sort().join();
  const found = ctx.state.channels
    .by('workspace', workspaceId)
    .find((channel) => channel.type !== 'CHANNEL' && [...channel.memberIds].sort().join() === key);
  const names = presentChatUsers(ctx.state, memberIds.length > 1 ? memberIds.slice(1) : memberIds);
  const name = names.map((user) => user.name).join(', ');
  const type = memberIds.length > 2 ? 'GROUP_DM' : 'DM';
  return answer(ctx, found, () => make(ctx, workspaceId, { type, name, memberIds, visibility: 'PRIVATE' }));
}

function update(ctx: Context): ChannelRow {
  const channel = findChannel(ctx);
  demandOwn(ctx, channel.workspaceId, channel.creatorId);
  const [description, topic, visibility] = [
    optionalText(ctx, 'description'),
    optionalText(ctx, 'topic'),
    readVisibility(ctx),
  ];
  const place = ctx.body.location === undefined ? null : readLocation(ctx);
  return ctx.state.channels.patch(channel.id, {
    ...('name' in ctx.body ? { name: readName(ctx) } : {}),
    ...(description === undefined ? {} : { description }),
    ...(topic === undefined ? {} : { topic }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(place ? { parentType: place.type, parentId: place.id } : {}),
    dateUpdated: ctx.now,
  });
}

/** Channels that the query asks for, the most recently used first. */
function search(ctx: Context, workspaceId: string): ChannelRow[] {
  const types = new Set(
    [...arrayParam(ctx, 'channel_types'), ...ctx.query.getAll('channel_types')].flatMap((t) => t.split(',')),
  );
  const since = Number(ctx.query.get('with_message_since') ?? 0);
  const followed = ctx.query.get('is_follower') === 'true';
  const latest = (channel: ChannelRow) => latestIn(ctx.state, channel) ?? channel.dateCreated;
  return ctx.state.channels
    .by('workspace', workspaceId)
    .filter(
      (channel) =>
        seesChannel(ctx, channel) &&
        !channel.archived &&
        (types.size === 0 || types.has(channel.type)) &&
        (!followed || channel.followerIds.includes(ctx.user.id)) &&
        (since === 0 || (latestIn(ctx.state, channel) ?? 0) >= since),
    )
    .sort((a, b) => latest(b) - latest(a) || (a.id < b.id ? -1 : 1));
}

function people(ctx: Context, ids: readonly string[]) {
  const { rows, next } = cursorPage(ctx, presentChatUsers(ctx.state, ids), (user) => user.id);
  return { data: rows, next_cursor: next };
}

/** Channels and direct messages. */
export const channels = {
  getChatChannels: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
    const { rows, next } = cursorPage(ctx, search(ctx, workspace.id), (channel) => channel.id);
    return { data: rows.map((channel) => presentChannel(ctx.state, channel)), next_cursor: next };
  },

  getChatChannel: (ctx) => wrapped(ctx, findChannel(ctx)),

  createChatChannel: (ctx) => {
    const workspaceId = findOwnWorkspace(ctx);
    const name = readName(ctx);
    const memberIds = readUserIds(ctx, workspaceId, ctx.body.user_ids);
    const same = (channel: ChannelRow): boolean =>
      channel.type === 'CHANNEL' && channel.name.toLowerCase() === name.toLowerCase() && seesChannel(ctx, channel);
    const found = ctx.state.channels.by('workspace', workspaceId).find(same);
    return answer(ctx, found, () => make(ctx, workspaceId, { type: 'CHANNEL', name, memberIds }));
  },

  createDirectMessageChatChannel: createDirect,

  createLocationChatChannel: (ctx) => {
    const workspaceId = findOwnWorkspace(ctx);
    const place = readLocation(ctx);
    const id = `${place.type}-${place.id}-8`;
    const memberIds = readUserIds(ctx, workspaceId, ctx.body.user_ids);
    const where = { id, parentType: place.type, parentId: place.id, name: place.name };
    const create = () => make(ctx, workspaceId, { type: 'CHANNEL', memberIds, ...where });
    return answer(ctx, ctx.state.channels.get(id), create);
  },

  updateChatChannel: (ctx) => wrapped(ctx, update(ctx)),

  deleteChatChannel: (ctx) => {
    const channel = findChannel(ctx);
    demandOwn(ctx, channel.workspaceId, channel.creatorId);
    for (const message of ctx.state.messages.by('channel', channel.id)) {
      for (const answered of ctx.state.messages.by('thread', message.id)) ctx.state.messages.remove(answered.id);
      ctx.state.messages.remove(message.id);
    }
    ctx.state.channels.remove(channel.id);
    return noContent();
  },

  getChatChannelMembers: (ctx) => people(ctx, membersOf(ctx, findChannel(ctx))),
  getChatChannelFollowers: (ctx) => people(ctx, findChannel(ctx).followerIds),
} satisfies Routes;
