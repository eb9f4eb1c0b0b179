import { expect, it } from 'vitest';
import { byName, tasksByPerson } from '../../src/analytics/reports/tasks.js';

it('keeps people of one name apart', () => {
  const [ann, other, nameless] = [
    { id: 1, name: 'Ann' },
    { id: 2, name: 'Ann' },
    { id: 3, name: null },
  ];
  const bob = { id: 4, name: 'Bob' };
  const tasks = [[ann, bob], [other], [other, nameless], [bob], []].map((assignees) => ({ assignees }));
  expect(byName(tasksByPerson(tasks as never))).toEqual({ 'Ann (1)': 1, 'Ann (2)': 2, 3: 1, Bob: 2 });
});
