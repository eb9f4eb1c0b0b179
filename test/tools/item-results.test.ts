import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { createSandbox, LISTS, manualClock, TASKS } from '../../src/sandbox/index.js';
import { type ItemResult, withSharedReasons } from '../../src/tools/item-results.js';

const late = { code: 'RATE_LIMIT_EXCEEDED', message: 'Used up', suggested_action: 'Wait.' } as const;
const lost = { code: 'UNKNOWN_OUTCOME', message: 'Lost', suggested_action: 'Look.' } as const;
const item = (index: number, status: ItemResult['status'], error?: ItemResult['error']): ItemResult => ({
  index,
  status,
  ...(error && { error }),
});

describe('reasons that several items share', () => {
  it('stand once, with the first of them, which says for whom they hold', () => {
    const results = [
      item(0, 'succeeded'),
      item(1, 'unknown', lost),
      item(2, 'skipped', late),
      item(3, 'skipped', late),
      item(4, 'unknown', lost),
      item(5, 'skipped', late),
      item(6, 'failed', late),
    ];
    expect(withSharedReasons(results)).toEqual([
      item(0, 'succeeded'),
      item(1, 'unknown', { ...lost, count: 2, indexes: '1, 4' }),
      item(2, 'skipped', { ...late, count: 3, indexes: '2-3, 5' }),
      item(3, 'skipped'),
      item(4, 'unknown'),
      item(5, 'skipped'),
      item(6, 'failed', late),
    ]);
  });

  const refusing = () => {
    const sandbox = createSandbox({ clock: manualClock(), rateLimit: { limit: 5, windowMs: 60_000 } });
    const { apiKey, fetch, clock } = sandbox;
    return createClickUp({ apiKey, fetch, clock, deadlineMs: 30_000, timeZone: 'UTC' });
  };

  it('of tasks that were not read name all of them', async () => {
    const ids = Object.values(TASKS).slice(0, 12);
    const { tasks, failed = [] } = await refusing().task.get({ task_ids: ids });
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ error: { code: 'RATE_LIMIT_EXCEEDED' } });
    expect(tasks).not.toHaveLength(0);
    expect([...tasks!.map(({ id }) => id), ...failed[0]!.task_ids!].sort()).toEqual(ids.toSorted());
  });

  it('are not repeated where nothing succeeded at all', async () => {
    const changes = Array.from({ length: 40 }, (_, i) => ({
      task_ids: [`86c0zz${i}`],
      assignees: { add: ['Nobody'] },
    }));
    const answers = [
      await refusing().call('clickup_task_update_bulk', { changes }),
      await refusing().call('clickup_task_create_bulk', {
        list_id: LISTS.ideas,
        tasks: Array.from({ length: 40 }, () => ({ name: 'One', assignees: ['Nobody'] })),
      }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ success: false, error: { details: { counts: { failed: 40 } } } });
      // In the message, and with the first item.
      expect(JSON.stringify(answer).split('nobody in the Workspace')).toHaveLength(3);
    }
  });
});
