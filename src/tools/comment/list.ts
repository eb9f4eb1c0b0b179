import type { CommentListData, CommentListInput } from '../../../generated/contracts.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import { blocksToMarkdown } from '../../clickup/comment/blocks.js';
import type { Context } from '../../clickup/context.js';
import { userId } from '../../clickup/people/ids.js';
import { nameOf } from '../../clickup/people/members.js';
import { objectId } from '../../clickup/references.js';
import { taskRef } from '../../clickup/task/ids.js';
import { requireArgument } from '../arguments.js';
import { commentsPage } from '../paging.js';
import { choose } from '../route.js';

const steering = ['author', 'cursor', 'limit', 'detail'];
const branches = ['task_id', 'list_id', 'view_id', 'comment_id'].map((name) => ({
  when: [name],
  takes: [name, ...steering],
}));

interface WireComment {
  id: string;
  date: string;
  comment?: readonly unknown[];
  comment_text?: string;
  reply_count?: number | string;
  user?: { id?: number | string } | null;
}

/** Comments of a task, List or Chat view, or the replies to a comment, with their blocks as Markdown. */
export async function commentList(ctx: Context, input: CommentListInput): Promise<CommentListData> {
  const read = await reader(ctx, input);
  const author = await userId(ctx, input.author, 'author');
  const isTheirs = (comment: WireComment | null) => Number(comment?.user?.id) === author;
  const call = { tool: 'clickup_comment_list', input };
  const { items, next_cursor } = await commentsPage(call, read, author === undefined ? undefined : isTheirs);
  if (author !== undefined && items.length === 0) {
    const where = next_cursor ? 'None of the comments read so far is' : 'No comment here is';
    ctx.note(`${where} by ${await nameOf(ctx, author)}${next_cursor ? '; next_cursor reads on' : ''}.`);
  }
  return {
    comments: await ctx.projectAll('comment', readable(ctx, items, 'comments').map(asMarkdown), input.detail),
    ...(next_cursor && { next_cursor }),
  };
}

type Position = { start?: number; start_id?: string };

/** How to get a page of what the arguments name. */
async function reader(
  ctx: Context,
  input: CommentListInput,
): Promise<(position: Position) => Promise<(WireComment | null)[]>> {
  switch (choose(input, branches)) {
    case 0: {
      const { id, query } = await taskRef(ctx, requireArgument(input, 'task_id'), 'task_id');
      return async (position) => {
        const params = { path: { task_id: id }, query: { ...query, ...position } };
        return rows(await unwrap(ctx.api.GET('/v2/task/{task_id}/comment', { params })), 'comments');
      };
    }
    case 1: {
      const path = { list_id: objectId('list', requireArgument(input, 'list_id'), 'list_id') };
      return async (query) =>
        rows(await unwrap(ctx.api.GET('/v2/list/{list_id}/comment', { params: { path, query } })), 'comments');
    }
    case 2: {
      const path = { view_id: objectId('view', requireArgument(input, 'view_id'), 'view_id') };
      return async (query) =>
        rows(await unwrap(ctx.api.GET('/v2/view/{view_id}/comment', { params: { path, query } })), 'comments');
    }
    default: {
      const path = { comment_id: objectId('comment', requireArgument(input, 'comment_id'), 'comment_id') };
      // Replies come all at once, so a cursor is followed here.
      return async ({ start_id }) => {
        const answer = await unwrap(ctx.api.GET('/v2/comment/{comment_id}/reply', { params: { path } }));
        const comments = rows(answer, 'comments');
        const seen = comments.findIndex((comment) => String(comment?.id) === start_id);
        return comments.slice(start_id === undefined ? 0 : seen < 0 ? comments.length : seen + 1);
      };
    }
  }
}

/** Adds the text as Markdown; the plain text stands in where there are no blocks, or none that says anything. */
function asMarkdown(comment: WireComment) {
  const markdown =
    blocksToMarkdown(Array.isArray(comment.comment) ? comment.comment : []) || comment.comment_text || '';
  const replies = Number(comment.reply_count ?? 0);
  return { ...comment, markdown, ...(replies > 0 && { replies }) };
}
