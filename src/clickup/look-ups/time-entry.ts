import type { LookUp, Page, Row } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { idOf, objectAt, once, type Rules, rowsAt, text } from './listing.js';

function spanOf({ start, stop, end, duration }: Row): { start: number; end: number } {
  const from = Number(start);
  return { start: from, end: Number(stop ?? end ?? from + Number(duration)) };
}

const isSameEntry = (row: Row, body: Row): boolean =>
  text(row.description) === text(body.description) && idOf(objectAt(row, 'task').id) === idOf(body.tid);

const entry: LookUp = {
  read: 'Gettimeentrieswithinadaterange',
  page({ path, body }, before): Page | undefined {
    if (before) return undefined;
    const { start, end } = spanOf(body);
    const assignee = body.assignee === undefined || body.assignee === null ? {} : { assignee: idOf(body.assignee) };
    return { path, query: { start_date: String(start - 1), end_date: String(end + 1), ...assignee } };
  },
  rows: (answer) => rowsAt(answer, 'data'),
  isLike(row, { body }) {
    const { start, end } = spanOf(body);
    return Number(row.start) === start && Number(row.duration) === end - start && isSameEntry(row, body);
  },
  created: ({ at }) => Number(at),
  answer: (row) => ({ data: row }),
};

const timer: LookUp = {
  read: 'Getrunningtimeentry',
  page: once(),
  rows(answer) {
    if (!isPlainObject(answer) || !('data' in answer)) return undefined;
    return isPlainObject(answer.data) ? [answer.data] : [];
  },
  isLike: (row, { body }) => isSameEntry(row, body),
  created: ({ start }) => Number(start),
  answer: (row) => ({ data: row }),
};

export const timeEntryRules = { Createatimeentry: entry, StartatimeEntry: timer } satisfies Rules;
