import { describe, expect, it } from 'vitest';
import { toolsList } from '../../generated/listings/index.js';
import { tools } from '../../generated/tools/index.js';
import { createClickUp } from '../../src/index.js';
import { createHttpApp, type HttpAppOptions } from '../../src/mcp/http/app.js';
import { callerConfig, createCallers } from '../../src/mcp/http/callers.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import type { Serving } from '../../src/mcp/serving.js';
import { Metrics } from '../../src/runtime/metrics.js';
import { createSandbox, type FaultRule, manualClock } from '../../src/sandbox/index.js';

const revision = '2026-07-28';
const _meta = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const ask = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 7, method, params });
const initialize = ask('initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'a', version: '1' },
});

/** Something to serve, on a sandbox of its own. */
function serving(options: { faults?: FaultRule[]; apiKey?: undefined } = {}): Serving {
  const sandbox = createSandbox({ clock: manualClock(), rateLimit: false, faults: options.faults ?? [] });
  const clickup = createClickUp({ ...sandbox.options, ...options, tools, random: () => 0.5 });
  const listing = toolsList;
  const client = Object.assign(async () => clickup, { begun: () => undefined });
  return { options: { version: '0', listing, instructions: 'Hello', clientFor: () => clickup }, events: [], client };
}

type Given = Partial<HttpAppOptions> & { jsonOnly?: boolean; served?: Serving };

function app({ jsonOnly = false, served = serving(), ...options }: Given = {}) {
  const handle = createHttpHandler({ serve: async () => served.options, jsonOnly });
  return createHttpApp({ version: '0.0.0', host: '127.0.0.1', handle, ...options });
}

interface Sent {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function send(
  server: ReturnType<typeof app>,
  body?: unknown,
  { path = '/mcp', method = 'POST', headers = {}, signal }: Sent = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await server.request(`http://localhost:3000${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: text }),
    ...(signal && { signal }),
  });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: isJson ? JSON.parse(answer) : undefined,
  };
}

describe('the HTTP server', () => {
  it('answers at / and at /mcp, whatever the client accepts', async () => {
    const server = app();
    for (const path of ['/', '/mcp']) {
      for (const accept of [undefined, 'application/json', 'application/json, text/event-stream', '*/*']) {
        const { status, json } = await send(server, ask('tools/list'), { path, headers: accept ? { accept } : {} });
        expect(status).toBe(200);
        expect(json.result.tools).toHaveLength(toolsList.length);
      }
    }
  });

  it('lists the tools under the id of each request, whatever was asked before', async () => {
    const server = app();
    for (const id of [7, 7, 'a', 8, 7]) {
      const { json } = await send(server, { ...ask('tools/list'), id });
      expect(json).toEqual({ jsonrpc: '2.0', id, result: { tools: toolsList } });
    }
  });

  it('takes a level of log messages, which holds for the request that names it, since no session is kept', async () => {
    const server = app();
    const stream = { accept: 'text/event-stream' };
    const opened = await send(server, initialize);
    const headers = { ...stream, 'mcp-session-id': opened.headers.get('mcp-session-id')! };
    const set = await send(server, ask('logging/setLevel', { level: 'debug' }), {
      headers: { ...headers, accept: 'application/json' },
    });
    expect(set.json).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
    const params = { name: 'clickup_user_get', arguments: {} };
    const after = await send(server, ask('tools/call', params), { headers });
    expect(after.text).not.toContain('notifications/message');
    const level = { 'io.modelcontextprotocol/logLevel': 'debug' };
    const named = await send(server, ask('tools/call', { ...params, _meta: level }), { headers });
    expect(named.text).toContain('"method":"notifications/message","params":{"level":"debug"');
  });

  it('tells how far a call is to clients that read streams, and to others the answer alone', async () => {
    const tasks = [{ name: 'A' }, { name: 'B' }];
    const params = {
      name: 'clickup_task_create_bulk',
      arguments: { list_id: '901710000303', tasks },
      _meta: { progressToken: 5 },
    };
    const streamed = await send(app(), ask('tools/call', params), { headers: { accept: 'text/event-stream' } });
    expect(streamed.headers.get('content-type')).toBe('text/event-stream');
    const events = streamed.text
      .split('\n')
      .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []));
    expect(events.map(({ method, id }) => method ?? id)).toEqual([
      'notifications/progress',
      'notifications/progress',
      7,
    ]);
    const whole = [
      await send(app(), ask('tools/call', params), { headers: { accept: 'application/json' } }),
      await send(app({ jsonOnly: true }), ask('tools/call', params)),
    ];
    for (const { json } of whole) expect(json.result.structuredContent.data.counts.succeeded).toBe(2);
  });

  it.each([
    ['JSON that breaks off', '{"jsonrpc":', {}, 400, -32700],
    ['a batch', [ask('tools/list')], {}, 400, -32600],
    ['something else than a message', '"hello"', {}, 400, -32600],
    ['another content type', ask('tools/list'), { 'content-type': 'text/plain' }, 415, -32600],
    ['a revision that nobody speaks', ask('tools/list'), { 'mcp-protocol-version': '1999-01-01' }, 400, -32600],
    [
      'a revision without a handshake that the message does not name',
      ask('tools/list'),
      { 'mcp-protocol-version': revision },
      400,
      -32602,
    ],
    ['a message that names a revision, and no header', ask('tools/list', { _meta }), {}, 400, -32020],
    [
      'a header that names another method',
      ask('tools/list', { _meta }),
      { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call' },
      400,
      -32020,
    ],
    [
      'a header that names another tool',
      ask('tools/call', { _meta, name: 'a' }),
      { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': 'b' },
      400,
      -32020,
    ],
    [
      'a header that holds no base64',
      ask('tools/call', { _meta, name: 'a' }),
      { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': '=?base64?a?=' },
      400,
      -32020,
    ],
    [
      'a revision of the future',
      ask('tools/list', { _meta: { ..._meta, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' } }),
      { 'mcp-protocol-version': '2099-01-01', 'mcp-method': 'tools/list' },
      400,
      -32022,
    ],
    [
      'a request that does not say what its client can do',
      ask('tools/list', { _meta: { ..._meta, 'io.modelcontextprotocol/clientCapabilities': undefined } }),
      { 'mcp-protocol-version': revision, 'mcp-method': 'tools/list' },
      400,
      -32602,
    ],
    [
      'a method that there is not, without a handshake',
      ask('ping', { _meta }),
      { 'mcp-protocol-version': revision, 'mcp-method': 'ping' },
      404,
      -32601,
    ],
    ['a method that there is not, with one', ask('foo/bar'), {}, 200, -32601],
  ] as const)('answers %s', async (_, body, headers, status, code) => {
    const answer = await send(app(), body, { headers });
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(answer.json.error.message).not.toBe('');
  });

  it('takes what asks for nothing, and has no session to open or end', async () => {
    const server = app();
    expect((await send(server, { jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
    expect((await send(server, { jsonrpc: '2.0', id: 1, result: {} })).status).toBe(202);
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const { status, headers } = await send(server, undefined, { method });
      expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    }
    expect((await send(server, undefined, { method: 'OPTIONS' })).status).toBe(204);
    expect((await send(server, {}, { path: '/other' })).json.error).toContain('/mcp');
  });

  it('refuses a body over a megabyte', async () => {
    const { status, json } = await send(app(), ask('tools/call', { name: 'x'.repeat(1_100_000) }));
    expect([status, json.error.code]).toEqual([413, -32600]);
  });

  it('tells whoever watches over it that it lives, without a token', async () => {
    const { status, json } = await send(app({ token: 'a token of the server' }), undefined, {
      path: '/healthz',
      method: 'GET',
    });
    expect([status, json]).toEqual([200, { status: 'ok', version: '0.0.0' }]);
  });

  it('shows figures to Prometheus, to whoever has a token for them', async () => {
    const metrics = new Metrics(() => 5_000);
    const { onEvent, onRequest } = metrics.listening({});
    const metadata = { timestamp: '', tool_name: 'a', execution_time_ms: 1500 };
    const rate_limit = { limit: 100, remaining: 7, reset_at: 0 };
    onEvent?.({ tool: 'clickup_user_get', success: true, metadata: { ...metadata, rate_limit } });
    onEvent?.({ tool: 'clickup_user_get', success: false, code: 'TIMEOUT', metadata });
    onRequest?.({ tool: 'a', method: 'GET', path: '/v2/user', status: 200, duration: 1 } as never);
    const page = { path: '/metrics', method: 'GET' };
    const served = { token: 'token-of-messages', metricsToken: 'token-of-metrics', metrics: () => metrics.snapshot() };
    const shown = await send(app(served), undefined, {
      ...page,
      headers: { authorization: 'Bearer token-of-metrics' },
    });
    expect(shown.headers.get('content-type')).toContain('version=0.0.4');
    expect(shown.text).toMatchSnapshot();
    for (const authorization of ['', 'Bearer token-of-messages'])
      expect((await send(app(served), undefined, { ...page, headers: { authorization } })).status).toBe(401);
    const same = { ...served, metricsToken: undefined };
    const headers = { authorization: 'Bearer token-of-messages' };
    expect((await send(app(same), undefined, { ...page, headers })).status).toBe(200);
    expect((await send(app({ metrics: served.metrics }), undefined, page)).status).toBe(404);
  });

  it('cancels a call whose client goes away', async () => {
    const gone = new AbortController();
    const served = serving();
    const { clientFor } = served.options;
    let ended: boolean | undefined;
    const waiting = new Promise<void>((resolve) => {
      served.options.clientFor = async (extra) => {
        extra.signal.addEventListener('abort', () => {
          ended = true;
          resolve();
        });
        gone.abort();
        return clientFor(extra);
      };
    });
    void send(app({ served }), ask('tools/call', { name: 'clickup_user_get' }), { signal: gone.signal }).catch(
      () => undefined,
    );
    await waiting;
    expect(ended).toBe(true);
  });
});

describe('who may send', () => {
  const list = ask('tools/list');

  it.each([
    ['localhost', undefined, 200],
    ['127.0.0.1:3000', undefined, 200],
    ['[::1]:3000', 'http://localhost:6274', 200],
    ['evil.example', undefined, 403],
    ['localhost.evil.example', undefined, 403],
    ['localhost', 'https://evil.example', 403],
    ['localhost', 'null', 403],
    ['mcp.example.com', undefined, 200],
    ['localhost', 'https://app.example.com', 200],
  ])('on this machine: Host %s and Origin %s', async (host, origin, status) => {
    const server = app({ allowedHosts: ['mcp.example.com'], allowedOrigins: ['https://app.example.com'] });
    const headers = { host, ...(origin !== undefined && { origin }) };
    expect((await send(server, list, { headers })).status).toBe(status);
    expect((await send(app({ rebindingProtection: false }), list, { headers })).status).toBe(200);
  });

  it('beyond it: who has the token, by whatever name the server is called, but no page', async () => {
    const server = app({ host: '0.0.0.0', token: 'a-token-of-32-characters' });
    const authorization = 'Bearer a-token-of-32-characters';
    expect((await send(server, list, { headers: { authorization, host: 'mcp.example.com' } })).status).toBe(200);
    expect((await send(server, list, { headers: { authorization, origin: 'http://localhost' } })).status).toBe(403);
    const none = await send(server, list);
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="clickup-mcp"']);
    for (const wrong of ['Bearer a-token-of-32-character', 'Basic a-token-of-32-characters', 'Bearer']) {
      expect((await send(server, list, { headers: { authorization: wrong } })).status).toBe(401);
    }
  });

  it('says to browsers what it was told to, and nothing without', async () => {
    const preflight = {
      origin: 'https://app.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'mcp-method',
    };
    const silent = await send(app({ allowedOrigins: [preflight.origin] }), undefined, {
      method: 'OPTIONS',
      headers: preflight,
    });
    expect(silent.headers.get('access-control-allow-origin')).toBeNull();
    const listed = await send(app({ cors: { origins: [preflight.origin] } }), undefined, {
      method: 'OPTIONS',
      headers: preflight,
    });
    expect(listed.headers.get('access-control-allow-origin')).toBe(preflight.origin);
    expect(listed.headers.get('access-control-allow-headers')).toBe('mcp-method');
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull();
    const open = await send(app({ cors: { origins: ['*'] } }), list, { headers: { origin: 'https://any.example' } });
    expect([open.status, open.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });

  it('logs method, path and status, and never a query or a body', async () => {
    const lines: string[] = [];
    const server = app({ log: (line) => lines.push(line) });
    await send(server, list, { path: '/mcp?apiToken=pk_secret' });
    await send(server, list, { path: '/pk_secret' });
    expect(lines.map((line) => line.replace(/\d+ ms/, '1 ms'))).toEqual([
      'POST /mcp 200 1 ms',
      'POST (other) 404 1 ms',
    ]);
  });
});

describe('what callers bring', () => {
  const key = 'pk_81230001_ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
  const read = (query: string, headers: Record<string, string> = {}, options = { takesKeys: true, hasToken: false }) =>
    callerConfig(new Request(`http://localhost/mcp${query}`, { headers }), options);

  it('is read from the address, plain or packed, and from headers', () => {
    const whole = {
      apiKey: key,
      workspaceId: '9011234567',
      choice: { allow: ['task_*', 'list_get'], deny: ['*_delete*'] },
    };
    const given = {
      apiToken: key,
      defaultTeamId: 9011234567,
      allowTools: ['task_*', 'list_get'],
      denyTools: '*_delete*',
    };
    expect(read(`?config=${encodeURIComponent(btoa(JSON.stringify(given)))}`)).toEqual(whole);
    expect(read(`?apiToken=${key}&defaultTeamId=9011234567&allowTools=task_*,list_get&denyTools=*_delete*`)).toEqual(
      whole,
    );
    expect(read('', { authorization: `Bearer ${key}` })).toEqual({ apiKey: key, choice: {} });
    expect(read('', { authorization: key })).toEqual({ apiKey: key, choice: {} });
    expect(
      read('', { 'x-clickup-api-key': key, authorization: 'Bearer other' }, { takesKeys: true, hasToken: true }),
    ).toEqual({ apiKey: key, choice: {} });
  });

  it('is no key where none is taken, and nothing that cannot be read', () => {
    expect(read(`?apiToken=${key}`, { authorization: key }, { takesKeys: false, hasToken: false })).toEqual({
      choice: {},
    });
    for (const odd of ['?config=%%%', '?config=bnVsbA', '?apiToken=two words', '?defaultTeamId=mine', '?allowTools='])
      expect(read(odd)).toEqual({ choice: {} });
  });

  function callers(options: Partial<Parameters<typeof createCallers>[0]> = {}) {
    const opened: unknown[] = [];
    const serve = createCallers({
      takesKeys: true,
      hasToken: false,
      hasOwnKey: false,
      initializeTimeoutMs: 1_000,
      shared: serving({ apiKey: undefined }),
      open: async (config) => {
        opened.push(config);
        return serving();
      },
      ...options,
    });
    const server = createHttpApp({ version: '0', host: '127.0.0.1', handle: createHttpHandler({ serve }) });
    return { server, opened };
  }

  it('opens one client for each caller, and keeps it', async () => {
    const { server, opened } = callers();
    for (const name of ['A', 'B', 'A', 'A'])
      await send(server, ask('tools/list'), { path: `/mcp?apiToken=${key}${name}` });
    await send(server, ask('tools/list'), { path: `/mcp?apiToken=${key}A&denyTools=task_*` });
    expect(opened).toEqual([
      { apiKey: `${key}A`, choice: {} },
      { apiKey: `${key}B`, choice: {} },
      { apiKey: `${key}A`, choice: { deny: ['task_*'] } },
    ]);
  });

  it('opens a connection only with a key, and says so to the one who asked; lists and calls answer without', async () => {
    const { server } = callers();
    const { status, json } = await send(server, initialize);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id: 7, error: { code: -32602, data: { missing: ['apiToken'] } } });
    for (const name of ['clickup_system_health', 'health', 'clickup_health']) {
      const health = await send(server, ask('tools/call', { name }));
      expect(health.json.result.structuredContent.data.status).toBe('no key');
    }
    expect((await send(server, ask('tools/list'))).json.result.tools).not.toHaveLength(0);
    expect((await send(callers({ hasOwnKey: true }).server, initialize)).json.result.protocolVersion).toBe(
      '2025-06-18',
    );
  });

  it('asks for the Workspace where a key reaches several', async () => {
    const several = serving();
    const open = async (): Promise<Serving> => ({
      ...several,
      client: Object.assign(
        async () =>
          ({
            api: {
              GET: async () => ({
                data: {
                  teams: [
                    { id: '1', name: 'One' },
                    { id: '2', name: 'Two' },
                  ],
                },
              }),
            },
          }) as never,
        { begun: () => undefined },
      ),
    });
    const { server } = callers({ open });
    const { json } = await send(server, initialize, { path: `/mcp?apiToken=${key}` });
    expect(json.error).toMatchObject({
      code: -32602,
      data: { missing: ['defaultTeamId'], workspaces: [{ id: '1' }, { id: '2' }] },
    });
    expect(
      (await send(server, initialize, { path: `/mcp?apiToken=${key}&defaultTeamId=2` })).json.result,
    ).toBeDefined();
  });

  it('gives up on a ClickUp that does not answer in time', async () => {
    const open = async (): Promise<Serving> => ({
      ...serving(),
      client: Object.assign(() => new Promise<never>(() => undefined), { begun: () => undefined }),
    });
    const { server } = callers({ open, initializeTimeoutMs: 5 });
    const { json } = await send(server, initialize, { path: `/mcp?apiToken=${key}` });
    expect(json.error.message).toContain('within 5 ms');
  });
});
