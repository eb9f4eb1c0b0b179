import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { createSandbox, GOALS, LISTS, manualClock, TASKS } from '../../src/sandbox/index.js';

/** A client whose every request is answered by `answer`. */
const answeredBy = (answer: (request: Request) => Response | Promise<Response>) =>
  createClickUp({
    apiKey: 'pk_1_X',
    workspaceId: '9',
    timeZone: 'UTC',
    clock: manualClock(),
    random: () => 0.5,
    fetch: async (request) => answer(request),
  });

describe('an error inside an answer of status 200', () => {
  const unseen = answeredBy(() => Response.json({ err: 'Team not authorized', ECODE: 'OAUTH_027' }));

  it.each([
    ['clickup_list_get', { list_id: '1' }],
    ['clickup_task_list', { list_id: '1' }],
    ['clickup_task_delete', { task_id: '86c0d0001', confirm: 'yes' }],
    ['clickup_comment_create', { task_id: '86c0d0001', text: 'Hello' }],
  ])('fails %s', async (name, input) => {
    expect(await unseen.call(name, input)).toMatchObject({
      success: false,
      error: { code: 'RESOURCE_NOT_FOUND', details: { ecode: 'OAUTH_027', status: 200 } },
    });
  });

  it.each([
    ['OAUTH_025', 'UNAUTHORIZED'],
    ['ITEM_013', 'RESOURCE_NOT_FOUND'],
    ['ACCESS_083', 'FORBIDDEN'],
    ['INPUT_005', 'INVALID_PARAMETER'],
  ])('reads %s as %s', async (ECODE, code) => {
    const clickup = answeredBy(() => Response.json({ err: 'No', ECODE }));
    expect(await clickup.call('clickup_list_get', { list_id: '1' })).toMatchObject({ error: { code } });
  });
});

it('an error without a code is an error too', async () => {
  const clickup = answeredBy(() => Response.json({ err: 'Something is wrong' }));
  const envelope = await clickup.call('clickup_task_delete', { task_id: '86c0d0001', confirm: 'yes' });
  expect(envelope).toMatchObject({
    error: { code: 'INVALID_PARAMETER', details: { status: 200, clickup_says: 'Something is wrong' } },
  });
});

it.each([401, 403, 404, 413])('a web page with status %i is told from an answer of ClickUp', async (status) => {
  const clickup = answeredBy(() => new Response('<html><title>Blocked</title></html>', { status }));
  const envelope = await clickup.call('clickup_task_get', { task_id: '86c0d0001' });
  expect(envelope.success ? '' : envelope.error.suggested_action).toMatch(
    /^There is a proxy, firewall or sign-in page/,
  );
});

describe('an answer without the object', () => {
  const empty = answeredBy(() => Response.json({}));

  it.each([
    ['clickup_task_get', { task_id: '86c0d0001' }],
    ['clickup_list_get', { list_id: '1' }],
    ['clickup_folder_get', { folder_id: '1' }],
    ['clickup_space_get', { space_id: '1' }],
    ['clickup_user_get', {}],
  ])('is no success of %s', async (name, input) => {
    expect(await empty.call(name, input)).toMatchObject({ success: false, error: { code: 'INVALID_RESPONSE' } });
  });

  it.each([
    ['clickup_task_create', { list_id: '1', name: 'Once' }, 'clickup_task_list'],
    ['clickup_list_create', { folder_id: '1', name: 'Once' }, 'clickup_list_list'],
    ['clickup_space_create', { name: 'Once' }, 'clickup_space_list'],
    ['clickup_comment_create', { task_id: '86c0d0001', text: 'Once' }, 'clickup_comment_list'],
    ['clickup_time_create', { start: '9:00', duration: '1h' }, 'clickup_time_list'],
  ])('to %s may still mean that it was done', async (name, input, settledBy) => {
    const envelope = await empty.call(name, input);
    expect(envelope).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME', details: { settled_by: settledBy } } });
    expect(envelope.success ? '' : envelope.error.suggested_action).toContain(settledBy);
  });

  it('leaves the items of a bulk create unknown, not failed', async () => {
    const envelope = await empty.call('clickup_task_create_bulk', {
      list_id: '1',
      tasks: [{ name: 'One' }, { name: 'Two' }],
    });
    expect(envelope).toMatchObject({
      error: {
        code: 'UNKNOWN_OUTCOME',
        details: {
          counts: { total: 2, unknown: 2, failed: 0 },
          results: [
            { error: { suggested_action: expect.stringContaining('Look for "One" with clickup_task_list') } },
            {},
          ],
        },
      },
    });
  });
});

describe('a read that fails after the write', () => {
  function failingAfterWrite() {
    const sandbox = createSandbox({ clock: manualClock() });
    let written = false;
    return createClickUp({
      apiKey: sandbox.apiKey,
      clock: { ...sandbox.clock, sleep: async () => undefined },
      random: () => 0.5,
      fetch: async (request) => {
        if (request.method === 'GET' && written) return Response.json({ err: 'Oh', ECODE: 'X_1' }, { status: 500 });
        written ||= request.method !== 'GET';
        return sandbox.fetch(request);
      },
    });
  }

  it('does not invite to a second write', async () => {
    const envelope = await failingAfterWrite().call('clickup_goal_update', { goal_id: GOALS.unlock, name: 'A goal' });
    expect(envelope).toMatchObject({
      error: { code: 'UNKNOWN_OUTCOME', details: { settled_by: 'clickup_goal_get', clickup_says: 'Oh' } },
    });
  });

  it('leaves a changed task changed, and says what its answer did not show', async () => {
    const envelope = await failingAfterWrite().call('clickup_task_update', {
      task_id: TASKS.greyButton,
      assignees: { add: [99_999_999] },
    });
    expect(envelope).toMatchObject({ success: true, data: { not_applied: ['assignees'] } });
  });

  it('does not change what was refused before anything was written', async () => {
    const clickup = answeredBy(() => Response.json({ err: 'Oh', ECODE: 'X_1' }, { status: 500 }));
    expect(await clickup.call('clickup_task_create', { list_id: LISTS.bugs, name: 'x' })).toMatchObject({
      error: { code: 'SERVER_ERROR' },
    });
  });
});

it('numbers that come as text are copied as numbers', async () => {
  const sandbox = createSandbox({ clock: manualClock() });
  const asText = { custom_item_id: '1', points: '3', time_estimate: '7200000' };
  const clickup = createClickUp({
    apiKey: sandbox.apiKey,
    clock: sandbox.clock,
    fetch: async (request) => {
      const response = await sandbox.fetch(request);
      if (request.method !== 'GET' || !new URL(request.url).pathname.includes('/v2/task/')) return response;
      return Response.json({ ...((await response.json()) as object), ...asText });
    },
  });
  await clickup.task.duplicate({ task_id: TASKS.greyButton });
  const sent = sandbox.requests.find(({ operation }) => operation === 'CreateTask')?.body;
  expect(sent).toMatchObject({ custom_item_id: 1, points: 3, time_estimate: 7_200_000 });
});

it('a zone that this runtime does not know costs the days of a task, not the task', async () => {
  const clickup = createClickUp({
    apiKey: 'pk_1_X',
    workspaceId: '9',
    clock: manualClock(),
    fetch: async (request) =>
      request.url.endsWith('/v2/user')
        ? Response.json({ user: { id: 1, timezone: 'Mars/Phobos' } })
        : Response.json({ id: '86c0d0001', name: 'T', due_date: '1791165600000' }),
  });
  expect(await clickup.call('clickup_task_get', { task_id: '86c0d0001' })).toMatchObject({
    data: { task: { due_date: '2026-10-05T02:00Z' } },
  });
});

describe('the same task on two pages, as when it changes while they are read', () => {
  const task = (id: number, name: string) => ({ id: `86c0d${1000 + id}`, name, status: { status: 'open' } });
  const twice = answeredBy((request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (!pathname.endsWith('/task')) return Response.json({ spaces: [], folders: [], lists: [] });
    const [first, second] = [task(1, 'Review'), task(2, 'Plan')];
    const onFirst = searchParams.get('page') === '0';
    return Response.json({ tasks: onFirst ? [first] : [first, second], last_page: !onFirst });
  });

  it('is found once by a search', async () => {
    const { tasks } = await twice.task.search({ query: 'review' });
    expect(tasks.map(({ name }) => name)).toEqual(['Review']);
  });

  it('is not ambiguous with itself', async () => {
    expect(await twice.workspace.resolve({ reference: 'Review', type: 'task' })).toMatchObject({ id: '86c0d1001' });
  });
});

it('a page of comments that does not get further is the last one', async () => {
  const comment = (id: number) => ({ id: String(id), comment: [], comment_text: 'x', date: '1791165600000' });
  const stuck = answeredBy(() => Response.json({ comments: Array.from({ length: 25 }, (_, id) => comment(id)) }));
  const seen: number[] = [];
  for await (const { comments } of stuck.pages('clickup_comment_list', { task_id: '86c0d0001' })) {
    seen.push(comments.length);
  }
  expect(seen).toEqual([25, 25]);
});

it('what none of many tasks took is noted once', async () => {
  let count = 0;
  const deaf = answeredBy(async (request) => {
    const { name } = (await request.json()) as { name: string };
    return Response.json({ id: `86c0d${1000 + count++}`, name });
  });
  const tasks = ['One', 'Two', 'Three'].map((name) => ({ name, priority: 'high' as const }));
  const { results, notes } = await deaf.task.createBulk({ list_id: '1', tasks });
  expect(results.map(({ not_applied }) => not_applied)).toEqual([['priority'], ['priority'], ['priority']]);
  expect(notes).toEqual([expect.stringMatching(/^ClickUp accepted priority but did not apply it/)]);
});
