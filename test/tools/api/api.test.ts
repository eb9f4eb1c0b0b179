import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '../../../generated/operations.js';
import { chooseTools, createClickUp } from '../../../src/index.js';
import { calls, usual } from '../../support/contract-calls.js';
import { harness } from '../../support/sandbox.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const all = (Object.keys(operations) as OperationId[]).filter((id) => id !== 'GetAccessToken');

/** What the sample call of an operation is, as arguments. */
function argumentsOf(id: OperationId, made: Readonly<Record<string, string>>) {
  const { params, query, body } = calls[id];
  const values: Readonly<Record<string, string>> = { ...usual, ...params, ...made };
  const names = [...operations[id].path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const ofPath = names.filter((name) => !/^(team|workspace)_id$/.test(name)).map((name) => [name, values[name]]);
  const search = new URLSearchParams(query);
  const ofQuery = [...new Set(search.keys())].map((name) => {
    const texts = search.getAll(name);
    return [name, texts.length > 1 ? texts : texts[0]];
  });
  const file = { content_base64: btoa('text'), name: 'note.txt' };
  const json =
    body instanceof FormData
      ? file
      : Array.isArray(body)
        ? { items: body }
        : (body as Record<string, unknown> | undefined);
  return { parameters: Object.fromEntries([...ofPath, ...ofQuery]), ...(json && { body: json }) };
}

describe.each(all)('%s', (id) => {
  it('is described, and called with what its description asks for', async () => {
    const h = harness({ plan: 'enterprise' });
    const clickup = createClickUp(h.sandbox.options);
    const { effect, parameters } = await clickup.operation.describe({ operation: id, detail: 'full' });
    expect(effect).toBe(operations[id].effect);
    expect(parameters).toMatch(/^\{.*\}$/);
    const made = (await calls[id].before?.(h)) ?? {};
    const input = { operation: id, ...argumentsOf(id, made) };
    const before = h.sandbox.requests.length;
    const { answer } =
      effect === 'read'
        ? await clickup.operation.read(input)
        : await clickup.operation.write({ ...input, confirm: 'yes' });
    expect(answer).toBeDefined();
    expect(h.sandbox.requests.slice(before).map(({ operation }) => operation)).toContain(id);
  });

  it('takes no parameter and no body that it does not describe', async () => {
    const { clickup, sandbox } = sandboxClient();
    const input = { operation: id, ...argumentsOf(id, {}) };
    const call = (more: object) =>
      operations[id].effect === 'read'
        ? clickup.operation.read({ ...input, ...more })
        : clickup.operation.write({ ...input, ...more, dry_run: true });
    const unknown = await failure(call({ parameters: { ...input.parameters, no_such: 1 } }));
    expect(unknown).toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter: 'parameters.no_such' } });
    if (!input.body) expect(await failure(call({ body: { no_such: 1 } }))).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(sandbox.requests).toHaveLength(0);
  });
});

describe('clickup_api_search', () => {
  it.each([
    ['chat message', 'createChatMessage'],
    ['register webhook', 'CreateWebhook'],
    ['audit log', 'queryAuditLog'],
    ['remove guest', 'RemoveGuestFromTask'],
    ['GetTask', 'GetTask'],
    ['time estimates by user', 'updateTimeEstimatesByUser'],
    ['uplod attachmnt', 'CreateTaskAttachment'],
    ['templates of tasks', 'GetTaskTemplates'],
  ])('finds for "%s" %s among the first five', async (query, id) => {
    const { clickup } = sandboxClient();
    const { operations: found } = await clickup.operation.search({ query, limit: 5 });
    expect(found.map(({ operation }) => operation)).toContain(id);
  });

  it('names the tool that covers an operation where that tool is offered, and only there', async () => {
    const { clickup, sandbox } = sandboxClient();
    const query = { query: 'move task', limit: 20 };
    const rows = (await clickup.operation.search(query)).operations;
    expect(rows.find(({ operation }) => operation === 'moveTask')?.tool).toBe('clickup_task_move');
    const few = createClickUp({ ...sandbox.options, tools: chooseTools({ profile: 'none', toolsets: ['api'] }) });
    expect((await few.operation.search(query)).operations.every(({ tool }) => tool === undefined)).toBe(true);
    const { tools } = await few.operation.describe({ operation: 'moveTask' });
    expect(tools).toBeUndefined();
  });

  it('does not know the sign-in', async () => {
    const { clickup } = sandboxClient();
    const { operations: found } = await clickup.operation.search({ query: 'access token', limit: 100 });
    expect(found.map(({ operation }) => operation)).not.toContain('GetAccessToken');
    expect(await failure(clickup.operation.write({ operation: 'GetAccessToken', confirm: 'yes' }))).toMatchObject({
      code: 'INVALID_PARAMETER',
      details: { parameter: 'operation' },
    });
  });
});

describe('clickup_api_write', () => {
  it('says what is wrong with a call before it asks for confirmation', async () => {
    const { clickup, sent } = sandboxClient();
    const parameters = { space_id: '901700000101', tag: 'mobile' };
    const error = await failure(clickup.operation.write({ operation: 'DeleteSpaceTag', parameters }));
    expect([error.code, error.details?.parameter]).toEqual(['INVALID_PARAMETER', 'parameters.tag']);
    expect(sent()).toEqual([]);
  });
});

describe('clickup_api_describe', () => {
  it('takes an id in any case', async () => {
    const { operation } = await sandboxClient().clickup.operation.describe({ operation: 'GetChatChannel' });
    expect(operation).toBe('getChatChannel');
    const ids = Object.keys(operations).map((id) => id.toLowerCase());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives the types of body and answer, and with detail: full those inside the answer', async () => {
    const { clickup } = sandboxClient();
    const short = await clickup.operation.describe({ operation: 'CreateTask' });
    expect(short).toMatchObject({
      body: 'CreateTaskRequest',
      answer: 'Task',
      tools: ['clickup_task_create', 'clickup_task_create_bulk'],
    });
    expect(short.types).toMatchObject({
      CreateTaskRequest: expect.stringContaining('name: string'),
      Task: expect.any(String),
    });
    const long = await clickup.operation.describe({ operation: 'CreateTask', detail: 'full' });
    expect(Object.keys(long.types ?? {}).length).toBeGreaterThan(Object.keys(short.types ?? {}).length);
  });

  it('shows the Workspace as what may be left out', async () => {
    const { clickup } = sandboxClient();
    const { parameters } = await clickup.operation.describe({ operation: 'GetSpaces' });
    expect(parameters).toContain('team_id?: string');
  });
});

describe('clickup_api_read and clickup_api_write', () => {
  const message = { operation: 'createChatMessage', parameters: { channel_id: usual.channel_id } };
  const task = { operation: 'CreateTask', parameters: { list_id: usual.list_id } };

  it.each([
    ['a misspelt parameter', { operation: 'GetTasks', parameters: { lst_id: '1' } }, 'parameters.lst_id', 'list_id'],
    [
      'a list without its brackets',
      { operation: 'GetTasks', parameters: { list_id: '1', statuses: ['open'] } },
      'parameters.statuses',
      'statuses[]',
    ],
    [
      'a page in words',
      { operation: 'GetTasks', parameters: { list_id: '1', page: 'x' } },
      'parameters.page',
      undefined,
    ],
    ['no id', { operation: 'GetTasks' }, 'parameters.list_id', undefined],
    ['a misspelt operation', { operation: 'GetTsk' }, 'operation', 'GetTask'],
    ['an operation that writes', { operation: 'CreateTask' }, 'operation', undefined],
  ])('a read refuses %s', async (_, input, parameter, nearest) => {
    const { clickup, sandbox } = sandboxClient();
    const { details } = await failure(clickup.operation.read(input));
    expect([details?.parameter, details?.nearest]).toEqual([parameter, nearest]);
    expect(sandbox.requests).toHaveLength(0);
  });

  it.each([
    ['a date in words', { ...task, body: { name: 'x', due_date: 'tomorrow' } }, 'body.due_date', undefined],
    ['a misspelt field', { ...task, body: { name: 'x', asignees: [1] } }, 'body.asignees', 'assignees'],
    ['text among numbers', { ...task, body: { name: 'x', assignees: [1, 'a'] } }, 'body.assignees[1]', undefined],
    ['no name', { ...task, body: { priority: 1 } }, 'body.name', undefined],
    ['no body', task, 'body', undefined],
    ['a misspelt value', { ...message, body: { type: 'mesage', content: 'x' } }, 'body.type', 'message'],
    [
      'too long a text',
      { ...message, body: { type: 'message', content: 'x'.repeat(40_001) } },
      'body.content',
      undefined,
    ],
    [
      'a list that is none',
      { operation: 'replaceTimeEstimatesByUser', parameters: { task_id: '1' }, body: {} },
      'body.items',
      undefined,
    ],
    ['an operation that reads', { operation: 'queryAuditLog', body: {} }, 'operation', undefined],
  ])('a write refuses %s', async (_, input, parameter, nearest) => {
    const { clickup, sandbox } = sandboxClient();
    const { details } = await failure(clickup.operation.write(input));
    expect([details?.parameter, details?.nearest]).toEqual([parameter, nearest]);
    expect(sandbox.requests).toHaveLength(0);
  });

  it.each(['DeleteTask', 'mergeTasks', 'publicPatchAcl', 'RemoveUserFromWorkspace', 'DeleteWebhook'])(
    '%s needs to be confirmed, but not to be rehearsed',
    async (operation) => {
      const { clickup, sandbox } = sandboxClient();
      const input = { operation, ...argumentsOf(operation as OperationId, { webhook_id: '1' }) };
      expect(await failure(clickup.operation.write(input))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
      expect(sandbox.requests).toHaveLength(0);
      const { requests } = await clickup.operation.write({ ...input, dry_run: true });
      expect(requests).toHaveLength(1);
      expect(sandbox.requests.every(({ method }) => method === 'GET')).toBe(true);
    },
  );

  it('a custom id goes with the Workspace that it counts in', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { answer } = await clickup.operation.read({
      operation: 'GetTask',
      parameters: { task_id: 'ENG-96', custom_task_ids: true },
    });
    expect(answer).toMatchObject({ custom_id: 'ENG-96', date_created: expect.stringMatching(/^\d{13}$/) });
    expect(sandbox.requests.at(-1)?.path).toContain(`/task/ENG-96`);
  });

  it('an answer says which tool does the same better', async () => {
    const { clickup } = sandboxClient();
    const envelope = await clickup.call('clickup_api_read', { operation: 'GetSpaces' });
    expect(envelope).toMatchObject({ success: true, data: { notes: [expect.stringContaining('clickup_space_list')] } });
  });

  it('a search by POST is repeated as a read is', async () => {
    const { clickup, sandbox } = sandboxClient({ plan: 'enterprise', faults: [{ kind: '503', nth: 2 }] });
    const { body } = argumentsOf('queryAuditLog', {});
    const { answer } = await clickup.operation.read({ operation: 'queryAuditLog', ...(body && { body }) });
    expect(answer).toBeDefined();
    expect(sandbox.requests.filter(({ operation }) => operation === 'queryAuditLog')).toHaveLength(2);
  });
});
