import { describe, expect, it } from 'vitest';
import { lookUps } from '../../src/clickup/look-ups/look-ups.js';
import { createClickUp } from '../../src/index.js';
import {
  CHANNELS,
  COMMENTS,
  createSandbox,
  DOCS,
  type FaultRule,
  FOLDERS,
  LISTS,
  MESSAGES,
  manualClock,
  SPACES,
  TASKS,
  VIEWS,
} from '../../src/sandbox/index.js';
import { randomFrom } from '../attack/support/random.js';
import { sandboxClient } from '../support/sandbox-client.js';

const task = { list_id: LISTS.ideas, name: 'Only once' };

const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

/** The creates that a look-up settles, each as the first or a later request of a tool. */
const creates: [operation: NonNullable<FaultRule['operation']>, tool: string, input: Record<string, unknown>][] = [
  ['CreateTask', 'clickup_task_create', task],
  ['CreateTask', 'clickup_task_create', { list_id: LISTS.sprint24, name: 'Sub', parent: TASKS.offlineUnlock }],
  ['CreateTaskFromTemplate', 'clickup_task_create', { ...task, template_id: 't-90010001' }],
  ['CreateTaskComment', 'clickup_comment_create', { task_id: TASKS.greyButton, text: '**Done** by @[Yuki Tanaka]' }],
  ['CreateListComment', 'clickup_comment_create', { list_id: LISTS.bugs, text: 'Two\n\nlines' }],
  ['CreateFolderlessList', 'clickup_list_create', { space_id: SPACES.operations, name: 'Winter' }],
  ['CreateFolder', 'clickup_folder_create', { space_id: SPACES.operations, name: 'Winter' }],
  ['CreateSpace', 'clickup_space_create', { name: 'Winter' }],
  ['CreateSpaceTag', 'clickup_space_update_tags', { space_id: SPACES.operations, create: [{ name: 'Zephyr' }] }],
  ['CreateListView', 'clickup_view_create', { list_id: LISTS.bugs, name: 'Winter', type: 'board' }],
  ['CreateGoal', 'clickup_goal_create', { name: 'Winter' }],
  ['CreateKeyResult', 'clickup_goal_create', { name: 'Winter', key_results: [{ name: 'Bikes', target: 7 }] }],
  [
    ['CreateChecklist', 'CreateChecklistItem'],
    'clickup_task_update_checklists',
    { task_id: 'ENG-96', changes: [{ action: 'add', checklist: 'Winter', items: ['One', 'Two'] }] },
  ],
  [
    'Createatimeentry',
    'clickup_time_create',
    { task_id: TASKS.greyButton, start: '2026-10-04T10:00:00Z', duration: '1h' },
  ],
  ['StartatimeEntry', 'clickup_time_start', { task_id: TASKS.greyButton }],
  ['createDocPublic', 'clickup_doc_create', { name: 'Winter' }],
  [
    'CreateSpaceListFromTemplate',
    'clickup_list_create',
    { space_id: SPACES.operations, name: 'Winter', template_id: 't-90010003' },
  ],
  [
    'CreateFolderFromTemplate',
    'clickup_folder_create',
    { space_id: SPACES.operations, name: 'Winter', template_id: 't-90010004' },
  ],
  ['createChatMessage', 'clickup_chat_send_message', { channel: CHANNELS.general, text: 'Winter **tyres**' }],
  ['createChatChannel', 'clickup_chat_create_channel', { name: 'winter' }],
  ['CreateThreadedComment', 'clickup_comment_create', { comment_id: COMMENTS.greyButtonCause, text: 'Winter' }],
  ['CreateChatViewComment', 'clickup_comment_create', { view_id: VIEWS.mobileChat, text: 'Winter' }],
  ['CreateList', 'clickup_list_create', { folder_id: FOLDERS.fleet, name: 'Winter' }],
  [
    'CreateFolderListFromTemplate',
    'clickup_list_create',
    { folder_id: FOLDERS.fleet, name: 'Winter', template_id: 't-90010003' },
  ],
  ['CreateSpaceView', 'clickup_view_create', { space_id: SPACES.operations, name: 'Winter', type: 'board' }],
  ['CreateFolderView', 'clickup_view_create', { folder_id: FOLDERS.fleet, name: 'Winter', type: 'board' }],
  ['CreateTeamView', 'clickup_view_create', { name: 'Winter', type: 'board' }],
  ['createPagePublic', 'clickup_doc_create_page', { doc: DOCS.runbook, name: 'Winter', content: 'Warm it' }],
  ['createReplyMessage', 'clickup_chat_send_message', { message_id: MESSAGES.mention, text: 'Winter' }],
  ['createLocationChatChannel', 'clickup_chat_create_channel', { location: LISTS.ideas }],
  ['CreateUserGroup', 'clickup_team_create', { name: 'Winter', members: ['priya'] }],
  ['CreateWebhook', 'clickup_webhook_create', { endpoint: 'http://127.0.0.1:9/hook', events: ['taskCreated'] }],
];

const run = async (faults: FaultRule[], tool: string, input: Record<string, unknown>) => {
  const { sandbox, clickup } = sandboxClient({ faults, rateLimit: false });
  return { sandbox, answer: await clickup.call(tool, input) };
};

describe('a create whose answer is lost', () => {
  it('is tried for every operation that has a look-up', () => {
    const tried = new Set(creates.flatMap(([operation]) => operation));
    expect(Object.keys(lookUps.rules).filter((id) => !tried.has(id as never))).toEqual([]);
  });

  it.each(creates)('%s by %s is found, once', async (operation, tool, input) => {
    const { sandbox, answer } = await run([{ kind: 'reset-after', operation }], tool, input);
    expect(answer, JSON.stringify(answer)).toMatchObject({ success: true, metadata: { reconciled: true } });
    const calm = await run([], tool, input);
    const writes = (all: typeof sandbox) => all.requests.filter(({ method }) => method !== 'GET').length;
    expect(writes(sandbox)).toBe(writes(calm.sandbox));
    expect(calm.answer.metadata).not.toHaveProperty('reconciled');
    // What the answer says is what it would have said.
    expect(answer).toMatchObject({ data: expect.objectContaining(namesIn(calm.answer)) });
  });

  it.each(creates)('%s by %s that never arrived is unknown, and sent once', async (operation, tool, input) => {
    const { sandbox, answer } = await run([{ kind: 'reset-before', operation }], tool, input);
    expect(JSON.stringify(answer)).toMatch(/UNKNOWN_OUTCOME.*was not there when looked for at/);
    const sent = sandbox.requests.filter(({ operation: id }) => [operation].flat().includes(id as never));
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(sent.length);
  });

  it('is found behind more that the same bulk made than other listings are read', async () => {
    const tasks = Array.from({ length: 500 }, (_, nth) => ({ name: `Item ${nth}` }));
    const last: FaultRule = { kind: 'reset-after', operation: 'CreateTask', nth: tasks.length + 1 };
    const { clickup } = sandboxClient({ rateLimit: false, faults: [last] });
    const fill = await clickup.call('clickup_task_create_bulk', { list_id: LISTS.ideas, tasks });
    expect(fill).toMatchObject({ data: { counts: { succeeded: 500 } } });
    const answer = await clickup.call('clickup_task_create', task);
    expect(answer, JSON.stringify(answer)).toMatchObject({ success: true, metadata: { reconciled: true } });
  });

  it.each(['truncated-json', 'html'] as const)('to %s is found too', async (kind) => {
    const { answer } = await run([{ kind, operation: 'CreateTask' }], 'clickup_task_create', task);
    expect(answer).toMatchObject({ metadata: { reconciled: true } });
  });
});

/** The keys of the data of an answer, whatever their values. */
const namesIn = (answer: { success: boolean }) =>
  Object.fromEntries(Object.keys((answer as { data?: object }).data ?? {}).map((key) => [key, expect.anything()]));

describe('what a look-up does not take for it', () => {
  it('is what another call of the client made', async () => {
    const { sandbox, clickup } = sandboxClient({ faults: [{ kind: 'reset-before', operation: 'CreateTask', nth: 2 }] });
    const { task: first } = await clickup.task.create(task);
    expect(await clickup.call('clickup_task_create', task)).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    expect(JSON.stringify(sandbox.snapshot())).toContain(first.id);
  });

  it('is older than the attempt', async () => {
    const clock = manualClock();
    const sandbox = createSandbox({ clock });
    await createClickUp(sandbox.options).task.create(task);
    clock.advance(60_000);
    const { sandbox: later } = {
      sandbox: createSandbox({ clock, faults: [{ kind: 'reset-before', method: 'POST' }] }),
    };
    later.restore({ ...sandbox.snapshot(), faults: later.snapshot().faults });
    expect(await createClickUp(later.options).call('clickup_task_create', task)).toMatchObject({
      error: { code: 'UNKNOWN_OUTCOME', details: { looked_at: expect.any(String) } },
    });
  });

  it('is one of several, which are named', async () => {
    const { sandbox, clickup } = sandboxClient();
    const others = createClickUp(sandbox.options);
    await Promise.all([others.task.create(task), others.task.create(task)]);
    const lossy = createClickUp({
      ...sandbox.options,
      fetch: async (request) => {
        if (request.method !== 'POST') return sandbox.fetch(request);
        await sandbox.fetch(request);
        throw reset();
      },
    });
    const answer = await lossy.call('clickup_task_create', task);
    expect(answer).toMatchObject({
      error: {
        code: 'UNKNOWN_OUTCOME',
        message: expect.stringContaining('(Only once)'),
        details: { candidates: Array.from({ length: 3 }, () => expect.objectContaining({ name: task.name })) },
      },
    });
    const { tasks } = await clickup.task.list({ list_id: LISTS.ideas });
    expect(tasks.filter(({ name }) => name === task.name)).toHaveLength(3);
  });

  it('was made by someone else', async () => {
    const { sandbox } = sandboxClient();
    const lossy = createClickUp({
      ...sandbox.options,
      fetch: async (request) => {
        if (request.method !== 'POST') return sandbox.fetch(request);
        await createClickUp({ ...sandbox.options, apiKey: sandbox.apiKeys.admin }).task.create(task);
        throw reset();
      },
    });
    expect(await lossy.call('clickup_task_create', task)).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
  });
});

describe('a look-up', () => {
  it('believes the clock of the server', async () => {
    const sandbox = createSandbox({ clock: manualClock() });
    const ahead = manualClock(sandbox.clock.now() + 3_600_000);
    const lossy = createClickUp({
      ...sandbox.options,
      clock: ahead,
      fetch: async (request) => {
        const answer = await sandbox.fetch(request);
        if (request.method === 'POST') throw reset();
        answer.headers.set('Date', new Date(sandbox.clock.now()).toUTCString());
        return answer;
      },
    });
    expect(await lossy.call('clickup_task_create', task)).toMatchObject({ metadata: { reconciled: true } });
  });

  it('is not made where the call has ended, nor for longer than half of what is left to it', async () => {
    const { sandbox } = sandboxClient();
    const stop = new AbortController();
    const lossy = createClickUp({
      ...sandbox.options,
      fetch: async (request) => {
        if (request.method !== 'POST') return new Promise(() => undefined);
        await sandbox.fetch(request);
        if (stop.signal.aborted) return Response.json({});
        stop.abort();
        throw reset();
      },
    });
    expect(await lossy.call('clickup_task_create', task, { signal: stop.signal })).toMatchObject({
      error: { code: 'UNKNOWN_OUTCOME' },
    });
  });

  it('makes neither duplicates nor false successes of random losses', async () => {
    const random = randomFrom(7);
    const kinds = ['reset-after', 'reset-before', 'truncated-json', 'html'] as const;
    const clock = manualClock();
    const faults = Array.from({ length: 200 }, (_, index) => ({
      kind: random.pick(kinds),
      operation: 'CreateTask' as const,
      nth: index + 1,
    }));
    const sandbox = createSandbox({ clock, rateLimit: false, faults });
    let told = 0;
    const seen = new Set<string>();
    for (let index = 0; index < 40; index++) {
      const answer = await createClickUp(sandbox.options).call('clickup_task_create', {
        ...task,
        name: `Random ${index % 5}`,
      });
      clock.advance(10_000);
      if (!answer.success) continue;
      told++;
      const { id } = (answer.data as { task: { id: string } }).task;
      expect(seen).not.toContain(id);
      seen.add(id);
    }
    const { tasks } = await createClickUp(sandbox.options).task.list({ list_id: LISTS.ideas, limit: 100 });
    expect(tasks.filter(({ name }) => name.startsWith('Random'))).toHaveLength(told);
    expect(told).toBeGreaterThan(10);
  });
});
