import { describe, expect, it } from 'vitest';
import { LISTS, TASKS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const created = (sandbox: ReturnType<typeof sandboxClient>['sandbox']) =>
  sandbox.requests.filter(({ operation }) => operation === 'CreateTask');

describe('clickup_task_create_bulk', () => {
  it('creates parents first, whatever the order, and makes the dependencies', async () => {
    const { clickup } = sandboxClient();
    const { results, counts } = await clickup.task.createBulk({
      list_id: LISTS.sprint25,
      tasks: [
        { name: 'Page', parent: 'api' },
        { name: 'App', key: 'app', depends_on: ['api', 'ENG-96'] },
        { name: 'API', key: 'api' },
      ],
    });
    expect(counts).toMatchObject({ succeeded: 3, failed: 0, unknown: 0, skipped: 0 });
    expect(results.map(({ index, key, name }) => [index, key, name])).toEqual([
      [0, undefined, 'Page'],
      [1, 'app', 'App'],
      [2, 'api', 'API'],
    ]);
    expect(results[1]?.depends_on).toEqual([results[2]?.id, TASKS.offlineUnlock]);
    expect(results[2]).not.toHaveProperty('depends_on');
    const [page, app, api] = await Promise.all(
      results.map(async ({ id }) => (await clickup.task.get({ task_id: id ?? '' })).task),
    );
    expect(page?.parent).toBe(api?.id);
    expect(app?.waiting_on?.map(({ id }) => id).sort()).toEqual([api?.id, TASKS.offlineUnlock].sort());
  });

  it('answers with custom ids, adds checklists and names them', async () => {
    const { clickup } = sandboxClient();
    const tasks = [{ name: 'One', checklists: { Done: ['Code'] } }];
    const { results } = await clickup.task.createBulk({ list_id: LISTS.sprint24, tasks });
    expect(results[0]?.custom_id).toMatch(/^ENG-\d+$/);
    expect(results[0]?.checklists).toEqual(['Done']);
    const { task } = await clickup.task.get({ task_id: results[0]?.id, include: ['checklists'] });
    expect(task?.checklists).toMatchObject([{ name: 'Done', items: [{ name: 'Code' }] }]);
  });

  it('shows what is now true of what was given, so that nobody reads back', async () => {
    const { clickup } = sandboxClient();
    const { results } = await clickup.task.createBulk({
      list_id: LISTS.bugs,
      tags: ['backend'],
      tasks: [
        { key: 'up', name: 'Up', priority: 'high', due_date: '2026-10-30', assignees: ['Priya Nair'] },
        { key: 'down', name: 'Down', parent: 'up', time_estimate: '2h', status: 'fixing' },
      ],
    });
    const [up, down] = results;
    expect(up).toMatchObject({
      priority: 'high',
      due_date: '2026-10-30',
      assignees: ['Priya Nair'],
      tags: ['backend'],
    });
    expect(down).toMatchObject({ parent: up?.id, time_estimate: '2h', task_status: 'fixing', tags: ['backend'] });
    expect(down).not.toHaveProperty('priority');
  });

  it('gives defaults to the tasks that do not say otherwise; a subtask follows its parent’s List', async () => {
    const { clickup } = sandboxClient();
    const { results } = await clickup.task.createBulk({
      list_id: LISTS.sprint25,
      status: 'to do',
      assignees: ['priya'],
      tags: ['plan'],
      tasks: [
        { name: 'One' },
        { name: 'Two', key: 'two', list_id: LISTS.bugs, status: 'fixing', assignees: ['yuki'], priority: 'high' },
        { name: 'Three', parent: 'two', status: 'new', tags: [] },
      ],
    });
    const tasks = await Promise.all(
      results.map(async ({ id }) => (await clickup.task.get({ task_id: id ?? '' })).task),
    );
    expect(tasks).toMatchObject([
      { list: 'Sprint 25', status: 'to do', assignees: ['Priya Nair'], tags: ['plan'] },
      { list: 'Bugs', status: 'fixing', assignees: ['Yuki Tanaka'], priority: 'high' },
      { list: 'Bugs', status: 'new' },
    ]);
    expect(tasks[2]).not.toHaveProperty('tags');
  });

  it('reports each failure with its remedy, skips the children, and creates the rest', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { results, counts, notes } = await clickup.task.createBulk({
      list_id: LISTS.bugs,
      tasks: [
        { name: 'Bad', key: 'bad', status: 'someday' },
        { name: 'Child', parent: 'bad' },
        { name: 'Good' },
        { name: 'Who', assignees: ['nobody at all'] },
      ],
    });
    expect(results.map(({ status }) => status)).toEqual(['failed', 'skipped', 'succeeded', 'failed']);
    expect(results[0]?.error?.suggested_action).toContain('new, triaged, fixing, verified, closed');
    expect(counts).toMatchObject({ succeeded: 1, failed: 2, skipped: 1 });
    expect(notes?.[0]).toContain('1 of 4 were not tried');
    expect(created(sandbox).map(({ body }) => (body as { name: string }).name)).toEqual(['Bad', 'Good']);
  });

  it('never repeats a create that may have arrived, and says where to look', async () => {
    const { clickup, sandbox } = sandboxClient({ faults: [{ kind: 'reset-before', operation: 'CreateTask', nth: 2 }] });
    const { results, counts } = await clickup.task.createBulk({
      list_id: LISTS.ideas,
      tasks: [{ name: 'Lost 1' }, { name: 'Lost 2' }, { name: 'Lost 3' }],
    });
    expect(counts).toMatchObject({ succeeded: 2, unknown: 1 });
    const lost = results.find(({ status }) => status === 'unknown');
    expect(lost?.error?.suggested_action).toContain('clickup_task_list');
    expect(lost?.error?.suggested_action).toContain(`Lost ${Number(lost?.index) + 1}`);
    expect(created(sandbox)).toHaveLength(3);
    const { tasks } = await clickup.task.list({ list_id: LISTS.ideas });
    expect(tasks.filter(({ name }) => name.startsWith('Lost'))).toHaveLength(2);
  });

  it('finds what a lost answer made, equal tasks too', async () => {
    const { clickup, sandbox } = sandboxClient({
      faults: [{ kind: 'reset-after', operation: 'CreateTask', nth: [2, 3] }],
    });
    const tasks = [{ name: 'Equal' }, { name: 'Equal' }, { name: 'Equal' }, { name: 'Other' }];
    const { results, counts } = await clickup.task.createBulk({ list_id: LISTS.ideas, tasks });
    expect(counts).toMatchObject({ succeeded: 4, unknown: 0 });
    expect(new Set(results.map(({ id }) => id)).size).toBe(4);
    expect(created(sandbox)).toHaveLength(4);
  });

  it('keeps a task whose dependency could not be made, and says so', async () => {
    const { clickup } = sandboxClient();
    const { results, notes } = await clickup.task.createBulk({
      list_id: LISTS.ideas,
      tasks: [{ name: 'Waits', depends_on: ['86c0zzzz9'] }],
    });
    expect(results).toMatchObject([{ status: 'succeeded', not_applied: ['depends_on[0]'] }]);
    expect(notes?.[0]).toContain('the task exists, but not its dependency');
    expect(notes?.[0]).toContain('clickup_task_update_relationships');
  });

  it('does not deny a dependency whose answer was lost', async () => {
    const { clickup } = sandboxClient({ faults: [{ kind: 'reset-after', operation: 'AddDependency' }] });
    const { notes } = await clickup.task.createBulk({
      list_id: LISTS.ideas,
      tasks: [{ name: 'Waits', depends_on: [TASKS.offlineUnlock] }],
    });
    expect(notes?.[0]).toContain('the task exists, and perhaps its dependency');
  });

  it.each([
    [
      [
        { name: 'A', key: 'a', depends_on: ['b'] },
        { name: 'B', key: 'b', parent: 'a' },
      ],
      /in a circle: a -> b -> a/,
    ],
    [[{ name: 'A', key: 'a', parent: 'a' }], /in a circle: a -> a/],
    [
      [
        { name: 'A', key: 'a' },
        { name: 'B', key: 'a' },
      ],
      /same key/,
    ],
    [
      [
        { name: 'A', key: 'alpha' },
        { name: 'B', parent: 'alhpa' },
      ],
      /neither a key of this call nor a task/,
    ],
    [[{ name: 'A', parent: '../team/1' }], /not a task id/],
    [[], /is empty/],
    [Array.from({ length: 501 }, (_, i) => ({ name: `T${i}` })), /501 items/],
  ])('refuses a plan that cannot come true before anything is sent: %#', async (tasks, message) => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.createBulk({ list_id: LISTS.ideas, tasks }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(error.message).toMatch(message);
    expect(sent()).toEqual([]);
  });

  it('fails as a whole when no task has a List, or none came through', async () => {
    const { clickup } = sandboxClient();
    expect(await failure(clickup.task.createBulk({ tasks: [{ name: 'A' }] }))).toMatchObject({
      code: 'MISSING_PARAMETER',
    });
    const error = await failure(
      clickup.task.createBulk({ list_id: '901799999999', tasks: [{ name: 'A' }, { name: 'B' }] }),
    );
    expect(error).toMatchObject({ code: 'RESOURCE_NOT_FOUND', details: { counts: { failed: 2 } } });
  });

  it('plans children with stand-ins, and says what would not be sent', async () => {
    const { clickup, sent } = sandboxClient();
    const plan = await clickup.call('clickup_task_create_bulk', {
      list_id: LISTS.sprint24,
      tasks: [
        { name: 'A', key: 'a' },
        { name: 'B', parent: 'a', depends_on: ['a', TASKS.offlineUnlock] },
        { name: 'C', status: 'someday' },
      ],
      dry_run: true,
    });
    expect(plan).toMatchObject({
      data: {
        requests: [
          { method: 'POST', body: { name: 'A' } },
          { method: 'POST', body: { name: 'B', parent: 'dry-run-1' } },
          { body: { depends_on: 'dry-run-1' } },
          { body: { depends_on: TASKS.offlineUnlock } },
        ],
        notes: [expect.stringContaining('Item 2 would not be sent')],
      },
    });
    expect(sent()).not.toContain('CreateTask');
  });

  it('meets no 429 and makes no duplicates where the limit is low', async () => {
    const { clickup, sandbox } = sandboxClient({ rateLimit: { limit: 10, windowMs: 10_000 } });
    const tasks = Array.from({ length: 30 }, (_, i) => ({ name: `Paced ${i}` }));
    const { counts } = await clickup.task.createBulk({ list_id: LISTS.ideas, tasks });
    expect(counts.succeeded).toBe(30);
    expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(created(sandbox)).toHaveLength(30);
  });
});

it('an answer that was lost decides what the whole call says, whichever task failed first', async () => {
  const { sandbox, clickup } = sandboxClient({
    rateLimit: false,
    faults: [
      { kind: '500', operation: 'CreateTask', nth: 1 },
      { kind: 'reset-before', operation: 'CreateTask', nth: [2, 3] },
    ],
  });
  const tasks = ['A', 'B', 'C'].map((name) => ({ name }));
  const envelope = await clickup.call('clickup_task_create_bulk', { list_id: LISTS.ideas, tasks });
  expect(envelope).toMatchObject({
    error: {
      code: 'UNKNOWN_OUTCOME',
      message: expect.stringMatching(/^None of the 3 tasks is known to have succeeded: 2 unknown, 1 failed\./),
      suggested_action: expect.not.stringMatching(/^Repeat|after a short delay/),
      details: { counts: { unknown: 2, failed: 1, succeeded: 0 } },
    },
  });
  expect(sandbox.requests.filter(({ operation }) => operation === 'CreateTask')).toHaveLength(3);
});

describe('a bulk call that cannot finish', () => {
  const tasks = Array.from({ length: 30 }, (_, i) => ({ name: `Many ${i}` }));

  it('skips what would have to wait past the deadline', async () => {
    const { clickup, sandbox } = sandboxClient({ rateLimit: { limit: 10, windowMs: 60_000 } });
    const { counts, results, notes } = await clickup.task.createBulk(
      { list_id: LISTS.ideas, tasks },
      { deadlineMs: 30_000 },
    );
    expect(counts).toMatchObject({ succeeded: 10, skipped: 20, failed: 0, unknown: 0 });
    const reason = { code: 'RATE_LIMIT_EXCEEDED', count: 20, indexes: '10-29' };
    expect(results[10]).toMatchObject({ status: 'skipped', error: reason });
    expect(results.slice(11)).toEqual(results.slice(11).map(({ index }) => ({ index, status: 'skipped' })));
    expect(notes?.[0]).toBe(
      "20 of 30 were not tried: ClickUp's rate limit frees in 61 s, past the deadline of this call. Repeat the call with job_id, which sends only those, then.",
    );
    expect(created(sandbox)).toHaveLength(10);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no progress');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no progress'))],
  ])('is not disturbed by a progress listener that %s', async (_, onProgress) => {
    const { clickup, sandbox } = sandboxClient({ rateLimit: false });
    const { counts } = await clickup.task.createBulk(
      { list_id: LISTS.ideas, tasks },
      { onProgress: onProgress as () => void },
    );
    expect(counts).toMatchObject({ succeeded: 30, unknown: 0 });
    expect(created(sandbox)).toHaveLength(30);
  });

  it('leaves the rest undone when it is cancelled, and says how far it came', async () => {
    const { clickup, sandbox } = sandboxClient();
    const controller = new AbortController();
    const seen: number[] = [];
    const { counts } = await clickup.task.createBulk(
      { list_id: LISTS.ideas, tasks },
      {
        signal: controller.signal,
        onProgress: (done) => {
          seen.push(done);
          if (done === 5) controller.abort();
        },
      },
    );
    expect(counts.skipped).toBeGreaterThan(0);
    expect(counts.succeeded + counts.unknown + counts.skipped).toBe(30);
    expect(created(sandbox).length).toBe(counts.succeeded + counts.unknown);
    expect(seen.at(-1)).toBe(30);
  });
});
