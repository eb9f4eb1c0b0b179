import { expect, it } from 'vitest';
import { createClickUp, memoryStore } from '../../../src/index.js';
import { createSandbox, LISTS, manualClock } from '../../../src/sandbox/index.js';

function world() {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, faults: [{ kind: '500', operation: 'CreateTask', nth: [2] }] });
  const store = memoryStore();
  const clickup = createClickUp({ ...sandbox.options, store, timeZone: 'UTC' });
  const begin = async (count: number) => {
    const tasks = Array.from({ length: count }, (_, index) => ({ name: `Item ${index}` }));
    return ((await clickup.task.createBulk({ list_id: LISTS.ideas, tasks })) as { job_id: string }).job_id;
  };
  return { clock, store, clickup, begin };
}

it('lists jobs by when they were begun, newest first, page by page, wherever they were resumed', async () => {
  const { clock, clickup, begin } = world();
  const begun: string[][] = [];
  for (let count = 2; count < 5; count++) {
    // Two in the same millisecond.
    begun.unshift([await begin(count), await begin(count)]);
    await clock.advance(1_000);
  }
  await clickup.job.resume({ job_id: begun[2]![0]! });
  const { jobs } = await clickup.job.list({});
  const listed = jobs.map(({ job_id }) => job_id);
  expect([0, 2, 4].map((from) => listed.slice(from, from + 2).sort())).toEqual(begun.map((ids) => ids.sort()));
  const paged: typeof jobs = [];
  for await (const page of clickup.pages('clickup_job_list', { limit: 2 })) paged.push(...page.jobs);
  expect(paged).toEqual(jobs);
});

it('says what became of the items, and of the job', async () => {
  const { store, clickup, begin } = world();
  expect(await clickup.job.list({})).toEqual({ jobs: [] });
  const job_id = await begin(3);
  const only = async () => (await clickup.job.list({})).jobs[0];
  expect(await only()).toEqual({
    job_id,
    tool: 'clickup_task_create_bulk',
    begun: expect.stringMatching(/^2026-/),
    state: 'stopped',
    counts: { total: 3, succeeded: 2, failed: 1, unknown: 0, left: 0 },
  });
  await store.exclusively(`job ${job_id}`, async () => expect((await only())?.state).toBe('running'));

  const lines = await store.read(job_id);
  await store.drop?.(job_id);
  expect(await only()).toMatchObject({ state: 'expired', counts: { succeeded: 2, failed: 1, left: 0 } });
  // As a program leaves it that is killed before the last outcome is known.
  await store.append(job_id, ...(lines.slice(0, -1) as object[]));
  expect(await only()).toMatchObject({ state: 'stopped' });

  await clickup.job.resume({ job_id });
  expect(await only()).toMatchObject({ state: 'done', counts: { succeeded: 3, left: 0 } });
});
