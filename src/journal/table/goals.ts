import { objectAt, rowsAt } from '../../runtime/wire.js';
import { added, type Fields, number, text, value } from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, gone, remove, update } from '../rows.js';
import { plural } from './tasks.js';

const inGoal = (answer: Wire) => objectAt(answer, 'goal');

const theGoal = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('GetGoal', { goal_id: path.goal_id ?? '' });
  return answer && inGoal(answer);
};

const goalFields: Fields = {
  name: text('name'),
  due_date: {
    ...number('due_date', 'date'),
    restore: (before) => (before === null ? 'due_date: the API cannot clear it' : { due_date: before }),
  },
  description: text('description'),
  color: value('color'),
  add_owners: added('owners', 'rem_owners', 'add_owners'),
  rem_owners: added('owners', 'add_owners', 'rem_owners'),
  owners: { kind: 'people', of: (goal) => rowsAt(goal, 'owners').map(({ id }) => id) },
  multiple_owners: value('multiple_owners'),
};

const resultIn = (answer: Wire | undefined, id: string | undefined) =>
  rowsAt(answer, 'goal', 'key_results').find((row) => row.id === id);

async function theResult({ path }: Sent, reads: Reads): Promise<Wire | undefined> {
  const whole = await reads.whole('key_result', path.key_result_id ?? '');
  return whole && resultIn(await reads.get('GetGoal', { goal_id: whole.id }), path.key_result_id);
}

const resultFields: Fields = {
  name: text('name'),
  steps_start: value('steps_start'),
  steps_end: value('steps_end'),
  steps_current: value('steps_current'),
  unit: value('unit'),
  type: value('type'),
  owners: { kind: 'people', of: (row) => rowsAt(row, 'owners').map(({ id }) => id) },
  task_ids: { kind: 'task', of: ({ task_ids: ids }) => ids },
  list_ids: { kind: 'list', of: ({ subcategory_ids: ids }) => ids },
  note: 'says nothing',
};

export const goals = {
  CreateGoal: create('goal', {
    by: 'DeleteGoal',
    as: 'goal_id',
    in: inGoal,
    read: (goal_id) => ({ id: 'GetGoal', path: { goal_id } }),
    fields: goalFields,
  }),
  UpdateGoal: update('goal', theGoal, goalFields),
  DeleteGoal: remove('goal', gone, theGoal, {
    loses: async (_sent, goal) => plural(rowsAt(goal, 'key_results').length, 'key result'),
  }),
  CreateKeyResult: {
    ...create('key result', {
      by: 'DeleteKeyResult',
      as: 'key_result_id',
      in: (answer) => objectAt(answer, 'key_result'),
      fields: resultFields,
    }),
    made: async (sent, id, reads) => resultIn(await reads.get('GetGoal', { goal_id: sent.path.goal_id ?? '' }), id),
  },
  EditKeyResult: update('key result', theResult, resultFields),
  DeleteKeyResult: remove('key result', gone, theResult),
} satisfies Record<string, Row>;
