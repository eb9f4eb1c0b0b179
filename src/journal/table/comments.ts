import { rowsAt } from '../../runtime/wire.js';
import { bodyOf, type Fields, unseen, value, who } from '../fields.js';
import type { Reads, Row, Sent, Whole, Wire } from '../row.js';
import { create, gone, idQuery, remove, update } from '../rows.js';
import { plural } from './tasks.js';

const listings = {
  task: 'GetTaskComments',
  list: 'GetListComments',
  view: 'GetChatViewComments',
  comment: 'GetThreadedComments',
} as const;

/** Comments that ClickUp shows at a time; replies come all at once. */
const pageSize = 25;
const mostPages = 20;

/** A comment, among those of where it was seen, newest first. */
async function commentOf(whole: Whole | undefined, id: string, reads: Reads): Promise<Wire | undefined> {
  const listing = whole && listings[whole.noun as keyof typeof listings];
  if (!listing) return undefined;
  let position: Readonly<Record<string, string>> = whole.query ?? {};
  for (let page = 0; page < mostPages; page++) {
    const rows = rowsAt(await reads.get(listing, { [`${whole.noun}_id`]: whole.id }, position), 'comments');
    const found = rows.find((row) => String(row.id) === id);
    const last = rows.at(-1);
    if (found || !last || rows.length < pageSize || whole.noun === 'comment') return found;
    position = { ...whole.query, start: String(last.date), start_id: String(last.id) };
  }
  return undefined;
}

async function theComment({ path }: Sent, reads: Reads): Promise<Wire | undefined> {
  const id = path.comment_id ?? '';
  return commentOf(await reads.whole('comment', id), id, reads);
}

const unread = 'list the comments of its task, List or view first';

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
  made: (sent, id, reads) =>
    commentOf({ noun: parent, id: sent.path[`${parent}_id`] ?? '', query: idQuery(sent) }, id, reads),
  name: () => undefined,
});

export const comments = {
  CreateTaskComment: newComment('task'),
  CreateListComment: newComment('list'),
  CreateChatViewComment: newComment('view'),
  CreateThreadedComment: newComment('comment'),
  UpdateComment: {
    ...update('comment', theComment, fields),
    unread,
    inverse: (sent, before, answer, helpers) =>
      update('comment', theComment, restored, { unread }).inverse(withoutTwice(sent), before, answer, helpers),
    name: () => undefined,
  },
  DeleteComment: remove('comment', gone, theComment, {
    unread,
    loses: async (_sent, comment) => plural(Number(comment?.reply_count ?? 0), 'reply', 'replies'),
    name: (_sent, comment) => (comment ? String(comment.comment_text).slice(0, 60) : undefined),
  }),
} satisfies Record<string, Row>;

/** Plain and formatted text are one. */
function withoutTwice(sent: Sent): Sent {
  const { comment_text, ...rest } = bodyOf(sent);
  return 'comment' in rest || comment_text === undefined ? { ...sent, body: rest } : sent;
}
