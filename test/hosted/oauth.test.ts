import { createHash } from 'node:crypto';
import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, origin, SECOND } from '../support/hosted.js';

const redirectUri = 'http://127.0.0.1:9999/callback';
const verifier = 'a'.repeat(50);
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** Keeps what an SDK client keeps of its authorization, and opens its pages in a browser. */
function provider(open: (url: URL) => Promise<void>) {
  const kept: Record<string, unknown> = {};
  return {
    redirectUrl: redirectUri,
    clientMetadata: { client_name: 'An agent', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' },
    state: () => 'the state',
    clientInformation: () => kept.client,
    saveClientInformation: (client: unknown) => {
      kept.client = client;
    },
    tokens: () => kept.tokens,
    saveTokens: (tokens: unknown) => {
      kept.tokens = tokens;
    },
    redirectToAuthorization: open,
    saveCodeVerifier: (text: string) => {
      kept.verifier = text;
    },
    codeVerifier: () => kept.verifier,
    discoveryState: () => kept.discovery,
    saveDiscoveryState: (state: unknown) => {
      kept.discovery = state;
    },
    kept,
  };
}

const eras = {
  'of the SDK 1.x': { Client: OldClient, Transport: OldTransport },
  'of the SDK 2.x': { Client: NewClient, Transport: NewTransport },
};

describe.each(Object.entries(eras))('a client %s', (_, { Client, Transport }) => {
  it('finds the authorization server, asks a person and calls tools with what it gets', async () => {
    const server = await hostedServer();
    const browser = server.browser();
    const fetch = async (url: string | URL, init?: RequestInit) => server.hosted.fetch(new Request(url, init));
    const auth = provider(async (url) => {
      await browser.open(url.href);
    });
    const transport = () => new Transport(new URL(`${origin}/mcp`), { fetch, authProvider: auth as never });
    const about = { name: 'test', version: '1' };
    const first = transport();
    await expect(new Client(about).connect(first as never)).rejects.toThrow(/Unauthorized/i);
    expect(browser.text).toContain('An agent asks for access to ClickUp');
    expect(server.sandbox.requests).toHaveLength(0);
    await browser.submit({ decision: 'allow', scope: ['clickup:read'] });
    expect(browser.text).toContain('Connect an application');
    await browser.submit({ user: USERS.lena, workspace: WORKSPACE_ID });
    const back = new URL(browser.url);
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('the state');
    expect(back.searchParams.get('iss')).toBe(origin);
    await first.finishAuth(back.searchParams.get('code')!, origin);
    const client = new Client(about);
    await client.connect(transport() as never);
    const { tools } = await client.listTools();
    expect(tools.length).toBeGreaterThan(20);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    const answer = await client.callTool({ name: 'clickup_user_get', arguments: {} });
    expect(JSON.stringify(answer.content)).toContain('Lena Hoffmann');
    expect(auth.kept.tokens).toMatchObject({ token_type: 'Bearer', scope: 'clickup:read', expires_in: 3600 });
    // The hour is over: it refreshes by itself.
    server.clock.advance(3_601_000);
    await client.callTool({ name: 'clickup_user_get', arguments: {} });
    await client.close();
  });
});

async function register(server: HostedServer, metadata: object = { client_name: 'x', redirect_uris: [redirectUri] }) {
  const response = await server.send('/oauth/register', { json: metadata });
  return { status: response.status, body: (await response.json()) as { client_id: string; error?: string } };
}

const authorizeUrl = (clientId: string, more: Record<string, string> = {}) =>
  `${origin}/oauth/authorize?${new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 's',
    ...more,
  })}`;

async function token(server: HostedServer, form: Record<string, string>) {
  const response = await server.send('/oauth/token', { method: 'POST', body: new URLSearchParams(form) });
  return {
    status: response.status,
    body: (await response.json()) as { access_token: string; refresh_token: string; scope: string; error?: string },
  };
}

/** A client that somebody allowed, and its code. */
async function allowed(server: HostedServer, scope = ['clickup:read', 'clickup:write']) {
  const clientId = (await register(server)).body.client_id;
  const browser = await server.signIn(USERS.lena);
  await browser.open(authorizeUrl(clientId));
  const [, grant = ''] = /name="grant" value="([^"]+)"/.exec(browser.text) ?? [];
  await browser.submit({ decision: 'allow', scope, grant });
  const code = new URL(browser.url).searchParams.get('code') ?? '';
  const form = {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  return { clientId, browser, form };
}

const listed = async (server: HostedServer, bearer: string) =>
  (await server.send('/mcp', { json: { jsonrpc: '2.0', id: 1, method: 'tools/list' }, bearer })).status;

describe('the authorization server', () => {
  it('says where it is to whoever comes without a token, in its own words to the letter', async () => {
    const server = await hostedServer();
    const refused = await server.send('/mcp', { json: { jsonrpc: '2.0', id: 1, method: 'tools/list' } });
    expect(refused.status).toBe(401);
    const challenge = refused.headers.get('www-authenticate') ?? '';
    const [, at = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
    const resource = (await (await server.send(new URL(at).pathname)).json()) as Record<string, unknown>;
    expect(resource).toMatchObject({ resource: `${origin}/mcp`, authorization_servers: [origin] });
    const about = await (await server.send('/.well-known/oauth-authorization-server')).json();
    expect(about).toMatchObject({
      issuer: origin,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
    });
  });

  it('takes a code once; a second time ends what came of the first', async () => {
    const server = await hostedServer();
    const { form } = await allowed(server);
    const first = await token(server, form);
    expect(first.status).toBe(200);
    expect(await listed(server, first.body.access_token)).toBe(200);
    expect((await token(server, form)).body.error).toBe('invalid_grant');
    expect(await listed(server, first.body.access_token)).toBe(401);
    const again = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token, client_id: form.client_id };
    expect((await token(server, again)).body.error).toBe('invalid_grant');
  });

  it.each([
    ['another verifier', { code_verifier: 'b'.repeat(50) }],
    ['no verifier', { code_verifier: '' }],
    ['another address', { redirect_uri: 'http://127.0.0.1:9998/callback' }],
  ])('gives nothing for a code with %s', async (_, change) => {
    const server = await hostedServer();
    const { form } = await allowed(server);
    expect((await token(server, { ...form, ...change })).body.error).toBe('invalid_grant');
  });

  it('gives nothing for a code to another client, for another resource, or too late', async () => {
    const server = await hostedServer();
    const { form } = await allowed(server);
    const other = (await register(server)).body.client_id;
    expect((await token(server, { ...form, client_id: other })).body.error).toBe('invalid_grant');
    expect((await token(server, { ...form, resource: 'https://elsewhere.example/mcp' })).body.error).toBe(
      'invalid_target',
    );
    server.clock.advance(120_000);
    expect((await token(server, form)).body.error).toBe('invalid_grant');
  });

  it('rotates refresh tokens: a lost answer is forgiven, a stolen token ends the family', async () => {
    const server = await hostedServer();
    const { form } = await allowed(server);
    const first = (await token(server, form)).body;
    const refresh = (refresh_token: string) =>
      token(server, { grant_type: 'refresh_token', refresh_token, client_id: form.client_id });
    const second = (await refresh(first.refresh_token)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    // The answer was lost: once more within a minute.
    const third = (await refresh(first.refresh_token)).body;
    expect(third.access_token).toBeDefined();
    const fourth = (await refresh(third.refresh_token)).body;
    expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant');
    for (const { access_token } of [first, second, third, fourth]) expect(await listed(server, access_token)).toBe(401);
    expect((await refresh(fourth.refresh_token)).body.error).toBe('invalid_grant');
    const entries = await server.deps.audit.list(WORKSPACE_ID, 10);
    expect(entries.map(({ event }) => event)).toContain('token_reuse');
  });

  it('asks a client for the scopes that a tool needs, all at once, and does not call it', async () => {
    const server = await hostedServer();
    const { form } = await allowed(server, ['clickup:read']);
    const { access_token } = (await token(server, form)).body;
    const params = { name: 'clickup_task_create', arguments: { list_id: LISTS.bugs, name: 'x' } };
    const refused = await server.send('/mcp', {
      json: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      bearer: access_token,
    });
    expect(refused.status).toBe(403);
    const challenge = refused.headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="clickup:read clickup:write"');
    // What was made for /mcp opens nothing else.
    expect((await server.send('/api/tools/space_list', { json: {}, bearer: access_token })).status).toBe(401);
    expect((await server.send('/integrated-account', { bearer: access_token })).status).toBe(401);
    expect(server.sandbox.requests.map(({ operation }) => operation)).not.toContain('CreateTask');
  });

  it('revokes a token and all that came with it', async () => {
    const server = await hostedServer();
    const { form } = await allowed(server);
    const { access_token, refresh_token } = (await token(server, form)).body;
    const revoke = (client_id: string) =>
      server.send('/oauth/revoke', { method: 'POST', body: new URLSearchParams({ token: refresh_token, client_id }) });
    expect((await revoke('somebody else')).status).toBe(200);
    expect(await listed(server, access_token)).toBe(200);
    expect((await revoke(form.client_id)).status).toBe(200);
    expect(await listed(server, access_token)).toBe(401);
  });

  it.each([
    ['without PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a token', { response_type: 'token' }, 'unsupported_response_type'],
    ['for another resource', { resource: 'https://elsewhere.example' }, 'invalid_target'],
    ['for scopes there are not', { scope: 'everything' }, 'invalid_scope'],
  ])('tells a client that asks %s what is wrong, at its address', async (_, change, error) => {
    const server = await hostedServer();
    const browser = server.browser();
    await browser.open(authorizeUrl((await register(server)).body.client_id, change));
    const { searchParams } = new URL(browser.url);
    expect(browser.url.startsWith(redirectUri)).toBe(true);
    expect(Object.fromEntries(searchParams)).toMatchObject({ error, state: 's', iss: origin });
  });

  it('never leads a browser to an address that the client did not register', async () => {
    const server = await hostedServer();
    const clientId = (await register(server)).body.client_id;
    for (const redirect_uri of [
      'https://evil.example/callback',
      `${redirectUri}/..`,
      'http://127.0.0.1:9999/other',
      'javascript:alert(1)',
    ]) {
      const browser = server.browser();
      await browser.open(authorizeUrl(clientId, { redirect_uri }));
      expect([browser.status, browser.visited.length]).toEqual([400, 1]);
    }
    const unknown = server.browser();
    await unknown.open(authorizeUrl('nobody'));
    expect(unknown.status).toBe(400);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'http://evil.example/',
    'https://a@b.example/',
    'https://a.example/#x',
    'ftp://a.example',
  ])('registers nobody who wants codes at %s', async (uri) => {
    const { status, body } = await register(await hostedServer(), { redirect_uris: [uri] });
    expect([status, body.error]).toEqual([400, 'invalid_redirect_uri']);
  });

  it('gives nothing to a person who was led to a page that another browser began', async () => {
    const server = await hostedServer();
    const clientId = (await register(server)).body.client_id;
    const attacker = server.browser();
    await attacker.open(authorizeUrl(clientId));
    await attacker.submit({ decision: 'allow', scope: ['clickup:read'] });
    const signIn = attacker.url;
    // The victim signs in at ClickUp with the state of the attacker.
    const victim = server.browser();
    await victim.open(signIn);
    await victim.submit({ user: USERS.priya, workspace: WORKSPACE_ID });
    expect(victim.status).toBe(403);
    expect(victim.url.startsWith(origin)).toBe(true);
    // And with the decision of the attacker.
    const other = server.browser();
    await other.open(authorizeUrl(clientId));
    const attackers = server.browser();
    await attackers.open(authorizeUrl(clientId));
    other.text = attackers.text;
    await other.submit({ decision: 'allow', scope: ['clickup:read'] });
    expect(other.status).toBe(403);
  });

  it('tells a client when a person says no', async () => {
    const server = await hostedServer();
    const browser = server.browser();
    await browser.open(authorizeUrl((await register(server)).body.client_id));
    await browser.submit({ decision: 'deny' });
    expect(new URL(browser.url).searchParams.get('error')).toBe('access_denied');
  });

  it('asks which Workspace where there are several, and keeps to it', async () => {
    const server = await hostedServer();
    const clientId = (await register(server)).body.client_id;
    const browser = server.browser();
    await browser.open(authorizeUrl(clientId));
    await browser.submit({ decision: 'allow', scope: ['clickup:read'] });
    await browser.submit({ user: USERS.priya, workspace: [WORKSPACE_ID, SECOND] });
    expect(browser.text).toContain('Second Workspace');
    const grants = [...browser.text.matchAll(/name="grant" value="([^"]+)"[^>]*> <span>([^<]+)</g)];
    const second = grants.find(([, , name]) => name === 'Second Workspace')![1]!;
    await browser.submit({ decision: 'allow', scope: ['clickup:read'], grant: second });
    const code = new URL(browser.url).searchParams.get('code') ?? '';
    const { body } = await token(server, {
      grant_type: 'authorization_code',
      code,
      client_id: clientId,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    });
    const message = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'clickup_space_list', arguments: {} },
    };
    const text = await (await server.send('/mcp', { json: message, bearer: body.access_token })).text();
    expect(text).toContain('Secret Space of Second');
  });

  it('shows what a client calls itself as text', async () => {
    const server = await hostedServer();
    const { body } = await register(server, {
      client_name: '<script>alert(1)</script>\u202e',
      redirect_uris: [redirectUri],
    });
    const browser = server.browser();
    await browser.open(authorizeUrl(body.client_id));
    expect(browser.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; asks');
    expect(browser.text).not.toContain('<script>');
    expect(browser.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(browser.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('a client whose id is the address of a document', () => {
  const id = 'https://client.example/mcp.json';
  const document = { client_id: id, client_name: 'Documented', redirect_uris: [redirectUri] };
  const serving = (value: unknown) => ({
    readDocument: async () => ({ name: 'x', bytes: new TextEncoder().encode(JSON.stringify(value)) }),
  });

  it('needs no registration', async () => {
    const server = await hostedServer(serving(document));
    const browser = server.browser();
    await browser.open(authorizeUrl(id));
    expect(browser.text).toContain('Documented asks for access');
    expect(browser.text).toContain('client.example');
  });

  it.each([
    ['another id', { ...document, client_id: 'https://other.example/x' }],
    ['no addresses', { client_id: id }],
    ['no object', 'text'],
  ])('is refused where the document has %s', async (_, value) => {
    const browser = (await hostedServer(serving(value))).browser();
    await browser.open(authorizeUrl(id));
    expect(browser.status).toBe(400);
  });

  it('is never read from this machine or a private network', async () => {
    const server = await hostedServer();
    for (const at of [
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://10.0.0.1/x',
      'https://169.254.169.254/latest',
      'https://localhost/x',
    ]) {
      const browser = server.browser();
      await browser.open(authorizeUrl(at));
      expect(browser.status).toBe(400);
    }
  });
});
