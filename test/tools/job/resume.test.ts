import { describe, expect, it } from 'vitest';
import { type ClickUpOptions, createClickUp, memoryStore } from '../../../src/index.js';
import { createSandbox, type FaultRule, LISTS, manualClock, TASKS } from '../../../src/sandbox/index.js';
import { failure } from '../../support/sandbox-client.js';

const apart = { kind: '500', operation: 'CreateTask', nth: [2, 4] } satisfies FaultRule;

function world(...faults: FaultRule[]) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, faults });
  const store = memoryStore();
  const client = (more: Partial<ClickUpOptions> = {}) => createClickUp({ ...sandbox.options, store, ...more });
  const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET').length;
  return { clock, store, client, writes };
}

const tasks = Array.from({ length: 5 }, (_, index) => ({ name: `Item ${index}` }));
const input = { list_id: LISTS.ideas, tasks };
const jobOf = (data: object) => (data as { job_id: string }).job_id;
const ids = (data: { results: { id?: string }[] }) => data.results.flatMap(({ id }) => id ?? []);

describe('resuming a job by its id', () => {
  it('sends what is left, and answers as the same call with job_id', async () => {
    const { client, writes } = world(apart);
    const first = await client().task.createBulk(input);
    const job_id = jobOf(first);
    const done = await client().job.resume({ job_id });
    expect(done).toMatchObject({ job_id, counts: { total: 5, succeeded: 5 } });
    expect(done.notes).toEqual(['3 of 5 tasks had succeeded before; they were not sent again.']);
    expect(ids(done)).toEqual(expect.arrayContaining(ids(first)));
    expect(writes()).toBe(7);
    const same = await client().task.createBulk(input, { jobId: job_id });
    expect(same.results).toEqual(done.results);
    expect(writes()).toBe(7);
  });

  it('reads places by name and arguments in other spellings as the call did, and hears of its progress', async () => {
    const { client } = world(apart);
    const given = { listId: 'Marketing / Ideas', tasks };
    const named = await client().call('clickup_task_create_bulk', given as never);
    const { job_id } = (named.success ? named.data : {}) as { job_id: string };
    expect(job_id, JSON.stringify(named)).toBeDefined();
    const heard: number[] = [];
    const done = await client().job.resume({ job_id }, { onProgress: (count) => heard.push(count) });
    expect(done.counts.succeeded).toBe(5);
    expect(done.resolved?.list_id).toContain(LISTS.ideas);
    expect(heard.at(-1)).toBe(5);
  });

  it('plans what is left alone, and changes nothing by it', async () => {
    const { client, store, writes } = world(apart);
    const job_id = jobOf(await client().task.createBulk(input));
    const before = JSON.stringify(await store.read(job_id));
    const plan = await client().job.resume({ job_id, dry_run: true });
    expect(plan.requests).toHaveLength(2);
    expect(plan.notes?.join()).toContain('3 of 5 tasks had succeeded before; they are not sent again, and are not in');
    const same = await client().task.createBulk({ ...input, dry_run: true }, { jobId: job_id });
    expect(same.requests).toEqual(plan.requests);
    expect(JSON.stringify(await store.read(job_id))).toBe(before);
    expect(writes()).toBe(5);
  });

  it('of a deletion wants confirm', async () => {
    const { client, writes } = world({ kind: '500', operation: 'DeleteTask', nth: [1] });
    const task_ids = [TASKS.greyButton, TASKS.fireDrill];
    const job_id = jobOf(await client().task.deleteBulk({ task_ids, confirm: 'yes' }));
    const sent = writes();
    const refused = await failure(client().job.resume({ job_id }));
    expect(refused).toMatchObject({ code: 'CONFIRMATION_REQUIRED', message: expect.stringContaining(job_id) });
    expect(writes()).toBe(sent);
    expect(await client().job.resume({ job_id, confirm: 'yes' })).toMatchObject({ counts: { succeeded: 2 } });
  });

  it('wants the token of its plan where bulk calls do', async () => {
    const { client, writes } = world(apart);
    const job_id = jobOf(await client().task.createBulk(input));
    const clickup = client({ confirm: 'plan' });
    const refused = await failure(clickup.job.resume({ job_id }));
    expect(refused).toMatchObject({ code: 'CONFIRMATION_REQUIRED', details: { takes: 'confirm_token' } });
    const plan = await clickup.job.resume({ job_id, dry_run: true });
    expect(writes()).toBe(5);
    const done = await clickup.job.resume({ job_id, confirm: plan.confirm_token as 'yes' });
    expect(done.counts.succeeded).toBe(5);
    expect(writes()).toBe(7);
  });

  it('does nothing that the policy of the client forbids', async () => {
    const { client, writes } = world(apart, { kind: '500', operation: 'DeleteTask', nth: [1] });
    const made = jobOf(await client().task.createBulk(input));
    const task_ids = [TASKS.greyButton, TASKS.fireDrill];
    const deleted = jobOf(await client().task.deleteBulk({ task_ids, confirm: 'yes' }));
    const sent = writes();
    const elsewhere = client({ policy: { lists: [LISTS.bugs] } });
    const { counts, results } = await elsewhere.job.resume({ job_id: made });
    expect(counts).toMatchObject({ succeeded: 3, failed: 2 });
    expect(results[1]).toMatchObject({ error: { code: 'POLICY_DENIED' } });
    const keeping = client({ policy: { effects: ['read', 'write'] } });
    const refused = await failure(keeping.job.resume({ job_id: deleted, confirm: 'yes' }));
    expect(refused.code).toBe('POLICY_DENIED');
    expect(writes()).toBe(sent);
  });

  it('says where ids of jobs come from', async () => {
    const { client } = world();
    const none = await failure(client().job.resume({ job_id: 'job-none' }));
    expect(none).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'job_id' } });
  });
});
