import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { newSecret } from '../../src/hosted/access/secret.js';
import { purge } from '../../src/hosted/jobs/purge.js';
import { exchangeCode, issueCode } from '../../src/hosted/oauth-server/tokens.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import {
  type HostedServer,
  hostedServer,
  type MadeAccess,
  manager,
  origin,
  SECOND,
  settings,
} from '../support/hosted.js';

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');
const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

async function listed(server: HostedServer, url: string, bearer?: string) {
  const response = await server.send(new URL(url).pathname, { json: listTools, ...(bearer && { bearer }) });
  const { result } = (await response.json()) as { result?: { tools: { name: string }[] } };
  return result?.tools.map(({ name }) => name) ?? response.status;
}

describe('managing links by API', () => {
  it('lists, shows with its usage, narrows, rotates and revokes, and never shows a secret again', async () => {
    const server = await hostedServer();
    const { api, path, create } = await manager(server, USERS.lena);
    const made = (await create({ config: { methods: ['read', 'write'], tags: ['tasks'] } })).body;
    const one = `${path}/${made.id}`;
    const get = async (at: string, method = 'GET', json?: object) => {
      const response = await server.send(at, { method, bearer: api, ...(json && { json }) });
      return { status: response.status, text: await response.text() };
    };
    expect(await listed(server, made.url)).toContain('clickup_task_create');
    await expect.poll(async () => (JSON.parse((await get(one)).text) as { usage: object }).usage).toBeDefined();
    expect((await get(path)).text).toContain(made.id);
    expect((await get(path)).text).not.toContain(made.url.split('/').at(-1));
    const narrowed = await get(one, 'PATCH', { config: { methods: ['read'] } });
    expect(JSON.parse(narrowed.text)).toMatchObject({ config: { methods: ['read'], tags: ['tasks'] } });
    expect(await listed(server, made.url)).not.toContain('clickup_task_create');
    const wider = await get(one, 'PATCH', { config: { methods: ['read', 'write'] } });
    expect(wider.status).toBe(400);
    expect(wider.text).toContain('can only be narrowed');
    const rotated = JSON.parse((await get(`${one}/rotate`, 'POST')).text) as MadeAccess;
    expect(await listed(server, made.url)).toBe(401);
    expect(await listed(server, rotated.url)).toContain('clickup_task_list');
    expect((await get(one, 'DELETE')).status).toBe(204);
    expect(await listed(server, rotated.url)).toBe(401);
    expect((await get(one)).status).toBe(404);
    const events = (await server.deps.audit.list(WORKSPACE_ID, 20)).map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['link_created', 'link_narrowed', 'link_rotated', 'link_revoked']));
  });

  it('makes none where links are off, and ends those that are there while they are', async () => {
    const server = await hostedServer();
    const { create } = await manager(server, USERS.lena);
    const { url } = (await create({})).body;
    const allow = (allow_links: boolean) =>
      server.deps.store.as({ tenant: WORKSPACE_ID }, (tx) =>
        tx.update('tenants', { id: WORKSPACE_ID }, { allow_links }),
      );
    await allow(false);
    expect(await listed(server, url)).toBe(401);
    const refused = await create({});
    expect([refused.status, refused.body.error?.message]).toEqual([
      403,
      'Links are switched off in the Workspace Harbour Bikes',
    ]);
  });

  it('wants a key of the Workspace too where the link says so', async () => {
    const server = await hostedServer();
    const [lena, samuel] = [await manager(server, USERS.lena), await manager(server, USERS.samuel, SECOND)];
    const { url } = (await lena.create({ require_api_token_auth: true })).body;
    expect(await listed(server, url)).toBe(401);
    expect(await listed(server, url, 'cuk_wrong')).toBe(401);
    expect(await listed(server, url, await samuel.key())).toBe(401);
    expect(await listed(server, url, samuel.api)).toBe(401);
    expect(await listed(server, url, await lena.key())).toContain('clickup_task_list');
    expect(await listed(server, url, lena.api)).toContain('clickup_task_list');
  });

  it('wants an app, or a certificate that the proxy verified, where the link says so', async () => {
    const server = await hostedServer({
      settings: { ...settings, trustedProxies: 1, certificateHeader: 'X-Client-Cert' },
    });
    const { create, api, path, grant, key } = await manager(server, USERS.lena);
    const byApp = (await create({ require_second: 'oauth' })).body;
    expect(await listed(server, byApp.url, await key())).toBe(401);
    const refused = await server.send(new URL(byApp.url).pathname, { json: listTools });
    expect(refused.headers.get('www-authenticate')).toContain('resource_metadata=');
    const authorization = { clientId: 'app', redirectUri: 'http://127.0.0.1/', challenge, resource: 'r' };
    const code = await issueCode(server.deps, grant, authorization as never, ['clickup:read']);
    const given = { code, client_id: 'app', redirect_uri: 'http://127.0.0.1/', code_verifier: verifier };
    const { access_token } = await exchangeCode(server.deps, given);
    expect(await listed(server, byApp.url, access_token)).toContain('clickup_task_list');
    const certified = (await create({ require_second: 'mtls_header:AB:CD:EF:01:23' })).body;
    const call = async (certificate?: string) => {
      const headers = { ...(certificate && { 'x-client-cert': certificate }) };
      return (await server.send(new URL(certified.url).pathname, { json: listTools, headers })).status;
    };
    expect([await call(), await call('abcdef0124'), await call('abcdef0123')]).toEqual([401, 401, 200]);
    const one = `${path}/${certified.id}`;
    const wider = await server.send(one, { method: 'PATCH', bearer: api, json: { require_second: 'api_key' } });
    expect([wider.status, await wider.text()]).toEqual([
      400,
      expect.stringContaining('require_second would be another'),
    ]);
    const renamed = await server.send(one, { method: 'PATCH', bearer: api, json: { name: 'renamed' } });
    expect(await renamed.json()).toMatchObject({ name: 'renamed', require_second: 'mtls_header:abcdef0123' });
    expect((await create({ require_second: 'password' })).body.error?.message).toContain('require_second is not');
    const keys = await server.send(path.replace('/mcp', '/keys'), {
      bearer: api,
      json: { name: 'x', require_second: 'oauth' },
    });
    expect(keys.status).toBe(400);
    const plain = await hostedServer();
    const made = await (await manager(plain, USERS.lena)).create({ require_second: 'mtls_header:AB:CD:EF:01:23' });
    expect(made.body.error?.suggested_action).toContain('HOSTED_CERTIFICATE_HEADER');
  });

  it('lets in only the addresses that a link or key names, and those in the words of a proxy that is trusted', async () => {
    const server = await hostedServer({ settings: { ...settings, trustedProxies: 1 } });
    const { create, key, api, path } = await manager(server, USERS.lena);
    const ips = ['203.0.113.0/24', '2001:db8::1'];
    const { body } = await create({ config: { ips } });
    expect(body.config).toMatchObject({ ips });
    const own = await key({ ips });
    const from = async (address: string) => {
      const headers = { 'x-forwarded-for': `203.0.113.9, ${address}` };
      const link = await server.send(new URL(body.url).pathname, { json: listTools, headers });
      const rest = await server.send('/api/tools/space_list', { bearer: own, json: {}, headers });
      return [link.status, rest.status];
    };
    for (const address of ['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:0::1'])
      expect(await from(address), address).toEqual([200, 200]);
    for (const address of ['203.0.114.77', '2001:db8::2', 'unknown', ''])
      expect(await from(address)).toEqual([401, 401]);
    expect(server.lines.map(({ message }) => message)).toContain('Refused: address');
    const one = `${path}/${body.id}`;
    const patch = async (config: object) =>
      (await server.send(one, { method: 'PATCH', bearer: api, json: { config } })).status;
    expect([await patch({ ips: [] }), await patch({ ips: ['203.0.113.0/24'] })]).toEqual([400, 200]);
    expect(await from('2001:db8::1')).toEqual([401, 200]);
  });

  it('ends what a scanner of leaks found, with all of its consent, and tells it nothing', async () => {
    const server = await hostedServer();
    const { create, api, grant, key } = await manager(server, USERS.lena);
    const link = (await create({})).body.url;
    const [leaked, other] = [await key(), await key()];
    const authorization = { clientId: 'app', redirectUri: 'http://127.0.0.1/', challenge, resource: 'r' };
    const code = await issueCode(server.deps, grant, authorization as never, ['clickup:read']);
    const given = { code, client_id: 'app', redirect_uri: 'http://127.0.0.1/', code_verifier: verifier };
    const { access_token, refresh_token } = await exchangeCode(server.deps, given);
    const report = async (body: unknown) => {
      const response = await server.send('/leaked-secrets', { json: body });
      return response.status === 204 ? response.text() : response.status;
    };
    expect(await listed(server, `${origin}/mcp`, access_token)).toContain('clickup_task_list');
    const tokens = [new URL(link).pathname.split('/').at(-1), leaked, refresh_token, api, newSecret('key'), 'cuk_x'];
    expect(await report(tokens.map((token) => ({ token, type: 'clickup_hosted', url: 'https://example.com' })))).toBe(
      '',
    );
    expect(await listed(server, link)).toBe(401);
    expect(await listed(server, `${origin}/mcp`, leaked)).toBe(401);
    expect(await listed(server, `${origin}/mcp`, access_token)).toBe(401);
    expect((await server.send('/integrated-account', { bearer: api })).status).toBe(401);
    expect(await listed(server, `${origin}/mcp`, other)).toContain('clickup_task_list');
    const ended = (await server.deps.audit.list(grant.tenant_id, 50)).map(({ event }) => event);
    expect(ended).toEqual(expect.arrayContaining(['link_revoked', 'key_revoked', 'api_revoked', 'token_revoked']));
    for (const body of [{}, [1], [{ token: 1 }], Array.from({ length: 101 }, () => ({ token: 'x' }))])
      expect(await report(body)).toBe(400);
  });

  it('lets nobody manage what is of another Workspace, or make a way in to a colleague', async () => {
    const server = await hostedServer();
    const [lena, priya, samuel] = [
      await manager(server, USERS.lena),
      await manager(server, USERS.priya),
      await manager(server, USERS.samuel, SECOND),
    ];
    const { id } = (await priya.create({})).body;
    const at = async (path: string, bearer: string, method = 'GET', json?: object) =>
      (await server.send(path, { method, bearer, ...(json && { json }) })).status;
    expect(await at(lena.path, samuel.api)).toBe(404);
    expect(await at(`${priya.path}/${id}`, samuel.api, 'DELETE')).toBe(404);
    // Priya is no admin, Lena is: she may see and end, but not act with Priya's token.
    expect(await at(lena.path, priya.api)).toBe(404);
    expect(await at(`${priya.path}/${id}`, lena.api)).toBe(200);
    expect(await at(priya.path, lena.api, 'POST', { name: 'x' })).toBe(403);
    expect(await at(`${priya.path}/${id}/rotate`, lena.api, 'POST')).toBe(403);
    expect(await at(`${priya.path}/${id}`, lena.api, 'DELETE')).toBe(204);
    // A key reaches ClickUp, not the management; a management token the reverse.
    expect(await at(lena.path, await lena.key())).toBe(401);
    expect(await at('/api/tools/space_list', lena.api, 'POST', {})).toBe(401);
  });

  it('removes what is over, and nothing that is not', async () => {
    const server = await hostedServer();
    const { create } = await manager(server, USERS.lena);
    const short = (await create({ expires_at: new Date(server.clock.now() + 1_000).toISOString() })).body;
    const long = (await create({})).body;
    const ids = async () =>
      (await server.deps.store.as('server', (tx) => tx.find('accesses', { kind: 'link' }))).map(({ id }) => id);
    server.clock.advance(86_400_000);
    await purge(server.deps);
    expect(await ids()).toEqual([short.id, long.id]);
    server.clock.advance(7 * 86_400_000);
    await purge(server.deps);
    expect(await ids()).toEqual([long.id]);
    expect(await server.deps.store.as('server', (tx) => tx.find('sessions', {}))).toEqual([]);
  });
});

describe('the limits', () => {
  it('hold one link back, and not the other of the same person', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const [greedy, quiet] = [await key(), await key({ methods: ['list'] })];
    const call = (bearer: string) => server.send('/api/tools/user_get', { bearer, json: {} });
    for (let calls = 0; calls < 100; calls++) await call(greedy);
    const refused = await call(greedy);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.send('/api/tools/space_list', { bearer: quiet, json: {} })).status).toBe(200);
    server.clock.advance(60_000);
    expect((await call(greedy)).status).toBe(200);
  });

  it('hold an address back before it has shown who it is', async () => {
    const server = await hostedServer();
    let status = 401;
    for (let requests = 0; requests < 300 && status === 401; requests++)
      status = (await server.send('/mcp', { json: listTools })).status;
    expect(status).toBe(429);
    expect((await server.send('/livez')).status).toBe(200);
  });
});

describe('the audit', () => {
  it('has each write before it is done and after, and reads go on while it cannot be written', async () => {
    const server = await hostedServer();
    const key = await (await manager(server, USERS.lena)).key({ methods: ['read', 'write'] });
    const write = () =>
      server.send('/api/tools/task_create', { bearer: key, json: { list_id: LISTS.bugs, name: 'Secret plan' } });
    expect((await write()).status).toBe(200);
    const [ended, intended] = await server.deps.audit.list(WORKSPACE_ID, 2);
    expect(intended).toMatchObject({
      event: 'call_intended',
      data: { tool: 'clickup_task_create', ids: { list_id: LISTS.bugs } },
    });
    expect(ended).toMatchObject({ event: 'call_ended', data: { outcome: 'ok', request: intended?.data.request } });
    expect(JSON.stringify([ended, intended])).not.toContain('Secret plan');
    vi.spyOn(server.deps.audit, 'record').mockRejectedValue(new Error('no space left on device'));
    const before = server.sandbox.requests.length;
    const refused = await write();
    expect(refused.status).toBe(502);
    expect(await refused.text()).toContain('Nothing was written');
    expect(server.sandbox.requests).toHaveLength(before);
    expect((await server.send('/api/tools/space_list', { bearer: key, json: {} })).status).toBe(200);
  });
});
