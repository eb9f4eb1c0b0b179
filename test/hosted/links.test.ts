import { describe, expect, it } from 'vitest';
import { findOne } from '../../src/hosted/store/store.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, manager, SECOND } from '../support/hosted.js';

const ask = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params });

const pathOf = (url: string) => new URL(url).pathname;

async function rpc(server: HostedServer, path: string, message: object, bearer?: string) {
  const response = await server.send(path, { json: message, ...(bearer && { bearer }) });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as {
      result?: { tools?: { name: string }[]; isError?: boolean; content?: { text: string }[] };
      error?: { message: string };
    },
  };
}

describe('a link', () => {
  it('is made once signed in with ClickUp, and serves what it was narrowed to', async () => {
    const server = await hostedServer();
    const { create } = await manager(server, USERS.lena);
    const { status, body } = await create({ config: { methods: ['read'], tags: ['tasks', 'spaces'] } });
    expect(status).toBe(201);
    expect(body.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/mcp\/k\/cul_[\w-]{47}$/);
    const listed = await rpc(server, pathOf(body.url), ask('tools/list'));
    expect(listed.status).toBe(200);
    const names = listed.body.result!.tools!.map(({ name }) => name);
    expect(names).toContain('clickup_task_list');
    expect(names).toContain('clickup_space_list');
    expect(names.filter((name) => /create|update|delete|goal/.test(name))).toEqual([]);
    const called = await rpc(
      server,
      pathOf(body.url),
      ask('tools/call', { name: 'clickup_task_list', arguments: { list_id: LISTS.bugs } }),
    );
    expect(called.body.result?.isError).toBeFalsy();
    expect(called.body.result?.content?.[0]?.text).toContain('\t');
    expect(called.headers.get('ratelimit-limit')).toMatch(/^\d+$/);
    const refused = await rpc(
      server,
      pathOf(body.url),
      ask('tools/call', { name: 'clickup_task_create', arguments: { list_id: LISTS.bugs, name: 'x' } }),
    );
    expect(refused.body.result?.isError).toBe(true);
    expect(server.sandbox.requests.filter(({ method }) => method !== 'GET').map(({ operation }) => operation)).toEqual([
      null,
      'GetAccessToken',
    ]);
  });

  it('ends at the second it expires, and at once when it is revoked', async () => {
    const server = await hostedServer();
    const { create, path, api } = await manager(server, USERS.lena);
    const at = server.clock.now() + 60_000;
    const { body } = await create({ expires_at: new Date(at).toISOString() });
    const other = await create({});
    server.clock.advance(59_999);
    expect((await rpc(server, pathOf(body.url), ask('tools/list'))).status).toBe(200);
    server.clock.advance(1);
    const expired = await rpc(server, pathOf(body.url), ask('tools/list'));
    const revoked = await server.send(`${path}/${other.body.id}`, { method: 'DELETE', bearer: api });
    expect(revoked.status).toBe(204);
    const gone = await rpc(server, pathOf(other.body.url), ask('tools/list'));
    const unknown = await rpc(server, '/mcp/k/nothing', ask('tools/list'));
    for (const { status, body: said } of [expired, gone, unknown]) {
      expect(status).toBe(401);
      expect(said).toEqual(unknown.body);
    }
  });

  it('never reaches the other Workspace of its person', async () => {
    const server = await hostedServer();
    await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    const { create } = await manager(server, USERS.priya, SECOND);
    const { body } = await create({});
    const call = (args: object) =>
      rpc(server, pathOf(body.url), ask('tools/call', { name: 'clickup_space_list', arguments: args }));
    expect((await call({})).body.result?.content?.[0]?.text).toContain('Secret Space of Second');
    const other = await call({ workspace_id: WORKSPACE_ID });
    expect(other.body.result?.isError).toBe(true);
    expect(JSON.stringify(other.body)).not.toContain('Product Engineering');
  });

  it('says that the person has to sign in again once the app was removed at ClickUp', async () => {
    const server = await hostedServer();
    const { create, grant } = await manager(server, USERS.lena);
    const { body } = await create({});
    server.sandbox.removeApp(server.deps.settings.clientId, USERS.lena);
    const call = () => rpc(server, pathOf(body.url), ask('tools/call', { name: 'clickup_space_list', arguments: {} }));
    expect((await call()).body.result?.isError).toBe(true);
    await expect
      .poll(() => server.deps.store.as('server', async (tx) => (await findOne(tx, 'grants', { id: grant.id }))?.state))
      .toBe('needs_reauth');
    expect((await call()).body.result?.content?.[0]?.text).toContain('signs in again at');
    await server.signIn(USERS.lena);
    expect((await call()).body.result?.isError).toBeFalsy();
  });
});
