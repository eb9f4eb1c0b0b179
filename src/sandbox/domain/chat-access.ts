import { type Context, param } from '../context.js';
import { failV3 } from '../errors.js';
import type { ChannelRow, MessageRow } from '../state/chat.js';
import { Role } from '../state/people.js';
import { isAdmin, isMember } from './access.js';
import { findWorkspace } from './locate.js';

/** Public channels are for all but guests; private ones and direct messages for those in them. */
export function seesChannel(ctx: Context, channel: ChannelRow): boolean {
  if (channel.memberIds.includes(ctx.user.id)) return true;
  if (channel.visibility !== 'PUBLIC' || channel.type !== 'CHANNEL') return false;
  return isMember(ctx.state, ctx.user, channel.workspaceId);
}

/** The channel, if the user sees it; else 404. */
export function findChannel(ctx: Context, id: string = param(ctx, 'channel_id')): ChannelRow {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  const channel = ctx.state.channels.get(id);
  if (!channel || channel.workspaceId !== workspace.id || !seesChannel(ctx, channel)) {
    throw failV3(404, 'Channel not found');
  }
  return channel;
}

/** The message or reply, if the user sees its channel; else 404. */
export function findMessage(ctx: Context): MessageRow {
  findWorkspace(ctx, param(ctx, 'workspace_id'));
  const message = ctx.state.messages.get(param(ctx, 'message_id'));
  const channel = message && ctx.state.channels.get(message.channelId);
  if (!message || !channel || !seesChannel(ctx, channel)) throw failV3(404, 'Message not found');
  return message;
}

/** Owners, admins and whoever made a thing may change it; else 403. */
export function demandOwn(ctx: Context, workspaceId: string, creatorId: string): void {
  if (creatorId === ctx.user.id || isAdmin(ctx.state, ctx.user, workspaceId)) return;
  throw failV3(403, 'You may not change what somebody else made');
}

/** Everybody in a channel: those invited, and in a public one all members of the Workspace. */
export function membersOf(ctx: Context, channel: ChannelRow): string[] {
  if (channel.visibility === 'PRIVATE' || channel.type !== 'CHANNEL') return [...channel.memberIds];
  const all = ctx.state.members.by('workspace', channel.workspaceId).filter((row) => row.role !== Role.guest);
  return [...new Set([...all.map((row) => row.userId), ...channel.memberIds])];
}

/** People whom one request may name. https://developer.clickup.com/reference/createchatchannel */
const MOST_USERS = 100;

/** Ids of members of the Workspace; anybody else is 400, and so are more than `most`. */
export function readUserIds(ctx: Context, workspaceId: string, value: unknown, most = MOST_USERS): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw failV3(400, 'user ids must be an array');
  if (value.length > most) throw failV3(400, `At most ${most} user ids`);
  return [...new Set(value.map(String))].map((id) => {
    if (!ctx.state.members.has(`${workspaceId}:${id}`)) throw failV3(400, `User ${id} is no member of the Workspace`);
    return id;
  });
}
