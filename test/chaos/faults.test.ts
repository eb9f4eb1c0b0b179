import { expect, it } from 'vitest';
import { faultChaos } from './faults.js';

/** One of each kind: a run of all of them is `npm run chaos`. */
const only = [
  'clickup_task_create',
  'clickup_task_list',
  'clickup_task_merge',
  'clickup_task_update_bulk',
  'clickup_goal_update',
  'clickup_comment_create',
];

it('random calls under mixed faults do no harm, and tell the truth', async () => {
  const { rows, ...figures } = await faultChaos({ calls: 40, seed: 1, only });
  expect(rows.filter(({ count }) => count > 0)).toEqual([]);
  expect(figures.disturbed).toBeGreaterThan(10);
});
