import { describe, expect, it } from 'vitest';
import { createClickUp, memoryStore } from '../../src/index.js';
import { createSandbox, type FaultRule, LISTS, manualClock } from '../../src/sandbox/index.js';

/** A sandbox and clients on one store; `crash` makes requests hang once so many creates have taken effect. */
function world(faults: FaultRule[] = []) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, faults });
  const store = memoryStore();
  const client = (more = {}) => createClickUp({ ...sandbox.options, store, timeZone: 'UTC', ...more });
  const posts = () => sandbox.requests.filter(({ method }) => method === 'POST').length;
  return { clock, sandbox, store, client, posts };
}

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `Item ${index}` }));
const input = (count: number) => ({ list_id: LISTS.ideas, tasks: items(count) });

interface Data {
  job_id: string;
  counts: Record<string, number>;
  results: { index: number; status: string; id?: string }[];
  notes?: string[];
}
const call = async (clickup: ReturnType<typeof createClickUp>, tool: string, args: object, options = {}) => {
  const answer = await clickup.call(tool as string, args as Record<string, unknown>, options);
  const holder = (answer.success ? answer.data : answer.error.details) as Data;
  return { answer, ...holder };
};

describe('a bulk call', () => {
  it('names its job; called again with it, what succeeded is not sent again', async () => {
    const { client, posts } = world([{ kind: '500', operation: 'CreateTask', nth: [2, 4] }]);
    const first = await call(client(), 'clickup_task_create_bulk', input(5));
    expect(first.counts).toMatchObject({ succeeded: 3, failed: 2 });
    expect(first.job_id).toMatch(/^job-/);
    expect(posts()).toBe(5);
    const again = await call(client(), 'clickup_task_create_bulk', { ...input(5), job_id: first.job_id });
    expect(again.counts).toMatchObject({ succeeded: 5, failed: 0 });
    expect(again.job_id).toBe(first.job_id);
    expect(again.notes?.[0]).toContain('3 of 5 tasks had succeeded before');
    expect(again.results.filter(({ id }) => first.results.some((one) => one.id && one.id === id))).toHaveLength(3);
    expect(posts()).toBe(7);
    await client().task.createBulk(input(5), { jobId: first.job_id });
    expect(posts()).toBe(7);
  });

  it('with another input, or of a job that there is not, sends nothing', async () => {
    const { client, posts } = world();
    const { job_id } = await call(client(), 'clickup_task_create_bulk', input(2));
    const other = await call(client(), 'clickup_task_create_bulk', { ...input(3), job_id });
    expect(other.answer).toMatchObject({ error: { code: 'CONFLICT', details: { parameter: 'job_id' } } });
    const none = await call(client(), 'clickup_task_create_bulk', { ...input(2), job_id: 'job-none' });
    expect(none.answer).toMatchObject({ error: { code: 'INVALID_PARAMETER', details: { parameter: 'job_id' } } });
    expect(posts()).toBe(2);
  });

  it('looks for what is unknown before it sends it again', async () => {
    const { client, posts, sandbox } = world([{ kind: 'reset-before', operation: 'CreateTask', nth: [1, 3] }]);
    const first = await call(client(), 'clickup_task_create_bulk', input(4));
    expect(first.counts).toMatchObject({ succeeded: 2, unknown: 2 });
    const again = await call(client(), 'clickup_task_create_bulk', { ...input(4), job_id: first.job_id });
    expect(again.counts).toMatchObject({ succeeded: 4 });
    expect(posts()).toBe(6);
    const { tasks } = await createClickUp(sandbox.options).task.list({ list_id: LISTS.ideas, limit: 100 });
    expect(tasks.filter(({ name }) => name.startsWith('Item'))).toHaveLength(4);
  });

  it('finds what a killed program made, equal items and parts of items too', async () => {
    const { client, sandbox, store } = world();
    const tasks = [
      ...items(3),
      { name: 'Same' },
      { name: 'Same' },
      { name: 'Whole', checklists: [{ name: 'Steps', items: ['a', 'b'] }] },
    ];
    const whole = await call(client(), 'clickup_task_create_bulk', { list_id: LISTS.ideas, tasks });
    const before = sandbox.snapshot();
    // As a process leaves it that is killed once everything was sent: intents, and no outcome.
    const lines = (await store.read(whole.job_id)) as Record<string, unknown>[];
    for (let kept = 1; kept <= lines.length; kept++) {
      sandbox.restore(before);
      const cut = memoryStore();
      await cut.append(whole.job_id, ...lines.slice(0, kept).filter((line) => !('outcome' in line) || kept % 2));
      const again = await call(client({ store: cut }), 'clickup_task_create_bulk', {
        list_id: LISTS.ideas,
        tasks,
        job_id: whole.job_id,
      });
      const sent = lines
        .slice(0, kept)
        .filter((line) => 'intent' in line && (line.intent as { operation: string }).operation === 'CreateTask');
      expect(again.counts.succeeded, JSON.stringify(again.answer)).toBe(6);
      const { tasks: there } = await client().task.list({ list_id: LISTS.ideas, limit: 100 });
      const made = there.filter(({ name }) => /^(Item|Same|Whole)/.test(name));
      // What the first had made and the cut journal does not know of is made by the second.
      expect(made).toHaveLength(6 + 6 - sent.length);
      expect(new Set(again.results.map(({ id }) => id)).size).toBe(6);
    }
  });

  it('changes and deletes go on too', async () => {
    const { client, posts } = world([{ kind: '500', operation: 'DeleteTask', nth: 2 }]);
    const made = await call(client(), 'clickup_task_create_bulk', input(3));
    const args = { task_ids: made.results.map(({ id }) => id), confirm: 'yes' };
    const first = await call(client(), 'clickup_task_delete_bulk', args);
    expect(first.counts).toMatchObject({ succeeded: 2, failed: 1 });
    const again = await call(client(), 'clickup_task_delete_bulk', { ...args, job_id: first.job_id });
    expect(again.counts).toMatchObject({ succeeded: 3 });
    expect(posts()).toBe(3);
  });

  it('stops between items where it is cancelled, and goes on later', async () => {
    const { client, posts } = world();
    const stop = new AbortController();
    const first = await call(client(), 'clickup_task_create_bulk', input(30), {
      signal: stop.signal,
      onProgress: (done: number) => done >= 5 && stop.abort(),
    });
    expect(first.counts).toMatchObject({ total: 30 });
    expect(first.counts.skipped).toBeGreaterThan(10);
    const again = await call(client(), 'clickup_task_create_bulk', { ...input(30), job_id: first.job_id });
    expect(again.counts).toMatchObject({ succeeded: 30 });
    expect(posts()).toBeLessThanOrEqual(30 + (first.counts.unknown ?? 0));
  });

  it('of five hundred is one job', async () => {
    const { client, posts } = world();
    const { counts } = await call(client(), 'clickup_task_create_bulk', input(500));
    expect(counts).toMatchObject({ total: 500, succeeded: 500 });
    expect(posts()).toBe(500);
  });

  it('taken over by another program while its own was asleep sends nothing any more', async () => {
    const { clock, client, posts, sandbox, store } = world();
    // Without a lock, as where one was not shown to be alive for too long.
    const unlocked = { ...store, exclusively: (_: string, work: () => Promise<never>) => work() };
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let arrived = 0;
    const sleeper = client({
      store: unlocked,
      maxConcurrency: 1,
      transport: undefined,
      fetch: async (request: Request) => {
        const answer = await sandbox.fetch(request);
        if (request.method === 'POST' && ++arrived === 3) await asleep;
        return answer;
      },
    });
    const first = call(sleeper, 'clickup_task_create_bulk', input(10));
    while (arrived < 3) await new Promise(setImmediate);
    const [job] = (await client().job.list({})).jobs;
    const next = await call(client({ store: unlocked }), 'clickup_task_create_bulk', {
      ...input(10),
      job_id: job!.job_id,
    });
    expect(next.counts).toMatchObject({ succeeded: 10 });
    await clock.advance(2_000);
    wake();
    const { counts, results } = await first;
    expect(counts).toMatchObject({ succeeded: 3, failed: 7 });
    expect(results[3]).toMatchObject({ error: { code: 'CONFLICT', message: expect.stringContaining('goes on with') } });
    expect(posts()).toBe(10);
    // What it wrote after that is not believed.
    const again = await call(client(), 'clickup_task_create_bulk', { ...input(10), job_id: job!.job_id });
    expect(again.results.map(({ id }) => id)).toEqual(next.results.map(({ id }) => id));
    expect(posts()).toBe(10);
  });

  it('resumed twice at once is worked on by one', async () => {
    const { client, posts } = world([{ kind: '500', operation: 'CreateTask', nth: [1, 2, 3] }]);
    const { job_id } = await call(client(), 'clickup_task_create_bulk', input(6));
    const both = await Promise.all(
      [1, 2].map(() => call(client(), 'clickup_task_create_bulk', { ...input(6), job_id })),
    );
    expect(both.map(({ counts }) => counts.succeeded)).toEqual([6, 6]);
    expect(posts()).toBe(9);
  });
});
