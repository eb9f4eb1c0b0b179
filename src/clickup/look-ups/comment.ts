import type { OperationId } from '../../../generated/operations.js';
import type { LookUp } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { idOf, objectAt, type Rules, rowsAt } from './listing.js';

/** What blocks or a text say, without what ClickUp writes differently when it is read. */
const plain = (blocks: unknown): string =>
  (Array.isArray(blocks) ? blocks : [{ text: blocks }])
    .filter((block) => isPlainObject(block) && block.type === undefined)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const commentsPerPage = 25;

const comment = (read: OperationId): LookUp => ({
  read,
  page({ path }, before) {
    if (!before) return { path };
    const last = before.rows.at(-1);
    if (before.rows.length < commentsPerPage || !last || read === 'GetThreadedComments') return undefined;
    return { path, query: { start: idOf(last.date), start_id: idOf(last.id) } };
  },
  rows: (answer) => rowsAt(answer, 'comments'),
  isLike: (row, { body }) => plain(row.comment ?? row.comment_text) === plain(body.comment ?? body.comment_text),
  created: ({ date }) => Number(date),
  creator: ({ user }) => objectAt({ user }, 'user').id,
  ...(read !== 'GetThreadedComments' && { newestFirst: true }),
  answer: ({ id, date }) => ({ id: Number(id), date: Number(date) }),
});

export const commentRules = {
  CreateTaskComment: comment('GetTaskComments'),
  CreateListComment: comment('GetListComments'),
  CreateChatViewComment: comment('GetChatViewComments'),
  CreateThreadedComment: comment('GetThreadedComments'),
} satisfies Rules;
