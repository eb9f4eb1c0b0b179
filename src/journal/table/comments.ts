import { rowsAt } from '../../runtime/wire.js';
import { bodyOf, type Fields, unseen, value, who } from '../fields.js';
import type { Reads, Row, Sent, Whole, Wire } from '../row.js';
import { create, gone, remove, update } from '../rows.js';
import { plural } from './tasks.js';

const listings = {
  task: (id: string, reads: Reads) => reads.get('GetTaskComments', { task_id: id }),
  list: (id: string, reads: Reads) => reads.get('GetListComments', { list_id: id }),
  view: (id: string, reads: Reads) => reads.get('GetChatViewComments', { view_id: id }),
  comment: (id: string, reads: Reads) => reads.get('GetThreadedComments', { comment_id: id }),
};

/** A comment, among the newest of where it was seen. */
async function commentOf(whole: Whole | undefined, id: string, reads: Reads): Promise<Wire | undefined> {
  const list = whole && listings[whole.noun as keyof typeof listings];
  const answer = list && (await list(whole.id, reads));
  return rowsAt(answer, 'comments').find((row) => String(row.id) === id);
}

const theComment = ({ path }: Sent, reads: Reads) => {
  const id = path.comment_id ?? '';
  return commentOf(reads.whole('comment', id), id, reads);
};

const words = {
  kind: 'text',
  changes: 'text',
  of: ({ comment_text: text }: Wire) => text,
  after: (sent: unknown) => (Array.isArray(sent) ? sent.map((block) => (block as Wire).text ?? '').join('') : sent),
} as const;

const fields: Fields = {
  comment_text: words,
  comment: words,
  assignee: who('assignee'),
  group_assignee: who('group_assignee', 'group'),
  resolved: value('resolved'),
  notify_all: 'says nothing',
};

/** A text that was formatted is written again as the blocks that ClickUp showed. */
const restored: Fields = {
  ...fields,
  ...Object.fromEntries(
    ['comment_text', 'comment'].map((name) => [
      name,
      { ...unseen(), of: ({ comment }: Wire) => comment, restore: (before: unknown) => ({ comment: before }) },
    ]),
  ),
};

const newComment = (parent: 'task' | 'list' | 'view' | 'comment'): Row => ({
  ...create('comment', { by: 'DeleteComment', as: 'comment_id', fields }),
  made: (sent, id, reads) => commentOf({ noun: parent, id: sent.path[`${parent}_id`] ?? '' }, id, reads),
  name: () => undefined,
});

const editing = update('comment', theComment, fields);

export const comments = {
  CreateTaskComment: newComment('task'),
  CreateListComment: newComment('list'),
  CreateChatViewComment: newComment('view'),
  CreateThreadedComment: newComment('comment'),
  UpdateComment: {
    ...editing,
    inverse: (sent, before, answer, helpers) =>
      update('comment', theComment, restored).inverse(withoutTwice(sent), before, answer, helpers),
    name: () => undefined,
  },
  DeleteComment: remove('comment', gone, theComment, {
    loses: async (_sent, comment) => plural(Number(comment?.reply_count ?? 0), 'reply', 'replies'),
    name: (_sent, comment) => (comment ? String(comment.comment_text).slice(0, 60) : undefined),
  }),
} satisfies Record<string, Row>;

/** Plain and formatted text are one. */
function withoutTwice(sent: Sent): Sent {
  const { comment_text, ...rest } = bodyOf(sent);
  return 'comment' in rest || comment_text === undefined ? { ...sent, body: rest } : sent;
}
