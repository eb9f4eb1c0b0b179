import type { LookUp, Row } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { byDate, idOf, objectAt, once, type Rules, rowsAt, sameName } from './listing.js';

const pagesBelow = (rows: readonly Row[]): Row[] =>
  rows.flatMap((row) => [row, ...pagesBelow(rowsAt(row, 'pages') ?? [])]);

const doc: LookUp = {
  read: 'searchDocsPublic',
  page({ path }, before) {
    const cursor = before && objectAt(before, 'answer').next_cursor;
    if (before && !cursor) return undefined;
    return { path, query: { limit: '100', ...(cursor ? { next_cursor: String(cursor) } : {}) } };
  },
  rows: (answer) => rowsAt(answer, 'docs'),
  isLike: (row, sent) =>
    sameName(row, sent) &&
    (!isPlainObject(sent.body.parent) || idOf(objectAt(row, 'parent').id) === idOf(sent.body.parent.id)),
  ...byDate,
  answer: (row) => row,
};

const page: LookUp = {
  read: 'getDocPagesPublic',
  page: once({ max_page_depth: '-1' }),
  rows: (answer) => (Array.isArray(answer) ? pagesBelow(answer.filter(isPlainObject)) : undefined),
  isLike: (row, sent) => sameName(row, sent) && idOf(row.parent_page_id) === idOf(sent.body.parent_page_id),
  created: byDate.created,
  creator: ({ creator_id }) => creator_id,
  answer: (row) => row,
};

export const docRules = { createDocPublic: doc, createPagePublic: page } satisfies Rules;
