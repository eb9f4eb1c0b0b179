import { describe, expect, it } from 'vitest';
import { toolsets } from '../../generated/tools/index.js';
import { findOne } from '../../src/hosted/store/store.js';
import { sessionOf } from '../../src/mcp/http/session.js';
import { metaKeys } from '../../src/mcp/revision.js';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, manager, origin, SECOND } from '../support/hosted.js';
import { rowsIn } from '../support/shown-table.js';

const revision = '2026-07-28';
const opens = { elicitation: { url: {} } };
const signInUrl = `${origin}/oauth/clickup/authorize`;

interface Answer {
  result?: {
    resultType?: string;
    isError?: boolean;
    structuredContent?: { data: Record<string, unknown>; error?: { code: string } };
    inputRequests?: Record<string, { method: string; params: object }>;
    tools?: { name: string }[];
  };
  error?: { code: number; data: { elicitations: object[] } };
}

/** Calls a tool of sign-in with a key; `capabilities` are those of a client of the era of handshakes. */
function caller(server: HostedServer, bearer: string, capabilities?: object) {
  const session = capabilities && sessionOf({ clientInfo: { name: 'a client', version: '1' }, capabilities });
  return async (name: string, input: object = {}, params: object = {}, headers: object = {}) => {
    const json = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: `clickup_auth_${name}`, arguments: input, ...params },
    };
    const said = { ...(session && { 'mcp-session-id': session }), ...headers };
    return (await (await server.send('/mcp', { json, bearer, headers: said })).json()) as Answer;
  };
}

const ended = (server: HostedServer) =>
  server.deps.store.as('server', (tx) => tx.update('grants', {}, { state: 'needs_reauth' }));

const withAuth = { methods: ['read', 'delete'], tags: ['auth'] };

describe('the tools of sign-in', () => {
  it('are of the hosted server alone, by the tag auth, and narrowed by methods', async () => {
    expect(Object.keys(toolsets)).not.toContain('auth');
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const listed = async (bearer: string) => {
      const response = await server.send('/mcp', { bearer, json: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
      return ((await response.json()) as Answer).result!.tools!.map(({ name }) => name);
    };
    const names = ['clickup_auth_status', 'clickup_auth_sign_in', 'clickup_auth_workspaces'];
    expect(await listed(await key(withAuth))).toEqual([...names, 'clickup_auth_sign_out']);
    expect(await listed(await key({ tags: ['auth'] }))).toEqual(names);
    expect(await listed(await key({ tags: ['goals', 'auth'] }))).toEqual([
      'clickup_goal_list',
      'clickup_goal_get',
      ...names,
    ]);
    expect((await listed(await key())).filter((name) => name.includes('auth'))).toEqual([]);
    const refused = await caller(server, await key())('status');
    expect(refused.result).toMatchObject({ isError: true });
  });

  it('say whose access it is, and reach no ClickUp', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const call = caller(server, await key({ ...withAuth, spaces: ['Engineering'] }));
    const before = server.sandbox.requests.length;
    const status = await call('status');
    expect(status.result?.structuredContent?.data).toMatchObject({
      state: 'ok',
      person: { id: USERS.lena, name: 'Lena Hoffmann' },
      workspace: { id: WORKSPACE_ID, name: 'Harbour Bikes', role: 'owner' },
      access: { kind: 'key', name: 'an agent', may: ['read', 'delete'], within: ['space Engineering'] },
    });
    await ended(server);
    expect((await call('status')).result?.structuredContent?.data).toMatchObject({ state: 'needs_reauth' });
    expect(server.sandbox.requests).toHaveLength(before);
  });

  it('name no other Workspace of the person', async () => {
    const server = await hostedServer();
    await server.signIn(USERS.priya, [WORKSPACE_ID, SECOND]);
    const { key } = await manager(server, USERS.priya, SECOND);
    const { result } = await caller(server, await key(withAuth))('workspaces');
    expect(rowsIn(result?.structuredContent?.data.workspaces)).toMatchObject([
      { id: SECOND, name: 'Second Workspace' },
    ]);
    expect(JSON.stringify(result)).not.toContain('Harbour Bikes');
  });

  it('give the address where the client opens none, or nothing has to be done', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const bearer = await key(withAuth);
    const working = await caller(server, bearer, opens)('sign_in');
    expect(working.result?.structuredContent?.data).toMatchObject({ signed_in: true, url: signInUrl });
    await ended(server);
    const told = await caller(server, bearer)('sign_in');
    expect(told.result?.structuredContent?.data).toMatchObject({ signed_in: false, url: signInUrl });
  });

  it('have a client of 2025-11-25 open the address, and call again', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const call = caller(server, await key(withAuth), opens);
    await ended(server);
    const { error } = await call('sign_in');
    expect(error).toMatchObject({ code: -32042, data: { elicitations: [{ mode: 'url', url: signInUrl }] } });
    await server.signIn(USERS.lena);
    expect((await call('sign_in')).result?.structuredContent?.data).toMatchObject({ signed_in: true });
  });

  it('ask a client of 2026-07-28 by the result, once', async () => {
    const server = await hostedServer();
    const { key } = await manager(server, USERS.lena);
    const call = caller(server, await key(withAuth));
    await ended(server);
    const meta = { [metaKeys.revision]: revision, [metaKeys.client]: { name: 'a', version: '1' } };
    const headers = {
      'mcp-protocol-version': revision,
      'mcp-method': 'tools/call',
      'mcp-name': 'clickup_auth_sign_in',
    };
    const ask = (params: object = {}) =>
      call('sign_in', {}, { _meta: { ...meta, [metaKeys.capabilities]: opens }, ...params }, headers);
    const asked = await ask();
    expect(asked.result).toMatchObject({
      resultType: 'input_required',
      inputRequests: { sign_in: { method: 'elicitation/create', params: { mode: 'url', url: signInUrl } } },
    });
    const declined = await ask({ inputResponses: { sign_in: { action: 'decline' } } });
    expect(declined.result?.structuredContent?.data).toMatchObject({ signed_in: false });
  });

  it('sign out only when that is confirmed, and end the way that was called by', async () => {
    const server = await hostedServer();
    const { key, grant } = await manager(server, USERS.lena);
    const bearer = await key(withAuth);
    const call = caller(server, bearer);
    const kept = () => server.deps.store.as('server', (tx) => findOne(tx, 'grants', { id: grant.id }));
    expect((await call('sign_out')).result?.structuredContent?.error?.code).toBe('CONFIRMATION_REQUIRED');
    expect((await call('sign_out', { dry_run: true })).result?.isError).toBeFalsy();
    expect(await kept()).toBeDefined();
    expect((await call('sign_out', { confirm: 'yes' })).result?.structuredContent?.data).toMatchObject({
      signed_out: true,
    });
    expect(await kept()).toBeUndefined();
    expect((await server.send('/mcp', { bearer, json: { jsonrpc: '2.0', id: 1, method: 'ping' } })).status).toBe(401);
    const events = (await server.deps.audit.list(WORKSPACE_ID, 3)).map(({ event }) => event);
    expect(events).toEqual(['call_ended', 'disconnect', 'call_intended']);
  });
});
