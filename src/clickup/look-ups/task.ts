import type { LookUp } from '../../runtime/look-up.js';
import { byDate, type Rules, rowsAt, sameName } from './listing.js';

const tasksPerPage = 100;

/** https://developer.clickup.com/reference/gettasks: the newest first, unless another order is asked for */
const task: Omit<LookUp, 'answer'> = {
  read: 'GetTasks',
  page({ path }, before) {
    if (before && before.rows.length < tasksPerPage) return undefined;
    const page = String(before ? before.index + 1 : 0);
    return { path, query: { page, subtasks: 'true', include_closed: 'true', order_by: 'created' } };
  },
  rows: (answer) => rowsAt(answer, 'tasks'),
  isLike: (row, sent) => sameName(row, sent) && (!sent.body.parent || row.parent === sent.body.parent),
  newestFirst: true,
  ...byDate,
};

export const taskRules = {
  CreateTask: { ...task, answer: (row) => row },
  CreateTaskFromTemplate: { ...task, answer: (row) => ({ id: row.id, task: row }) },
} satisfies Rules;
