import type { JsonObject } from '../context.js';
import type { CommentRow } from '../state/comments.js';
import type { State } from '../state/index.js';
import { blockId, blocksOf, textOf } from './comment-blocks.js';
import { person, presentReactions } from './comments.js';

/** What belongs to comments on images, pages and views, and is null on others. */
const elsewhere = {
  x: null,
  y: null,
  image_x: null,
  image_y: null,
  page: null,
  comment_number: null,
  page_id: null,
  page_name: null,
  view_id: null,
  view_name: null,
  team: null,
};

/** Ends with a line break, which comments that were written in one line do not have elsewhere. */
function closed(state: State, row: CommentRow): JsonObject[] {
  const blocks = blocksOf(state, row);
  if (blocks.at(-1)?.text === '\n') return blocks;
  return [...blocks, { text: '\n', attributes: { 'block-id': blockId(`${row.id} end`) } }];
}

/**
 * A comment of a task as webhooks carry it, which is not the form of lists.
 * https://developer.clickup.com/docs/webhooktaskpayloads
 */
export function presentCommentEvent(state: State, row: CommentRow, taskId: string): JsonObject {
  const blocks = closed(state, row);
  const user = person(state, row.userId);
  return {
    id: row.id,
    date: String(row.date),
    parent: taskId,
    type: 1,
    comment: blocks,
    text_content: textOf(blocks),
    ...elsewhere,
    user,
    new_thread_count: 0,
    new_mentioned_thread_count: 0,
    email_attachments: [],
    threaded_users: [],
    threaded_replies: state.comments.count('parent', `comment:${row.id}`),
    threaded_assignees: 0,
    threaded_assignees_members: [],
    threaded_unresolved_count: 0,
    thread_followers: user ? [user] : [],
    group_thread_followers: [],
    reactions: presentReactions(state, row),
    emails: [],
  };
}
