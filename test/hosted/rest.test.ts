import { describe, expect, it } from 'vitest';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin, SECOND } from '../support/hosted.js';

interface Envelope {
  success: boolean;
  data?: { task?: { id: string; name: string; priority?: unknown } };
  error?: { code: string; message: string; details: object; suggested_action: string };
}

describe('the REST routes', () => {
  it('call tools by name, and answer with their envelope', async () => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key({ methods: ['read', 'write'] });
    const response = await server.send('/api/tools/task_list', { bearer: key, json: { list_id: LISTS.bugs } });
    expect(response.status).toBe(200);
    expect(response.headers.get('ratelimit-limit')).toBe('100');
    expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(await response.json()).toMatchObject({ success: true, metadata: { tool_name: 'clickup_task_list' } });
  });

  it('tell the time by the clock of the server, and read dates by it', async () => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key({ methods: ['read', 'write'] });
    server.clock.advance(86_400_000);
    const json = { list_id: LISTS.bugs, name: 'By the clock', due_date: 'tomorrow' };
    const made = await (await server.send('/api/tools/task_create', { bearer: key, json })).json();
    expect(made).toMatchObject({
      data: { task: { due_date: expect.stringMatching(/^2026-10-07/) } },
      metadata: { timestamp: '2026-10-06T09:00:00.000Z' },
    });
  });

  it('create a task with the fields of the document', async () => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key({ methods: ['write'] });
    const task = {
      team_id: WORKSPACE_ID,
      list_id: LISTS.bugs,
      name: 'From REST',
      description: 'As the document has it',
      priority: 2,
      assignees: [USERS.priya],
      due_date: '2026-10-09',
      time_estimate: '2h',
      tags: [],
    };
    const made = (await (await server.send('/api/tasks', { bearer: key, json: task })).json()) as Envelope;
    expect(made.error).toBeUndefined();
    expect(made.data?.task?.name).toBe('From REST');
    const elsewhere = await server.send('/api/tasks', { bearer: key, json: { ...task, team_id: SECOND } });
    expect(elsewhere.status).toBe(403);
  });

  it('say who has which Workspaces by what was shown, never by x-team-id', async () => {
    const server = await hostedServer();
    await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    const key = await (await manager(server, USERS.priya, SECOND)).key();
    const teams = async (headers: Record<string, string>, bearer?: string) => {
      const response = await server.send('/api/teams', { headers, ...(bearer && { bearer }) });
      const { teams: found } = (await response.json()) as { teams?: { id: string }[] };
      return found?.map(({ id }) => id) ?? response.status;
    };
    expect(await teams({}, key)).toEqual([SECOND]);
    expect(await teams({ 'x-team-id': SECOND }, key)).toEqual([SECOND]);
    expect(await teams({ 'x-team-id': WORKSPACE_ID }, key)).toBe(403);
    expect(await teams({ 'x-team-id': WORKSPACE_ID })).toBe(401);
    const browser = await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    await browser.open(`${origin}/api/teams`);
    expect(JSON.parse(browser.text)).toEqual({
      teams: [
        { id: WORKSPACE_ID, name: 'Harbour Bikes' },
        { id: SECOND, name: 'Second Workspace' },
      ],
    });
  });

  it.each([
    ['no key', undefined, { list_id: '1' }, 401, 'UNAUTHORIZED'],
    ['a tool that is not in the key', 'read', { list_id: LISTS.bugs, name: 'x' }, 404, 'UNKNOWN_TOOL'],
    [
      'an argument that cannot be',
      'write',
      { list_id: LISTS.bugs, name: 'x', priority: 'soonish' },
      400,
      'INVALID_PARAMETER',
    ],
    ['a List there is not', 'write', { list_id: '901710009999', name: 'x' }, 404, 'RESOURCE_NOT_FOUND'],
  ])('answer %s with its status and the envelope', async (_, method, input, status, code) => {
    const server = await hostedServer();
    const key = method && (await (await manager(server, USERS.lena)).key({ methods: [method] }));
    const response = await server.send('/api/tools/clickup_task_create', { json: input, ...(key && { bearer: key }) });
    const body = (await response.json()) as Envelope;
    expect([response.status, body.success, body.error?.code]).toEqual([status, false, code]);
    expect(body.error).toMatchObject({ message: expect.any(String), details: expect.any(Object) });
  });

  it.each(['[1]', '"text"', '{', 'null'])('take no body such as %s', async (body) => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key();
    const response = await server.send('/api/tools/task_list', { method: 'POST', body, bearer: key });
    expect(response.status).toBe(400);
  });

  it('have one id in header, log, audit and debug metadata', async () => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key({ methods: ['write'] });
    const response = await server.send('/api/tools/task_create', {
      bearer: key,
      json: { list_id: LISTS.bugs, name: 'Followed' },
    });
    const id = response.headers.get('x-request-id')!;
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    const { metadata } = (await response.json()) as { metadata: { debug: { request_id: string } } };
    expect(metadata.debug.request_id).toBe(id.slice(0, 8));
    const audit = await server.deps.audit.list(WORKSPACE_ID, 2);
    expect(audit.map(({ data }) => data.request)).toEqual([id, id]);
    const logged = server.lines.filter(({ metadata: about }) => about.requestId === id).map(({ message }) => message);
    expect(logged).toEqual(['clickup_task_create ok', 'POST /api/tools/task_create 200']);
    const failed = await server.send('/api/tools/task_create', { json: {} });
    const problem = (await failed.json()) as { metadata: { request_id: string } };
    expect(problem.metadata.request_id).toBe(failed.headers.get('x-request-id'));
  });

  it('have a page, without script and without anything of others', async () => {
    const server = await hostedServer();
    const response = await server.send('/api');
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img/,
    );
    expect(text).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)/);
    for (const route of ['GET /api/teams', 'POST /api/tasks', 'POST /api/tools/clickup_auth_status'])
      expect(text).toContain(`<code>${route}</code>`);
    expect(text).toContain('<code>list_id</code></th><td data-label="Type">string, required</td>');
  });

  it('are described as OpenAPI', async () => {
    const server = await hostedServer();
    const document = (await (await server.send('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/teams', '/api/tasks', '/api/tools/clickup_task_list']),
    );
  });
});
