import type { ChatCreateChannelData, ChatCreateChannelInput } from '../../../generated/contracts.js';
import { omitUndefined } from '../../clickup/api.js';
import { created, openDirectMessage } from '../../clickup/chat/direct-message.js';
import { mostMembers } from '../../clickup/chat/model.js';
import { chatUserIds } from '../../clickup/chat/people.js';
import { showChannel } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { findPlace } from '../../clickup/location/find-place.js';
import { workspaceId } from '../../clickup/workspace.js';
import { invalidInput } from '../../runtime/errors.js';
import { requireArgument } from '../arguments.js';
import { choose } from '../route.js';

const settings = ['members', 'visibility', 'topic', 'description'];
const always = ['workspace_id', 'dry_run'];
const branches = [
  { when: ['name'], takes: ['name', ...settings, ...always] },
  { when: ['location'], takes: ['location', ...settings, ...always] },
  { when: ['members'], takes: ['members', ...always] },
];

/** Creates a channel by name or for a place, or opens a direct message; what is there already is given back as it is. */
export async function chatCreateChannel(ctx: Context, input: ChatCreateChannelInput): Promise<ChatCreateChannelData> {
  const branch = choose(input, branches);
  const workspace = await workspaceId(ctx);
  const { channel, isNew } = await [createNamed, createAtPlace, createDirect][branch]!(ctx, workspace, input);
  if (!isNew && !ctx.dryRun) ctx.note('It was there already and was left as it is.');
  return { channel: await showChannel(ctx, workspace, channel), created: isNew };
}

async function createNamed(ctx: Context, workspace: string, input: ChatCreateChannelInput) {
  const name = requireArgument(input, 'name').trim().replace(/^#/, '');
  if (name === '') {
    throw invalidInput('name is empty', { parameter: 'name', value: input.name, suggestion: 'Name the channel.' });
  }
  const params = { path: { workspace_id: workspace } };
  const body = { name, ...(await settingsOf(ctx, input)) };
  return created(ctx.api.POST('/v3/workspaces/{workspace_id}/chat/channels', { params, body }));
}

async function createAtPlace(ctx: Context, workspace: string, input: ChatCreateChannelInput) {
  const { id, type } = await findPlace(ctx, workspace, requireArgument(input, 'location'), 'location');
  const params = { path: { workspace_id: workspace } };
  const body = { location: { id, type }, ...(await settingsOf(ctx, input)) };
  return created(ctx.api.POST('/v3/workspaces/{workspace_id}/chat/channels/location', { params, body }));
}

const createDirect = (ctx: Context, workspace: string, input: ChatCreateChannelInput) =>
  openDirectMessage(ctx, workspace, requireArgument(input, 'members'), 'members');

async function settingsOf(ctx: Context, { members, visibility, topic, description }: ChatCreateChannelInput) {
  const user_ids = members && (await chatUserIds(ctx, members, { parameter: 'members', most: mostMembers }));
  return omitUndefined({ user_ids, visibility, topic, description });
}
