import { describe, expect, it } from 'vitest';
import { type ClickUpOptions, createClickUp, memoryStore, type Store } from '../../src/index.js';
import { createSandbox, FOLDERS, LISTS, MESSAGES, manualClock, SPACES, TASKS } from '../../src/sandbox/index.js';
import { standing } from '../support/row-differences.js';
import { failure } from '../support/sandbox-client.js';

const task_id = TASKS.offlineUnlock;

function world(options: Partial<ClickUpOptions> = {}) {
  const sandbox = createSandbox({ clock: manualClock() });
  const client = (more: Partial<ClickUpOptions> = {}) =>
    createClickUp({ ...sandbox.options, history: true, ...options, ...more });
  const clickup = client();
  let seen = 0;
  const sent = () => sandbox.requests.slice(seen).map(({ operation }) => operation);
  const from = () => {
    seen = sandbox.requests.length;
  };
  const task = async () => {
    const { assignees = [], ...rest } = (await clickup.task.get({ task_ids: [task_id] })).tasks![0]!;
    return { ...rest, assignees: [...assignees].sort() };
  };
  return { sandbox, client, clickup, sent, from, task };
}

describe('the history', () => {
  it('costs nothing where it is off, and says how it is switched on', async () => {
    const { clickup, sandbox } = world({ history: false });
    await clickup.task.update({ task_id, points: 3 });
    expect(sandbox.requests.map(({ operation }) => operation)).toEqual(['UpdateTask', 'GetAuthorizedUser']);
    const error = await failure(clickup.history.list({}));
    expect(error.suggestion).toContain('CLICKUP_HISTORY=true');
  });

  it('says what was done, by which call, why, and whether it can be undone', async () => {
    const { clickup } = world();
    await clickup.task.updateBulk(
      { changes: [{ task_ids: [task_id, TASKS.greyButton], priority: 'low' }] },
      { reason: 'A plan' },
    );
    await clickup.task.delete({ task_id: TASKS.greyButton, confirm: 'yes' });
    const { entries } = await clickup.history.list({});
    expect(entries).toMatchObject([
      { tool: 'clickup_task_delete', undo: 'impossible', why: expect.stringContaining('trash') },
      { call_id: '1', undo: 'possible', reason: 'A plan' },
      { call_id: '1', changes: ['priority: urgent -> low'], did: expect.stringMatching(/^update task "/) },
    ]);
    const page = await clickup.history.list({ limit: 1, undoable: true });
    expect(page.entries).toHaveLength(1);
    const rest = await clickup.history.list({ limit: 1, undoable: true, cursor: page.next_cursor! });
    expect([rest.entries.length, rest.next_cursor]).toEqual([1, undefined]);
  });

  it.each([
    ['by its id', TASKS.offlineUnlock, 1],
    ['by its custom id', 'ENG-96', 1],
    ['by its custom id, and read long ago', 'ENG-96', 30],
  ])('takes back the text of a comment of a task that was named %s', async (_, task, others) => {
    const { clickup, sandbox } = world();
    const text = 'A **bold** word for @[Priya Nair]';
    await clickup.comment.create({ task_id: task, text });
    const { comments } = await clickup.comment.list({ task_id: task, limit: 1 });
    for (let i = 1; i < others; i++) {
      await sandbox.clock.sleep(1000);
      await clickup.comment.create({ task_id: task, text: `Another ${i}` });
    }
    const comment_id = comments[0]?.id ?? '';
    await clickup.comment.update({ comment_id, text: 'Gone', resolved: true });
    const [entry] = (await clickup.history.list({ limit: 1 })).entries;
    expect(entry).toMatchObject({ undo: 'possible' });
    await clickup.history.undo({ last: 1 });
    const texts: unknown[] = [];
    for await (const page of clickup.pages('clickup_comment_list', { task_id: task })) texts.push(...page.comments);
    expect(texts).toContainEqual(expect.objectContaining({ id: comment_id, text, resolved: false }));
  });

  it('keeps neither keys nor the texts that it need not', async () => {
    const store = memoryStore();
    const { clickup, sandbox } = world({ store });
    await clickup.task.update({ task_id, description: `My key is ${sandbox.apiKey}` });
    await clickup.api.POST('/v2/oauth/token', {
      params: { query: { client_id: 'a', client_secret: 'verysecret', code: 'x' } },
    } as never);
    const kept = JSON.stringify(await store.read('history'));
    expect(kept).not.toContain(sandbox.apiKey);
    expect(kept).not.toContain('verysecret');
  });

  it('that cannot be kept does not make a write fail', async () => {
    const store: Store = { ...memoryStore(), append: () => Promise.reject(new Error('disk full')) };
    const { clickup } = world({ store });
    expect(await clickup.call('clickup_task_update', { task_id, points: 3 })).toMatchObject({ success: true });
  });
});

describe('undoing', () => {
  it('restores an update, field by field', async () => {
    const { clickup, task } = world();
    const before = await task();
    await clickup.task.update({
      task_id,
      name: 'Other',
      description: '**bold**',
      status: 'in review',
      priority: 'low',
      due_date: 'none',
      points: 1,
      assignees: { set: ['me'] },
    });
    expect(await clickup.history.undo({ last: 1 })).toMatchObject({ undone: 1, failed: 0 });
    expect(await task()).toEqual(before);
  });

  it('takes back all of a call, or the last ones in turn; what it did is in the history, and can be undone', async () => {
    const { clickup, task } = world();
    await clickup.task.update({ task_id, priority: 'low' });
    await clickup.task.update({ task_id, priority: 'high' });
    await clickup.task.updateTags({ task_id, add: ['bug'] });
    expect(await clickup.history.undo({ last: 3, dry_run: true })).toMatchObject({ api_calls: 3 });
    await clickup.history.undo({ last: 3 });
    expect((await task()).priority).toBe('urgent');
    const { entries } = await clickup.history.list({});
    expect(entries.map(({ undo }) => undo)).toEqual(['possible', 'possible', 'possible', 'done', 'done', 'done']);
    expect((await failure(clickup.history.undo({ last: 1 }))).message).toContain('nothing to undo');
    await clickup.history.undo({ entry_ids: [entries[0]!.entry_id] });
    expect((await task()).priority).toBe('low');
    expect((await failure(clickup.history.undo({ entry_ids: ['1'] }))).code).toBe('CONFLICT');
  });

  it('takes back a range of entries, but for those that are undone already', async () => {
    const { clickup, task } = world();
    const { name } = await task();
    for (const priority of ['low', 'high', 'normal'] as const) await clickup.task.update({ task_id, priority });
    await clickup.task.update({ task_id, name: 'Renamed' });
    await clickup.history.undo({ entry_ids: ['4'] });
    expect(await clickup.history.undo({ entry_ids: ['2-4', '3'] })).toMatchObject({
      undone: 2,
      failed: 0,
      results: [{ entry_id: '3' }, { entry_id: '2' }],
    });
    expect(await task()).toMatchObject({ name, priority: 'low' });
    expect((await failure(clickup.history.undo({ entry_ids: ['2-3'] }))).code).toBe('CONFLICT');
  });

  it('takes back a job', async () => {
    const { clickup, task } = world();
    const changes = [{ task_ids: [task_id, TASKS.greyButton], priority: 'low' as const }];
    await clickup.task.updateBulk({ changes });
    const [entry] = (await clickup.history.list({})).entries;
    expect(await clickup.history.undo({ job_id: entry!.job_id! })).toMatchObject({ undone: 2, failed: 0 });
    expect((await task()).priority).toBe('urgent');
  });

  it('deletes what was created, once that is confirmed', async () => {
    const { clickup, sent, from } = world();
    await clickup.task.create({ list_id: LISTS.bugs, name: 'Only for a moment' });
    from();
    expect(await failure(clickup.history.undo({ last: 1 }))).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      message: expect.stringContaining('"Only for a moment"'),
    });
    await clickup.history.undo({ last: 1, confirm: 'yes' });
    expect(sent().filter((operation) => operation?.startsWith('Delete'))).toEqual(['DeleteTask']);
  });

  it('leaves alone what changed since, and says what', async () => {
    const { clickup, task } = world();
    await clickup.task.update({ task_id, priority: 'low' });
    await clickup.task.update({ task_id, priority: 'high' });
    expect(await failure(clickup.history.undo({ entry_ids: ['1'] }))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('priority is now high'),
    });
    expect((await task()).priority).toBe('high');
  });

  it('says of each entry what became of it', async () => {
    const { clickup } = world();
    await clickup.task.update({ task_id, priority: 'low' });
    await clickup.task.delete({ task_id: TASKS.greyButton, confirm: 'yes' });
    expect(await clickup.history.undo({ last: 2 })).toMatchObject({
      undone: 1,
      failed: 1,
      results: [{ status: 'failed', error: { code: 'CONFLICT' } }, { status: 'undone' }],
    });
  });

  it('takes a move back whose statuses were mapped', async () => {
    const { clickup, sandbox } = world();
    const before = standing(sandbox.snapshot().rows);
    const status_map = { 'to do': 'triaged' };
    await clickup.task.move({ task_ids: [TASKS.greyButton], list_id: LISTS.bugs, status_map });
    await clickup.history.undo({ last: 1 });
    expect(standing(sandbox.snapshot().rows)).toEqual(before);
  });

  it('names a task by its custom id as the write did', async () => {
    const { clickup, sandbox } = world();
    const before = standing(sandbox.snapshot().rows);
    await clickup.call('clickup_time_legacy_track' as string, { task_id: 'ENG-96', duration: '5m' });
    await clickup.history.undo({ last: 1, confirm: 'yes' });
    expect(standing(sandbox.snapshot().rows)).toEqual(before);
  });

  it('says so where ClickUp takes it and does nothing', async () => {
    const { clickup } = world();
    const lists = { task_id: TASKS.certificates, remove: [LISTS.sprint24] };
    await clickup.task.updateLists(lists);
    // Tasks in several Lists are off in that Space.
    await clickup.folder.update({ folder_id: FOLDERS.platform, space_id: SPACES.operations });
    const error = await failure(clickup.history.undo({ entry_ids: ['1'] }));
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('changed nothing') });
    expect((await clickup.history.list({})).entries.find(({ entry_id }) => entry_id === '1')?.undo).toBe('possible');
  });

  it('of what cannot be read before is said in the plan', async () => {
    const { clickup } = world();
    const plan = await clickup.chat.updateMessage({ message_id: MESSAGES.mention, text: 'Other', dry_run: true });
    expect(plan).toMatchObject({ cannot_undo: [expect.stringContaining('cannot be read')] });
  });

  it('does not take a failure to read for a change', async () => {
    const { clickup, client } = world({ store: memoryStore() });
    await clickup.task.update({ task_id, priority: 'low' });
    const error = await failure(client({ apiKey: 'pk_1_WRONG', store: memoryStore() }).history.undo({ last: 1 }));
    expect(error.message).toContain('nothing to undo');
  });

  it('is known to another client on the same store, and covers raw calls', async () => {
    const store = memoryStore();
    const { clickup, client, task } = world({ store });
    await clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: { priority: 4 } });
    await client().history.undo({ last: 1 });
    expect((await task()).priority).toBe('urgent');
  });

  it.each([
    [{}, 'Nothing says what to undo'],
    [{ last: 1, call_id: '1' }, 'call_id and last are given together'],
    [{ last: 0 }, 'last must be'],
    [{ entry_ids: ['99'] }, 'no entry_id "99"'],
    [{ entry_ids: ['98-99'] }, 'no entry_id "98-99"'],
  ])('of %j is an error', async (input, message) => {
    const { clickup } = world();
    expect((await failure(clickup.history.undo(input))).message).toContain(message);
  });
});
