import type { paths } from '../../../generated/api.js';
import type { CommentCreateData, CommentCreateInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { isId, omitUndefined, unwrap } from '../../clickup/api.js';
import { commentText, mentionedIn } from '../../clickup/comment/comment-text.js';
import type { Context } from '../../clickup/context.js';
import { userId } from '../../clickup/people/ids.js';
import { nameOf } from '../../clickup/people/members.js';
import { objectId } from '../../clickup/references.js';
import { taskRef } from '../../clickup/task/ids.js';
import { clickUpError } from '../../runtime/errors.js';
import { requireArgument } from '../arguments.js';
import { choose } from '../route.js';

const content = ['text', 'assignee', 'notify_all', 'dry_run'];
const branches = ['task_id', 'list_id', 'view_id', 'comment_id'].map((name) => ({
  when: [name],
  takes: [name, ...content],
}));

type Body = paths['/v2/task/{task_id}/comment']['post']['requestBody']['content']['application/json'];

/** Writes a comment on a task, List or Chat view, or a reply to a comment. */
export async function commentCreate(ctx: Context, input: CommentCreateInput): Promise<CommentCreateData> {
  const post = await poster(ctx, input);
  const [comment, assignee, times] = await Promise.all([
    commentText(ctx, input.text, 'text'),
    userId(ctx, input.assignee, 'assignee'),
    ctx.times(),
  ]);
  const { id, date } = await post(omitUndefined({ comment, assignee, notify_all: input.notify_all }));
  if (!isId(id)) {
    throw clickUpError('INVALID_RESPONSE', 'ClickUp answered without the id of the comment', {
      suggestion: withTool(
        'comment.list',
        (name) => `${name} shows whether it was written.`,
        'Look whether it was written before you repeat it.',
      ),
    });
  }
  const mentioned = await mentionedIn(ctx, comment);
  return {
    id: String(id),
    created: times.instant(date) ?? '',
    ...(mentioned.length > 0 && { mentioned }),
    ...(assignee !== undefined && { assignee: await nameOf(ctx, assignee) }),
  };
}

/** How to write to what the arguments name. */
async function poster(ctx: Context, input: CommentCreateInput) {
  switch (choose(input, branches)) {
    case 0: {
      const { id, query } = await taskRef(ctx, requireArgument(input, 'task_id'), 'task_id');
      return (body: Body) =>
        unwrap(ctx.api.POST('/v2/task/{task_id}/comment', { params: { path: { task_id: id }, query }, body }));
    }
    case 1: {
      const path = { list_id: objectId('list', requireArgument(input, 'list_id'), 'list_id') };
      return (body: Body) => unwrap(ctx.api.POST('/v2/list/{list_id}/comment', { params: { path }, body }));
    }
    case 2: {
      const path = { view_id: objectId('view', requireArgument(input, 'view_id'), 'view_id') };
      return (body: Body) => unwrap(ctx.api.POST('/v2/view/{view_id}/comment', { params: { path }, body }));
    }
    default: {
      const path = { comment_id: objectId('comment', requireArgument(input, 'comment_id'), 'comment_id') };
      return (body: Body) => unwrap(ctx.api.POST('/v2/comment/{comment_id}/reply', { params: { path }, body }));
    }
  }
}
