import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FOLDERS, LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const team = `/v2/team/${WORKSPACE_ID}`;
const endpoint = 'http://127.0.0.1:9/hook';

/** A sandbox whose deliveries go to `answer`, one status per attempt. */
function receiving(answer: (attempt: number) => number | Promise<Response> = () => 200, allow: string[] = []) {
  const received: Array<{ url: string; headers: Headers; body: string; json: Json }> = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    received.push({ url: request.url, headers: request.headers, body, json: JSON.parse(body) });
    const outcome = answer(received.length);
    return typeof outcome === 'number' ? new Response(null, { status: outcome }) : outcome;
  };
  const kit = harness({ webhooks: { fetch, allow, retryDelay: 0 } });
  const hook = async (body: object = {}): Promise<Json> =>
    (await kit.post(`${team}/webhook`, { endpoint, events: '*', ...body })).json.webhook;
  const settled = () => kit.sandbox.webhooks.settled();
  const events = () => received.map(({ json }) => json.event);
  return { ...kit, received, hook, settled, events };
}

describe('webhooks themselves', () => {
  it('are made, listed to their maker, changed and deleted', async () => {
    const { hook, get, put, del, sandbox } = receiving();
    const made = await hook({ events: ['taskCreated'], list_id: Number(LISTS.sprint24) });
    expect(made).toMatchObject({
      userid: Number(USERS.lena),
      team_id: Number(WORKSPACE_ID),
      list_id: Number(LISTS.sprint24),
      folder_id: null,
      events: ['taskCreated'],
      health: { status: 'active', fail_count: 0 },
    });
    expect(made.secret).toMatch(/^[A-Z0-9]{64}$/);
    expect((await get(`${team}/webhook`)).json.webhooks).toEqual([made]);
    expect((await get(`${team}/webhook`, sandbox.apiKeys.admin)).json.webhooks).toEqual([]);
    expect((await put(`/v2/webhook/${made.id}`, { events: '*' }, sandbox.apiKeys.admin)).json.ECODE).toBe('OAUTH_027');
    expect((await put(`/v2/webhook/${made.id}`, { events: '*' })).json.webhook.events).toBe('*');
    expect((await del(`/v2/webhook/${made.id}`)).json).toEqual({});
    expect((await del(`/v2/webhook/${made.id}`)).status).toBe(401);
    expect((await get('/v2/webhook/1')).status).toBe(405);
  });

  it('are refused twice, with strange events, scopes or addresses', async () => {
    const { post, hook } = receiving(() => 200, ['hooks.example.org']);
    await hook();
    const code = async (body: object) => (await post(`${team}/webhook`, { endpoint, events: '*', ...body })).json.ECODE;
    expect(await code({})).toBe('OAUTH_171');
    expect(await code({ events: ['taskExploded'] })).toBe('INPUT_006');
    expect(await code({ events: [] })).toBe('INPUT_006');
    expect(await code({ list_id: 901799999999 })).toBe('OAUTH_027');
    const internal = ['10.0.0.5', '172.20.1.1:8443', '192.168.0.9', '169.254.169.254', '[fd00::1]', '[fe80::1]'];
    for (const url of ['nonsense', 'ftp://127.0.0.1/x', ...internal.map((host) => `http://${host}/x`)]) {
      expect([url, await code({ endpoint: url })]).toEqual([url, 'OAUTH_194']);
    }
    // Without a protocol it is https.
    expect(
      (await post(`${team}/webhook`, { endpoint: 'hooks.example.org/y', events: '*' })).json.webhook,
    ).toMatchObject({
      endpoint: 'https://hooks.example.org/y',
    });
    for (const url of ['http://localhost:8/x', 'http://[::1]:8/x', 'https://hooks.example.org/x']) {
      expect(await code({ endpoint: url })).toBeUndefined();
    }
  });
});

describe('a webhook of a host that the sandbox may not send to', () => {
  it.each([
    'https://example.com/x',
    'http://127.0.0.1.example.com/',
    'https://172.32.0.1/x',
    'https://10.example.com/x',
    'https://fd00.example.com/x',
  ])('is made as at ClickUp: %s. Its events are logged, sent nowhere, and are no failures', async (url) => {
    const { hook, put, get, received, settled, sandbox } = receiving();
    const made = await hook({ endpoint: url, events: ['taskUpdated'] });
    expect(made).toMatchObject({ endpoint: url, health: { status: 'active' } });
    await put(`/v2/task/${TASKS.greyButton}`, { points: 1 });
    await settled();
    expect(received).toEqual([]);
    expect(sandbox.webhooks.deliveries).toMatchObject([{ event: 'taskUpdated', attempts: [], delivered: false }]);
    expect((await get(`${team}/webhook`)).json.webhooks[0].health).toEqual({ status: 'active', fail_count: 0 });
  });
});

describe('what is delivered', () => {
  it('tells of a new task, signed over the very body', async () => {
    const { hook, post, received, settled, sandbox } = receiving();
    const { id, secret } = await hook({ events: ['taskCreated'] });
    const task = (await post(`/v2/list/${LISTS.sprint24}/task`, { name: 'Told' })).json;
    await settled();
    const [sent] = received;
    expect(received).toHaveLength(1);
    expect(sent?.url).toBe(endpoint);
    expect(sent?.headers.get('content-type')).toBe('application/json');
    const expected = createHmac('sha256', secret)
      .update(sent?.body ?? '')
      .digest('hex');
    expect(sent?.headers.get('x-signature')).toBe(expected);
    expect(sent?.json).toMatchObject({
      event: 'taskCreated',
      webhook_id: id,
      task_id: task.id,
      history_items: [
        {
          field: 'status',
          before: { type: 'removed' },
          after: { status: 'to do', type: 'open' },
          parent_id: LISTS.sprint24,
        },
        { field: 'task_creation', before: null, after: null, user: { id: Number(USERS.lena) } },
      ],
    });
    expect(sandbox.webhooks.deliveries).toMatchObject([{ webhookId: id, attempts: [200], delivered: true }]);
  });

  it('has each change in the form of its field', async () => {
    const { hook, put, post, call, received, settled } = receiving();
    await hook();
    const path = `/v2/task/${TASKS.greyButton}`;
    await put(path, { status: 'in progress', priority: 2, due_date: 1791000000000, due_date_time: true });
    await put(path, { assignees: { add: [Number(USERS.samuel)] } });
    await post(`${path}/tag/urgent%20fix`);
    await post(`${path}/comment`, { comment_text: 'Seen' });
    await call('PUT', `/v3/workspaces/${WORKSPACE_ID}/tasks/${TASKS.greyButton}/home_list/${LISTS.sprint25}`, {});
    await settled();
    const item = (event: string, field: string) =>
      received.find(({ json }) => json.event === event)?.json.history_items.find((one: Json) => one.field === field);
    expect(item('taskStatusUpdated', 'status').after).toMatchObject({ status: 'in progress', type: 'custom' });
    expect(item('taskPriorityUpdated', 'priority')).toMatchObject({
      before: { priority: 'urgent' },
      after: { priority: 'high' },
    });
    expect(item('taskDueDateUpdated', 'due_date')).toMatchObject({
      after: '1791000000000',
      data: { due_date_time: true, old_due_date_time: false },
    });
    const assigned = item('taskAssigneeUpdated', 'assignee_add');
    expect(assigned.after).toMatchObject({ username: 'Samuel Okafor' });
    expect(assigned).not.toHaveProperty('before');
    expect(item('taskTagUpdated', 'tag').after).toMatchObject([{ name: 'urgent fix' }]);
    expect(item('taskMoved', 'section_moved')).toMatchObject({
      before: { id: LISTS.sprint24 },
      after: { name: 'Sprint 25' },
    });
  });

  it('gives a description as a delta in a JSON text, and null where there was none', async () => {
    const { hook, put, received, settled } = receiving();
    await hook({ events: ['taskUpdated'] });
    await put(`/v2/task/${TASKS.stationApi}`, { description: 'First line\n\nlast line' });
    await put(`/v2/task/${TASKS.stationApi}`, { description: ' ' });
    await settled();
    const items = received.map(({ json }) => json.history_items[0]);
    expect(items.map(({ field }) => field)).toEqual(['content', 'content']);
    expect(items.map(({ before }) => before === null)).toEqual([true, false]);
    expect(items[0].after).toBe(items[1].before);
    expect(items[1].after).toBeNull();
    const line = { insert: '\n', attributes: { 'block-id': expect.stringMatching(/^block-[0-9a-f-]{36}$/) } };
    expect(JSON.parse(items[0].after)).toEqual({
      ops: [{ insert: 'First line' }, line, line, { insert: 'last line' }, line],
    });
  });

  it('keeps the formats of a Markdown description in the delta', async () => {
    const { hook, put, received, settled } = receiving();
    await hook({ events: ['taskUpdated'] });
    const markdown_content = '## Why\n\nPress **twice**, see [the plan](https://example.com).\n- [x] done\n1. `one`';
    await put(`/v2/task/${TASKS.stationApi}`, { markdown_content });
    await settled();
    const { ops } = JSON.parse(received[0]?.json.history_items[0].after);
    const stripped = ops.map(({ insert, attributes: { 'block-id': _, ...attributes } = {} as Json }: Json) =>
      Object.keys(attributes).length > 0 ? [insert, attributes] : insert,
    );
    expect(stripped).toEqual([
      'Why',
      ['\n', { header: 2 }],
      '\n',
      'Press ',
      ['twice', { bold: true }],
      ', see ',
      ['the plan', { link: 'https://example.com' }],
      '.',
      '\n',
      'done',
      ['\n', { list: { list: 'checked' } }],
      ['one', { code: true }],
      ['\n', { list: { list: 'ordered' } }],
    ]);
  });

  it.each(['taskCommentPosted', 'taskCommentUpdated'])('%s carries the comment in its own form', async (event) => {
    const { hook, post, put, received, settled } = receiving();
    await hook({ events: [event] });
    const { id } = (await post(`/v2/task/${TASKS.greyButton}/comment`, { comment_text: 'comment abc' })).json;
    await put(`/v2/comment/${id}`, { comment_text: 'comment abc', assignee: Number(USERS.yuki) });
    await settled();
    const [{ comment }] = received[0]?.json.history_items ?? [];
    const nulls = ['x', 'y', 'image_x', 'image_y', 'page', 'comment_number', 'page_id', 'page_name', 'view_id'];
    expect(comment).toEqual({
      id: String(id),
      date: expect.stringMatching(/^\d{13}$/),
      parent: TASKS.greyButton,
      type: 1,
      comment: [
        { text: 'comment abc', attributes: {} },
        { text: '\n', attributes: { 'block-id': expect.stringMatching(/^block-[0-9a-f-]{36}$/) } },
      ],
      text_content: 'comment abc\n',
      ...Object.fromEntries([...nulls, 'view_name', 'team'].map((key) => [key, null])),
      user: expect.objectContaining({ id: Number(USERS.lena) }),
      new_thread_count: 0,
      new_mentioned_thread_count: 0,
      email_attachments: [],
      threaded_users: [],
      threaded_replies: 0,
      threaded_assignees: 0,
      threaded_assignees_members: [],
      threaded_unresolved_count: 0,
      thread_followers: [comment.user],
      group_thread_followers: [],
      reactions: [],
      emails: [],
    });
  });

  it('says of deleted tasks, places and goals which they are, and no more', async () => {
    const { hook, del, post, received, settled } = receiving();
    const { id } = await hook();
    await del(`/v2/task/${TASKS.fireDrill}`);
    await post(`/v2/space/${SPACES.operations}/folder`, { name: 'Winter' });
    const { goal } = (await post(`${team}/goal`, { name: 'Fewer flats' })).json;
    await settled();
    expect(received[0]?.json).toEqual({ event: 'taskDeleted', task_id: TASKS.fireDrill, webhook_id: id });
    expect(received[1]?.json).toEqual({ event: 'folderCreated', folder_id: expect.any(String), webhook_id: id });
    expect(received[2]?.json).toEqual({ event: 'spaceUpdated', space_id: SPACES.operations, webhook_id: id });
    expect(received[3]?.json).toEqual({ event: 'goalCreated', goal_id: goal.id, webhook_id: id });
  });

  it('keeps to the scope of the webhook and to what its maker sees', async () => {
    const { hook, put, post, received, settled, sandbox } = receiving();
    const scoped = await hook({ folder_id: FOLDERS.platform, events: ['taskUpdated'] });
    await hook({ space_id: SPACES.marketing });
    // The narrowest of several places decides, wherever the others are.
    const narrow = await hook({ space_id: SPACES.marketing, task_id: TASKS.secondRegion, events: ['taskUpdated'] });
    const guest = (await post(`${team}/webhook`, { endpoint, events: ['taskUpdated'] }, sandbox.apiKeys.guest)).json;
    await put(`/v2/task/${TASKS.secondRegion}`, { points: 3 });
    await put(`/v2/task/${TASKS.greyButton}`, { points: 3 });
    await put(`/v2/task/${TASKS.brakePads}`, { points: 3 });
    await settled();
    // Every webhook has a queue of its own, so that between two of them there is no order.
    const told = received.map(({ json }) => `${json.webhook_id} ${json.task_id}`).sort();
    const wanted = [
      `${scoped.id} ${TASKS.secondRegion}`,
      `${narrow.id} ${TASKS.secondRegion}`,
      `${guest.id} ${TASKS.brakePads}`,
    ];
    expect(told).toEqual(wanted.sort());
  });
});

describe('the health of a webhook', () => {
  const touch = (kit: ReturnType<typeof receiving>, points: number) =>
    kit.put(`/v2/task/${TASKS.greyButton}`, { points }).then(() => kit.settled());
  const health = async (kit: ReturnType<typeof receiving>) =>
    (await kit.get(`${team}/webhook`)).json.webhooks[0].health;

  it('takes five attempts to lose an event, and one success to recover', async () => {
    const kit = receiving((attempt) => (attempt <= 5 ? 500 : 204));
    await kit.hook({ events: ['taskUpdated'] });
    await touch(kit, 1);
    expect(kit.received).toHaveLength(5);
    expect(await health(kit)).toEqual({ status: 'failing', fail_count: 1 });
    await touch(kit, 2);
    expect(kit.received).toHaveLength(6);
    expect(await health(kit)).toEqual({ status: 'active', fail_count: 0 });
  });

  it('tries again until it succeeds; the same event, the same body', async () => {
    const kit = receiving((attempt) => (attempt < 3 ? 302 : 200));
    await kit.hook({ events: ['taskUpdated'] });
    await touch(kit, 1);
    expect(new Set(kit.received.map(({ body }) => body)).size).toBe(1);
    expect(kit.sandbox.webhooks.deliveries[0]?.attempts).toEqual([302, 302, 200]);
  });

  it('suspends at a hundred lost events; PUT revives', async () => {
    const kit = receiving(() => 503);
    const { id } = await kit.hook({ events: ['taskUpdated'] });
    await touch(kit, 1);
    const { rows, ...rest } = kit.sandbox.snapshot();
    const webhooks = (rows.webhooks as Json[]).map((row) => ({ ...row, failCount: 98 }));
    kit.sandbox.restore({ ...rest, rows: { ...rows, webhooks } });
    await touch(kit, 99);
    expect(await health(kit)).toEqual({ status: 'failing', fail_count: 99 });
    await touch(kit, 100);
    expect(await health(kit)).toEqual({ status: 'suspended', fail_count: 100 });
    await touch(kit, 101);
    expect(kit.received).toHaveLength(15);
    expect((await kit.put(`/v2/webhook/${id}`, { status: 'active' })).json.webhook.health.status).toBe('active');
    await touch(kit, 102);
    expect(kit.received).toHaveLength(20);
  });

  it.each([401, 410])('suspends at once on %i', async (status) => {
    const kit = receiving(() => status);
    await kit.hook({ events: ['taskUpdated'] });
    await touch(kit, 1);
    expect(kit.received).toHaveLength(1);
    expect((await health(kit)).status).toBe('suspended');
  });

  it('counts a receiver that does not answer in time', async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const kit = harness({ webhooks: { fetch, retryDelay: 0, timeout: 1 } });
    await kit.post(`${team}/webhook`, { endpoint, events: '*' });
    await kit.put(`/v2/task/${TASKS.greyButton}`, { points: 1 });
    await kit.sandbox.webhooks.settled();
    expect(kit.sandbox.webhooks.deliveries[0]).toMatchObject({ attempts: [0, 0, 0, 0, 0], delivered: false });
  });

  it('forgets what is under way when the sandbox is reset', async () => {
    const kit = receiving(() => 500);
    await kit.hook({ events: ['taskUpdated'] });
    await kit.put(`/v2/task/${TASKS.greyButton}`, { points: 1 });
    kit.sandbox.reset();
    await kit.settled();
    expect(kit.sandbox.webhooks.deliveries).toEqual([]);
    expect((await kit.get(`${team}/webhook`)).json.webhooks).toEqual([]);
  });
});

it('delivers over the network to this machine', async () => {
  const bodies: string[] = [];
  const server = createServer((incoming, outgoing) => {
    incoming.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    incoming.on('end', () => outgoing.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { post, sandbox } = harness();
  await post(`${team}/webhook`, { endpoint: `http://127.0.0.1:${port}/in`, events: ['listCreated'] });
  await post(`/v2/space/${SPACES.operations}/list`, { name: 'Winter tyres' });
  await sandbox.webhooks.settled();
  await new Promise((resolve) => server.close(resolve));
  expect(JSON.parse(bodies.join(''))).toMatchObject({ event: 'listCreated', list_id: expect.stringMatching(/^\d+$/) });
});
