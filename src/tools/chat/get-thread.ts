import type { ChatGetThreadData, ChatGetThreadInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import { type ChatReference, messageReference } from '../../clickup/chat/find-channel.js';
import { namesById } from '../../clickup/chat/people.js';
import { readAll } from '../../clickup/chat/read-all.js';
import { readReactions, showMessages } from '../../clickup/chat/show.js';
import type { Context } from '../../clickup/context.js';
import { cursorPage } from '../paging.js';

const usual = 25;

/** What came of a message: replies, page by page, and with the first page reactions and the people it mentions. */
export async function chatGetThread(ctx: Context, input: ChatGetThreadInput): Promise<ChatGetThreadData> {
  const message = await messageReference(ctx, input.message_id, 'message_id');
  const path = { workspace_id: message.workspace, message_id: message.id };
  const isFirst = input.cursor === undefined;
  const [{ items, next_cursor }, reactions, mentioned] = await Promise.all([
    cursorPage({ tool: 'chat.getThread', input }, usual, (page) => {
      const params = { path, query: { ...page, content_format: 'text/md' as const } };
      return unwrap(ctx.api.GET('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/replies', { params }));
    }),
    isFirst ? readReactions(ctx, message) : undefined,
    isFirst ? mentionedBy(ctx, message) : undefined,
  ]);
  return {
    replies: await showMessages(ctx, items, { detail: input.detail }),
    ...(next_cursor && { next_cursor }),
    ...(reactions && { reactions }),
    ...(mentioned && { mentioned }),
  };
}

async function mentionedBy(ctx: Context, message: ChatReference): Promise<string[]> {
  const path = { workspace_id: message.workspace, message_id: message.id };
  const { rows } = await readAll((query) =>
    unwrap(
      ctx.api.GET('/v3/workspaces/{workspace_id}/chat/messages/{message_id}/tagged_users', { params: { path, query } }),
    ),
  );
  const nameOf = await namesById(ctx);
  return rows.map(({ id, name, username }) => name || username || nameOf(id));
}
