import type { LookUp } from '../../runtime/look-up.js';
import { byDate, idOf, objectAt, once, type Rules, rowsAt, sameName } from './listing.js';

const goal: LookUp = {
  read: 'GetGoals',
  page: once({ include_completed: 'true' }),
  rows(answer) {
    const rows = rowsAt(answer, 'goals');
    return rows && [...rows, ...(rowsAt(answer, 'folders') ?? []).flatMap((each) => rowsAt(each, 'goals') ?? [])];
  },
  isLike: sameName,
  ...byDate,
  whole: { read: 'GetGoal', path: ({ id }) => ({ goal_id: idOf(id) }) },
  answer: (row) => ('goal' in row ? row : { goal: row }),
};

const keyResult: LookUp = {
  read: 'GetGoal',
  page: once(),
  rows: (answer) => rowsAt(objectAt(answer, 'goal'), 'key_results'),
  isLike: (row, sent) => sameName(row, sent) && row.type === sent.body.type,
  ...byDate,
  answer: (row) => ({ key_result: row }),
};

export const goalRules = { CreateGoal: goal, CreateKeyResult: keyResult } satisfies Rules;
