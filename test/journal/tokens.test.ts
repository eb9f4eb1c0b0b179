import { describe, expect, it } from 'vitest';
import { type ClickUpOptions, createClickUp, memoryStore, type OnConfirm } from '../../src/index.js';
import { createSandbox, LISTS, manualClock, TASKS } from '../../src/sandbox/index.js';

const task_id = TASKS.greyButton;

function world(options: Partial<ClickUpOptions> = {}) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock });
  const client = (more: Partial<ClickUpOptions> = {}) =>
    createClickUp({ ...sandbox.options, confirm: 'plan', ...options, ...more });
  const clickup = client();
  const written = () => sandbox.requests.filter(({ method }) => method !== 'GET').map(({ operation }) => operation);
  const call = (name: string, input: object, by = clickup) => by.call(name, input as never) as Promise<Answer>;
  const planned = async (name: string, input: object, by = clickup) =>
    (await call(name, { ...input, dry_run: true }, by)).data!.confirm_token as string;
  return { clock, sandbox, client, clickup, written, call, planned };
}

interface Answer {
  success: boolean;
  data?: Record<string, unknown>;
  error?: { code: string; message: string; suggested_action: string; details: Record<string, unknown> };
}

const tool = 'clickup_task_delete';

describe('a call that its plan confirms', () => {
  it('is made with the token of its dry run, once', async () => {
    const { call, planned, written } = world();
    const token = await planned(tool, { task_id });
    expect(written()).toEqual([]);
    expect(await call(tool, { task_id, confirm: token })).toMatchObject({ success: true, data: { deleted: true } });
    expect(await call(tool, { task_id: TASKS.offlineUnlock, confirm: token })).toMatchObject({
      error: { code: 'CONFIRMATION_REQUIRED', details: { reason: 'used' } },
    });
    expect(written()).toEqual(['DeleteTask']);
  });

  it.each([
    ['nothing', {}],
    ['"yes"', { confirm: 'yes' }],
  ])('is refused with %s, and told how to go on', async (_, more) => {
    const { call, written } = world();
    for (const [name, input] of [
      [tool, { task_id }],
      ['clickup_task_update_bulk', { changes: [{ task_ids: [task_id], priority: 'low' }] }],
    ] as const) {
      const { error } = await call(name, { ...input, ...more });
      expect(error).toMatchObject({ code: 'CONFIRMATION_REQUIRED', details: { takes: 'confirm_token' } });
      expect(error?.suggested_action).toContain('dry_run: true');
    }
    expect(written()).toEqual([]);
  });

  it('may be one of many things', async () => {
    const { call, planned, written } = world();
    const input = { changes: [{ task_ids: [task_id, TASKS.offlineUnlock], priority: 'low' }] };
    const token = await planned('clickup_task_update_bulk', input);
    expect(await call('clickup_task_update_bulk', { ...input, confirm: token })).toMatchObject({
      data: { counts: { succeeded: 2 } },
    });
    expect(written()).toEqual(['UpdateTask', 'UpdateTask']);
  });

  it('is not another call: the argument that differs is named', async () => {
    const { call, planned, written } = world();
    const token = await planned(tool, { task_id });
    expect(await call(tool, { task_id: TASKS.offlineUnlock, confirm: token })).toMatchObject({
      error: {
        code: 'CONFIRMATION_REQUIRED',
        message: expect.stringContaining('task_id is not as planned'),
        details: { differs: ['task_id'] },
      },
    });
    expect(await call('clickup_list_delete', { list_id: LISTS.bugs, confirm: token })).toMatchObject({
      error: { message: expect.stringContaining('the token is for clickup_task_delete') },
    });
    expect(written()).toEqual([]);
  });

  it('expires after ten minutes', async () => {
    const { call, planned, clock } = world();
    const token = await planned(tool, { task_id });
    clock.advance(10 * 60_000 + 1);
    expect(await call(tool, { task_id, confirm: token })).toMatchObject({ error: { details: { reason: 'expired' } } });
  });

  it('is a CONFLICT where it changed meanwhile, with what changed; the token still holds for what was planned', async () => {
    const { call, planned, clickup, written } = world();
    const input = { changes: [{ task_ids: [task_id], priority: 'low' }] };
    const token = await planned('clickup_task_update_bulk', input);
    await clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: { priority: 4 } });
    await clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: { priority: 2 } });
    const { error } = await call('clickup_task_update_bulk', { ...input, confirm: token });
    expect(error).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('priority was urgent and is high'),
    });
    expect(written()).toHaveLength(2);
    await clickup.api.PUT('/v2/task/{task_id}', { params: { path: { task_id } }, body: { priority: 1 } });
    expect(await call('clickup_task_update_bulk', { ...input, confirm: token })).toMatchObject({ success: true });
  });

  it('takes no made-up, cut or changed token', async () => {
    const { call, planned, written } = world();
    const token = await planned(tool, { task_id });
    for (const forged of ['x', token.slice(0, -1), `${token.split('.')[0]}.`, `${token.slice(0, -2)}AA`]) {
      expect(await call(tool, { task_id, confirm: forged })).toMatchObject({
        error: { details: { reason: 'unknown' } },
      });
    }
    expect(written()).toEqual([]);
  });

  it('is known to another process on the same store, and to no other', async () => {
    const store = memoryStore();
    const { call, planned, client } = world({ store });
    const token = await planned(tool, { task_id });
    expect(await call(tool, { task_id, confirm: token }, client({ store: memoryStore() }))).toMatchObject({
      error: { details: { reason: 'unknown' } },
    });
    expect(await call(tool, { task_id, confirm: token }, client())).toMatchObject({ success: true });
  });

  it('repeated with its idempotency_key gives the first result', async () => {
    const { call, planned, written } = world();
    const token = await planned(tool, { task_id });
    const input = { task_id, confirm: token, idempotency_key: 'k' };
    expect(await call(tool, input)).toMatchObject({ success: true });
    expect(await call(tool, input)).toMatchObject({ success: true, metadata: { replayed: true } });
    expect(written()).toEqual(['DeleteTask']);
  });

  it('of an update that deletes needs the token too', async () => {
    const { call, planned, clickup, written } = world();
    const input = { space_id: '901700000101', delete: ['bug'] };
    expect(await call('clickup_space_update_tags', { ...input, confirm: 'yes' })).toMatchObject({
      error: { code: 'CONFIRMATION_REQUIRED', details: { takes: 'confirm_token' } },
    });
    const token = await planned('clickup_space_update_tags', input);
    expect(await call('clickup_space_update_tags', { ...input, confirm: token })).toMatchObject({ success: true });
    expect(written()).toEqual(['DeleteSpaceTag']);
    expect(await clickup.call('clickup_task_update', { task_id, priority: 'low' })).toMatchObject({ success: true });
  });

  it('keeps no key and no argument in what is stored', async () => {
    const store = memoryStore();
    const { planned } = world({ store });
    await planned('clickup_task_update_bulk', {
      changes: [{ task_ids: [task_id], name: 'A name that nobody else needs to read' }],
    });
    expect(JSON.stringify(await store.read('plans'))).not.toMatch(/nobody else/);
  });
});

describe('a person who is asked', () => {
  const asked = (answer: boolean | Error) => {
    const questions: Parameters<OnConfirm>[0][] = [];
    const onConfirm: OnConfirm = (question) => {
      questions.push(question);
      if (answer instanceof Error) throw answer;
      return answer;
    };
    return { questions, ...world({ confirm: undefined, onConfirm }) };
  };

  it('sees the plan, and their yes is enough', async () => {
    const { questions, call, written } = asked(true);
    expect(await call(tool, { task_id })).toMatchObject({ success: true });
    expect(questions).toMatchObject([
      { tool, plan: { changes: [{ action: 'delete', lost: expect.stringContaining('comments') }], api_calls: 1 } },
    ]);
    expect(questions[0]!.plan).not.toHaveProperty('confirm_token');
    expect(written()).toEqual(['DeleteTask']);
  });

  it('who declines ends the call, and nothing was sent', async () => {
    const { call, written } = asked(false);
    expect(await call(tool, { task_id, confirm: 'yes' })).toMatchObject({
      error: { code: 'CANCELLED', message: expect.stringContaining('did not agree'), details: { declined: true } },
    });
    expect(written()).toEqual([]);
  });

  it('who cannot be reached confirms nothing', async () => {
    const { call, written } = asked(new Error('gone'));
    expect(await call(tool, { task_id })).toMatchObject({ error: { code: 'CONFIRMATION_REQUIRED' } });
    expect(written()).toEqual([]);
  });
});

describe('writes that nobody reads', () => {
  it('are refused after as many as the client may make', async () => {
    const { call, written } = world({ confirm: 'yes', maxUnverifiedWrites: 2 });
    const write = () => call('clickup_task_update', { task_id, points: written().length + 1 });
    expect([(await write()).success, (await write()).success]).toEqual([true, true]);
    expect(await write()).toMatchObject({
      error: { code: 'POLICY_DENIED', details: { rule: 'CLICKUP_MAX_UNVERIFIED_WRITES' } },
    });
    expect(await call('clickup_task_update', { task_id, points: 9, dry_run: true })).toMatchObject({ success: true });
    expect(written()).toHaveLength(2);
    await call('clickup_task_get', { task_ids: [task_id] });
    expect(await write()).toMatchObject({ success: true });
  });

  it('side by side count as well', async () => {
    const { call, written } = world({ confirm: 'yes', maxUnverifiedWrites: 2 });
    const answers = await Promise.all([1, 2, 3, 4].map((points) => call('clickup_task_update', { task_id, points })));
    expect(answers.filter(({ success }) => success)).toHaveLength(2);
    expect(written()).toHaveLength(2);
  });
});
