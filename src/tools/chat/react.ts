import type { ChatReactData, ChatReactInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import { emojiName } from '../../clickup/chat/emoji.js';
import { messageReference } from '../../clickup/chat/find-channel.js';
import type { Context } from '../../clickup/context.js';

/** Adds a reaction of the token's user to a message, or takes it back. */
export async function chatReact(ctx: Context, input: ChatReactInput): Promise<ChatReactData> {
  const reaction = emojiName(input.reaction);
  const { workspace, id } = await messageReference(ctx, input.message_id, 'message_id');
  const path = { workspace_id: workspace, message_id: id };
  if (input.remove) {
    await unwrap(
      ctx.api.DELETE('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/reactions/{reaction}', {
        params: { path: { ...path, reaction } },
      }),
    );
  } else {
    await unwrap(
      ctx.api.POST('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/reactions', {
        params: { path },
        body: { reaction },
      }),
    );
  }
  return { message_id: id, reaction, state: input.remove ? 'removed' : 'added' };
}
