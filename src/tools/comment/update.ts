import type { CommentUpdateData, CommentUpdateInput } from '../../../generated/contracts.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import { commentText, mentionedIn } from '../../clickup/comment/comment-text.js';
import type { Context } from '../../clickup/context.js';
import { isNone } from '../../clickup/match-name.js';
import { userId } from '../../clickup/people/ids.js';
import { nameOf } from '../../clickup/people/members.js';
import { objectId } from '../../clickup/references.js';
import { invalidInput } from '../../runtime/errors.js';

/** Rewrites, assigns, resolves or reopens a comment; ClickUp confirms with an empty answer and has no route to read one. */
export async function commentUpdate(ctx: Context, input: CommentUpdateInput): Promise<CommentUpdateData> {
  const comment_id = objectId('comment', input.comment_id, 'comment_id');
  const { text, assignee, resolved } = input;
  if (text === undefined && assignee === undefined && resolved === undefined) throw nothingToDo();
  const comment = text === undefined ? undefined : await commentText(ctx, text, 'text');
  const person = assignee === undefined ? undefined : await assigneeId(ctx, assignee);
  const body = omitUndefined({ comment, assignee: person, resolved });
  await unwrap(ctx.api.PUT('/v2/comment/{comment_id}', { params: { path: { comment_id } }, body }));
  const mentioned = await mentionedIn(ctx, comment ?? []);
  return {
    updated: true,
    comment_id,
    ...(mentioned.length > 0 && { mentioned }),
    ...(person !== undefined && { assignee: person === null ? 'none' : await nameOf(ctx, person) }),
    ...(resolved !== undefined && { state: resolved ? 'resolved' : 'open' }),
  };
}

async function assigneeId(ctx: Context, assignee: string | number): Promise<number | null> {
  // Unconfirmed here; null is what takes a person off elsewhere in the API (checklist items).
  if (isNone(assignee)) return null;
  return userId(ctx, assignee, 'assignee');
}

const nothingToDo = () =>
  invalidInput('Nothing to change is given', {
    code: 'MISSING_PARAMETER',
    parameter: 'text',
    suggestion: 'Give text, assignee or resolved.',
  });
