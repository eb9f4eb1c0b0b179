import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withHint } from '../advice.js';
import { readable, unwrap } from '../api.js';
import { readAppUrl } from '../app-url.js';
import { channelsKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { sameName } from '../match-name.js';
import { type Id, parseObjectReference } from '../references.js';
import { workspaceId } from '../workspace.js';
import { isChannelId, type WireChannel } from './model.js';
import { readAll } from './read-all.js';

/** A channel or a message, and the Workspace it is in. */
export interface ChatReference {
  workspace: string;
  id: string;
}

/** Finds a channel by id, address, or name with or without "#". A name that several have is AMBIGUOUS_REFERENCE. */
export async function channelReference(ctx: Context, value: Id, parameter: string): Promise<ChatReference> {
  const text = String(value).trim();
  if (isChannelId(text) || (text.includes('/') && readAppUrl(text))) return reference(ctx, 'channel', text, parameter);
  const workspace = await workspaceId(ctx);
  const { rows: channels } = await allChannels(ctx, workspace);
  const name = text.replace(/^#/, '');
  const found = channels.filter((channel) => sameName(channel.name ?? '', name));
  if (found.length === 1) return { workspace, id: found[0]!.id };
  throw found.length > 1 ? ambiguous(text, found, parameter) : unknownChannel(text, name, channels, parameter);
}

/** Reads the id of a message, or the address of its thread. */
export const messageReference = (ctx: Context, value: Id, parameter: string): Promise<ChatReference> =>
  reference(ctx, 'message', value, parameter);

async function reference(ctx: Context, kind: 'channel' | 'message', value: Id, parameter: string) {
  const { id, workspaceId: named } = parseObjectReference(kind, value, { parameter });
  return { workspace: named ?? (await workspaceId(ctx)), id };
}

/** The channels and direct messages that the token can see, closed ones too. */
function allChannels(ctx: Context, workspace: string) {
  return ctx.cache.get(channelsKey(workspace), async () => {
    const { rows, isComplete } = await readAll((page) => {
      const params = { path: { workspace_id: workspace }, query: { ...page, include_closed: true } };
      return unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/chat/channels', { params }));
    });
    return { rows: readable(ctx, rows, 'channels'), isComplete };
  });
}

function ambiguous(name: string, found: readonly WireChannel[], parameter: string) {
  return invalidInput(`${found.length} channels are called ${JSON.stringify(name)}`, {
    code: 'AMBIGUOUS_REFERENCE',
    parameter,
    value: name,
    allowed: found.map(({ id }) => id),
    suggestion: `Name it by id: ${found.map(({ id, type, visibility }) => `${id} (${type}, ${visibility})`).join(', ')}.`,
  });
}

function unknownChannel(value: string, name: string, channels: readonly WireChannel[], parameter: string) {
  const near = nearest(
    name,
    channels.flatMap((channel) => (channel.name ? [channel.name] : [])),
  );
  return clickUpError('RESOURCE_NOT_FOUND', `No channel that the token can see is called ${JSON.stringify(value)}`, {
    suggestion: near
      ? `Did you mean ${JSON.stringify(near)}?`
      : withHint('Check the name', 'chat.listChannels', 'shows the channels'),
    details: { parameter, value, searched: `${channels.length} channels`, ...(near && { nearest: near }) },
  });
}
