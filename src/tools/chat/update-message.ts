import type { ChatUpdateMessageData, ChatUpdateMessageInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { messageReference } from '../../clickup/chat/find-channel.js';
import { checkTitle, messageText } from '../../clickup/chat/message-text.js';
import { dataOf, type WireMessage } from '../../clickup/chat/model.js';
import { showMessages } from '../../clickup/chat/show.js';
import { subtypeId } from '../../clickup/chat/subtypes.js';
import type { Context } from '../../clickup/context.js';
import { userId } from '../../clickup/people/ids.js';
import { omitEmpty, requireChanges } from '../arguments.js';

const changeable = ['text', 'assignee', 'resolved', 'title', 'subtype'] as const;

/** Rewrites, assigns, resolves or reopens a message, or changes what a post is called. */
export async function chatUpdateMessage(ctx: Context, input: ChatUpdateMessageInput): Promise<ChatUpdateMessageData> {
  requireChanges(omitUndefined(Object.fromEntries(changeable.map((name) => [name, input[name]]))), changeable);
  const { workspace, id } = await messageReference(ctx, input.message_id, 'message_id');
  const text = input.text === undefined ? undefined : await messageText(ctx, input.text, 'text');
  const assignee = await userId(ctx, input.assignee, 'assignee');
  if (input.title !== undefined) checkTitle(input.title);
  const subtype = input.subtype === undefined ? undefined : { id: await subtypeId(ctx, workspace, input.subtype) };
  const post_data = omitEmpty({ title: input.title, subtype });
  const answer = await unwrap(
    ctx.api.PATCH('/v3/workspaces/{workspace_id}/chat/messages/{message_id}', {
      params: { path: { workspace_id: workspace, message_id: id } },
      body: omitUndefined({
        content: text?.content,
        content_format: text && ('text/md' as const),
        assignee: assignee === undefined ? undefined : String(assignee),
        resolved: input.resolved,
        post_data,
      }),
    }),
  );
  const message = dataOf<WireMessage>(answer);
  if (post_data && message.type === 'message') ctx.note('It is no post, so title and subtype were not used.');
  const [shown] = await showMessages(ctx, [message]);
  return {
    message_id: id,
    ...(shown && { message: shown }),
    ...(text && text.mentioned.length > 0 && { mentioned: text.mentioned }),
  };
}
