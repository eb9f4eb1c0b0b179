import { describe, expect, it } from 'vitest';
import { createClickUp, memoryStore, type Store } from '../../src/index.js';
import { createSandbox, type FaultRule, LISTS, manualClock, TASKS } from '../../src/sandbox/index.js';
import { standing } from '../support/row-differences.js';

const task_id = TASKS.offlineUnlock;

function world(...faults: FaultRule[]) {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, faults });
  const client = (store: Store = memoryStore()) => createClickUp({ ...sandbox.options, history: true, store });
  const before = standing(sandbox.snapshot().rows);
  const isAsBefore = () => expect(standing(sandbox.snapshot().rows)).toEqual(before);
  return { sandbox, client, isAsBefore };
}

describe('a write whose answer was lost', () => {
  it.each(['reset-after', 'truncated-json', 'html'] as const)(
    'to %s and that was found can be undone',
    async (kind) => {
      const { client, isAsBefore } = world({ kind, operation: 'CreateTask' });
      const clickup = client();
      await clickup.task.create({ list_id: LISTS.ideas, name: 'Once' }, { reason: 'A test' });
      const { entries } = await clickup.history.list({});
      expect(entries).toMatchObject([{ tool: 'clickup_task_create', undo: 'possible', reason: 'A test' }]);
      expect(await clickup.history.undo({ last: 1, confirm: 'yes' })).toMatchObject({ undone: 1, failed: 0 });
      isAsBefore();
    },
  );

  it('and that can be seen to have taken effect can be undone', async () => {
    const { client, isAsBefore } = world({ kind: 'reset-after', operation: 'UpdateTask', nth: 1 });
    const clickup = client();
    expect(await clickup.call('clickup_task_update', { task_id, priority: 'low' })).toMatchObject({
      error: { code: 'UNKNOWN_OUTCOME' },
    });
    expect((await clickup.history.list({})).entries).toMatchObject([{ changes: ['priority: urgent -> low'] }]);
    await clickup.history.undo({ last: 1 });
    isAsBefore();
  });

  it('and that never arrived has no entry', async () => {
    const { client } = world({ kind: 'reset-before', method: 'PUT' }, { kind: 'reset-before', method: 'POST' });
    const clickup = client();
    await clickup.call('clickup_task_update', { task_id, priority: 'low' });
    await clickup.call('clickup_task_create', { list_id: LISTS.ideas, name: 'Never' });
    expect((await clickup.history.list({})).entries).toEqual([]);
  });

  it.each([
    ['took effect', 'reset-after', 'low'],
    ['never arrived', 'reset-before', 'urgent'],
  ] as const)('and after which nothing could be read may be undone: it %s', async (_, kind, priority) => {
    const { client, isAsBefore, sandbox } = world(
      { kind, operation: 'UpdateTask', nth: 1 },
      { kind: '500', operation: 'GetTask', nth: [2, 3, 4, 5, 6] },
    );
    const clickup = client();
    await clickup.call('clickup_task_update', { task_id, priority: 'low' });
    const [entry] = (await clickup.history.list({})).entries;
    expect(entry?.why).toContain('its answer was lost');
    const { tasks } = sandbox.snapshot().rows as unknown as { tasks: { id: string; priority: number }[] };
    expect(tasks.find(({ id }) => id === task_id)?.priority).toBe(priority === 'low' ? 4 : 1);
    expect(await clickup.history.undo({ last: 1 })).toMatchObject({ undone: 1 });
    isAsBefore();
  });
});

describe('a job whose program was ended', () => {
  const changes = {
    changes: [{ task_ids: [task_id, TASKS.greyButton, TASKS.certificates], priority: 'low' as const }],
  };
  const tasks = { list_id: LISTS.ideas, tasks: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] };

  it.each([
    ['clickup_task_update_bulk', changes],
    ['clickup_task_create_bulk', tasks],
  ] as const)('by %s is undone whole, whoever resumed it', async (tool, input) => {
    const { client, isAsBefore, sandbox } = world();
    const store = memoryStore();
    const whole = await client(store).call(tool, input);
    const after = sandbox.snapshot();
    const { job_id } = (whole as { data: { job_id: string } }).data;
    const [job, history] = (await Promise.all([store.read(job_id), store.read('history')])) as object[][];
    const opening = job!.filter((line) => !('intent' in line || 'outcome' in line));
    const intents = job!.filter((line) => 'intent' in line);
    for (let kept = 0; kept <= history!.length; kept++) {
      // As the disk may be when the program is killed: all was sent, and no outcome is known.
      sandbox.restore(after);
      const cut = memoryStore();
      await cut.append(job_id, ...opening, ...intents);
      const ahead = history!.filter((record) => 'ahead' in record);
      await cut.append('history', ...ahead, ...history!.filter((record) => !('ahead' in record)).slice(0, kept));
      const clickup = client(cut);
      expect(await clickup.call(tool, { ...input, job_id } as never)).toMatchObject({
        data: { counts: { succeeded: 3 } },
      });
      const { entries } = await clickup.history.list({});
      expect(entries.map((entry) => entry.job_id)).toEqual([job_id, job_id, job_id]);
      expect(await clickup.history.undo({ job_id, confirm: 'yes' })).toMatchObject({ undone: 3, failed: 0 });
      isAsBefore();
    }
  });
});
