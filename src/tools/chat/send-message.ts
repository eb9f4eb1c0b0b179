import type { ChatSendMessageData, ChatSendMessageInput } from '../../../generated/contracts.js';
import { isId, omitUndefined, unwrap } from '../../clickup/api.js';
import { openDirectMessage } from '../../clickup/chat/direct-message.js';
import { type ChatReference, channelReference, messageReference } from '../../clickup/chat/find-channel.js';
import { checkTitle, messageText } from '../../clickup/chat/message-text.js';
import { chatUrl, dataOf, type WireMessage } from '../../clickup/chat/model.js';
import { namesById } from '../../clickup/chat/people.js';
import { subtypeId } from '../../clickup/chat/subtypes.js';
import type { Context } from '../../clickup/context.js';
import { userId } from '../../clickup/people/ids.js';
import { workspaceId } from '../../clickup/workspace.js';
import { clickUpError } from '../../runtime/errors.js';
import { requireArgument } from '../arguments.js';
import { choose } from '../route.js';

const content = ['text', 'assignee', 'workspace_id', 'dry_run'];
const post = ['title', 'subtype'];
const branches = [
  { when: ['channel'], takes: ['channel', ...post, ...content] },
  { when: ['people'], takes: ['people', ...post, ...content] },
  { when: ['message_id'], takes: ['message_id', ...content] },
];

/** Writes into a channel or to people, or replies to a message. All that can be refused is, before anything is sent. */
export async function chatSendMessage(ctx: Context, input: ChatSendMessageInput): Promise<ChatSendMessageData> {
  const branch = choose(input, branches);
  const { content: text, mentioned } = await messageText(ctx, input.text, 'text');
  const assignee = await userId(ctx, input.assignee, 'assignee');
  const target = await targetOf(ctx, input, branch);
  const post_data = await postData(ctx, target.workspace, input);
  const body = omitUndefined({
    type: post_data ? ('post' as const) : ('message' as const),
    content: text,
    content_format: 'text/md' as const,
    assignee: assignee === undefined ? undefined : String(assignee),
    post_data,
  });
  const { id: place } = branch === 1 ? await directMessage(ctx, target.workspace, input) : target;
  const sent = branch === 2 ? await reply(ctx, target, body) : await write(ctx, { ...target, id: place }, body);
  if (!isId(sent.id)) throw withoutId();
  const channel = branch === 2 ? sent.parent_channel : place;
  const thread = branch === 2 ? target.id : sent.id;
  const times = await ctx.times();
  return {
    message_id: String(sent.id),
    date: times.instant(sent.date) ?? '',
    ...(channel !== undefined && { channel_id: channel, url: chatUrl(target.workspace, channel, thread) }),
    ...(mentioned.length > 0 && { mentioned }),
    ...(assignee !== undefined && { assignee: (await namesById(ctx))(assignee) }),
  };
}

/** What is written to, as far as reading tells; a direct message is opened when the message can be sent. */
async function targetOf(ctx: Context, input: ChatSendMessageInput, branch: number): Promise<ChatReference> {
  if (branch === 0) return channelReference(ctx, requireArgument(input, 'channel'), 'channel');
  if (branch === 2) return messageReference(ctx, requireArgument(input, 'message_id'), 'message_id');
  return { workspace: await workspaceId(ctx), id: '' };
}

async function directMessage(ctx: Context, workspace: string, input: ChatSendMessageInput) {
  return (await openDirectMessage(ctx, workspace, requireArgument(input, 'people'), 'people')).channel;
}

/** Title and subtype of a post; undefined for a plain message. */
async function postData(ctx: Context, workspace: string, { title, subtype }: ChatSendMessageInput) {
  if (title === undefined && subtype === undefined) return undefined;
  const named = requireArgument({ title }, 'title');
  checkTitle(named);
  return { title: named, subtype: { id: await subtypeId(ctx, workspace, subtype) } };
}

interface Body {
  type: 'message' | 'post';
  content: string;
  content_format: 'text/md';
  assignee?: string;
  post_data?: { title: string; subtype: { id: string } };
}

async function write(ctx: Context, { workspace, id }: ChatReference, body: Body): Promise<WireMessage> {
  const params = { path: { workspace_id: workspace, channel_id: id } };
  return dataOf<WireMessage>(
    await unwrap(ctx.api.POST('/v3/workspaces/{workspace_id}/chat/channels/{channel_id}/messages', { params, body })),
  );
}

async function reply(ctx: Context, { workspace, id }: ChatReference, body: Body): Promise<WireMessage> {
  const params = { path: { workspace_id: workspace, message_id: id } };
  return dataOf<WireMessage>(
    await unwrap(ctx.api.POST('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/replies', { params, body })),
  );
}

const withoutId = () =>
  clickUpError('INVALID_RESPONSE', 'ClickUp answered without the id of the message', {
    suggestion: 'Look whether it was written before you repeat it.',
  });
