import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, it } from 'vitest';
import { built } from '../support/build.js';
import { type FakeApi, fakeApi } from '../support/fake-api.js';
import { standardTools } from '../support/standard-tools.js';
import { type Message, type StdioOptions, StdioProcess } from '../support/stdio-process.js';

const secret = 'pk_81230001_SECRETSECRETSECRETSECRETSECRET12';
const sprint = '901710000301';

const binary = built('mcp.js');

const open: { stop(): Promise<void> }[] = [];
const apis: FakeApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
  for (const api of apis.splice(0)) api.close();
});

function start(options?: StdioOptions): StdioProcess {
  const server = new StdioProcess(binary, options);
  open.push(server);
  return server;
}

async function apiOf(...arguments_: Parameters<typeof fakeApi>): Promise<FakeApi> {
  const api = await fakeApi(...arguments_);
  apis.push(api);
  return api;
}

const envelopeOf = ({ result }: Message) => JSON.parse(JSON.stringify(result?.structuredContent));

describe('the built server and the official client', () => {
  it('knows the whole API when it is asked to', async () => {
    const server = new Client({ name: 'test', version: '0' });
    open.push({ stop: () => server.close() });
    const words = ['--sandbox', '--profile', 'none', '--toolsets', 'api'];
    await server.connect(
      new StdioClientTransport({ command: process.execPath, args: [binary, ...words], stderr: 'pipe' }),
    );
    const found = await server.callTool({ name: 'clickup_api_search', arguments: { query: 'custom roles' } });
    expect(JSON.stringify(found.structuredContent)).toContain('GetCustomRoles');
    const read = await server.callTool({ name: 'clickup_api_read', arguments: { operation: 'GetAuthorizedUser' } });
    expect(read.structuredContent).toMatchObject({ data: { answer: { user: { id: expect.any(Number) } } } });
  });

  it('has pages, prompts and completions, and says what tools answer where that is asked for', async () => {
    const client = new Client({ name: 'test', version: '0' });
    open.push({ stop: () => client.close() });
    const { PATH = '' } = process.env;
    const env = { PATH, CLICKUP_OUTPUT_SCHEMAS: '1' };
    const args = [binary, '--sandbox', '--toolsets', 'doc,system'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'pipe' }));
    const page = async (uri: string) => ((await client.readResource({ uri })).contents[0] as { text: string }).text;
    expect(await page('clickup://guide')).toMatch(/^# For agents\n/);
    expect(await page('clickup://task/ENG-96')).toContain('## Comments');
    expect(await page('clickup://doc/Team%20handbook')).toContain('On call');
    const { messages } = await client.getPrompt({ name: 'okr_check' });
    expect((messages[0]!.content as { text: string }).text).toContain('clickup_goal_list {}');
    const ref = { type: 'ref/resource' as const, uri: 'clickup://list/{id}' };
    const { completion } = await client.complete({ ref, argument: { name: 'id', value: 'sprint' } });
    expect(completion.values.length).toBeGreaterThan(1);
    const { tools } = await client.listTools();
    expect(tools.every(({ outputSchema }) => outputSchema)).toBe(true);
    expect(await client.callTool({ name: 'clickup_system_health', arguments: {} })).toMatchObject({ isError: false });
  });

  it('lists the tools and works with them', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [binary, '--sandbox'],
      stderr: 'pipe',
    });
    const client = new Client({ name: 'test', version: '0' });
    open.push({ stop: () => client.close() });
    await client.connect(transport);
    expect(client.getServerVersion()).toMatchObject({ name: 'clickup-tools', title: 'ClickUp' });
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(Object.keys(standardTools));
    const made = await client.callTool({
      name: 'clickup_task_create',
      arguments: { list_id: sprint, name: 'Seen over stdio' },
    });
    expect(made.isError).toBe(false);
    const found = await client.callTool({ name: 'clickup_task_search', arguments: { query: 'Seen over stdio' } });
    expect(JSON.stringify(found.structuredContent)).toContain('Seen over stdio');
    const refused = await client.callTool({ name: 'clickup_task_get', arguments: { task_id: '../team' } });
    expect(refused.isError).toBe(true);
  });
});

describe('stdout', () => {
  it('carries JSON-RPC alone, also while debugging, warning and being sent garbage', async () => {
    const server = start({
      env: { ENABLE_DEBUG: 'true', NODE_DEBUG: 'http' },
      nodeOptions: ['--trace-warnings', '--trace-deprecation'],
    });
    await server.initialize();
    for (const line of ['garbage', '{"jsonrpc":', '[]', 'null', '{}', '\u0000', '']) server.write(line);
    await server.call('clickup_user_get');
    await server.call('clickup_task_get', { task_id: 'nonsense id' });
    await server.request('tools/list');
    expect(server.messages.map(({ jsonrpc }) => jsonrpc)).toEqual(server.stdout.map(() => '2.0'));
    expect(server.messages.filter(({ id }) => id !== undefined && id !== null)).toHaveLength(4);
    expect(server.messages.flatMap(({ error }) => error?.code ?? [])).toEqual([
      -32700, -32700, -32600, -32600, -32600, -32700,
    ]);
  });
});

describe('the key', () => {
  it('appears nowhere, whatever goes wrong', async () => {
    const api = await apiOf((request, response) => {
      const isFine = request.url?.endsWith('/user');
      response.writeHead(isFine ? 200 : 500, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(isFine ? { user: { id: 1, username: 'Ana' } } : { err: request.headers.authorization }),
      );
    });
    const env = {
      CLICKUP_API_KEY: secret,
      CLICKUP_BASE_URL: api.url,
      ENABLE_DEBUG: 'true',
      CLICKUP_DEADLINE_MS: '4000',
    };
    const server = start({ arguments: [], env });
    await server.initialize();
    expect((await server.call('clickup_user_get')).result?.isError).toBe(false);
    expect((await server.call('clickup_task_create', { list_id: '1', name: 'x' })).result?.isError).toBe(true);
    expect((await server.call('clickup_workspace_list')).result?.isError).toBe(true);
    server.child.stdin.end();
    await server.ended;
    expect(server.stdout.join('\n') + server.stderr).not.toContain(secret.slice(4));
  });
});

describe('the end', () => {
  it('comes with code 0 when stdin closes', async () => {
    const server = start();
    await server.initialize();
    server.child.stdin.end();
    expect(await server.ended).toEqual([0, null]);
    expect(server.stderr).toBe('');
  });

  it('comes after the answers to all that was asked, the last line without its end included', async () => {
    const api = await apiOf((_, response) => {
      setTimeout(() => response.end(JSON.stringify({ user: { id: 1, username: 'Ana' } })), 300);
    });
    const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
    server.notify('notifications/initialized');
    const call = { jsonrpc: '2.0', method: 'tools/call', params: { name: 'clickup_user_get', arguments: {} } };
    server.child.stdin.end(`${JSON.stringify({ ...call, id: 'a' })}\n${JSON.stringify({ ...call, id: 'b' })}`);
    expect(await server.ended).toEqual([0, null]);
    const answers = server.messages.map(({ id, result }) => [id, result?.isError]);
    expect(answers.toSorted()).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('comes with the answers to calls that only wait for the rate limit, which are cancelled at once', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 40);
    const figures = { 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': reset };
    const api = await apiOf((_, response) => {
      response.writeHead(200, figures).end(JSON.stringify({ user: { id: 1, username: 'Ana' } }));
    });
    const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
    await server.initialize();
    const call = () => server.send('tools/call', { name: 'clickup_user_get', arguments: {} }).answer;
    await call();
    const waiting = [call(), call()];
    server.child.stdin.end();
    for (const answer of waiting) {
      const { code, message } = envelopeOf(await answer).error;
      expect([code, message]).toEqual(['CANCELLED', expect.stringContaining("ClickUp's rate limit frees in")]);
    }
    expect(await server.ended).toEqual([0, null]);
  });

  it('comes in time for a call that hangs, which is answered as cancelled', async () => {
    const api = await apiOf();
    const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
    await server.initialize();
    const { answer } = server.send('tools/call', { name: 'clickup_user_get', arguments: {} });
    await api.arrived(1);
    server.child.stdin.end();
    expect(envelopeOf(await answer).error.code).toBe('CANCELLED');
    expect(await server.ended).toEqual([0, null]);
  });

  it('comes with code 0 before anything was said', async () => {
    const server = start();
    server.child.stdin.end();
    expect(await server.ended).toEqual([0, null]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('comes with code 0 on %s', async (signal) => {
    const server = start();
    await server.initialize();
    server.child.kill(signal);
    expect(await server.ended).toEqual([0, null]);
  });

  it.each(['EOF', 'SIGTERM', 'a client that is gone'] as const)(
    'does not wait for a call that hangs: %s',
    async (how) => {
      const api = await apiOf();
      const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
      await server.initialize();
      server.send('tools/call', { name: 'clickup_user_get', arguments: {} });
      await api.arrived(1);
      if (how === 'EOF') server.child.stdin.end();
      else if (how === 'SIGTERM') server.child.kill('SIGTERM');
      else {
        server.child.stdout.destroy();
        server.send('tools/list');
      }
      expect(await server.ended).toEqual([0, null]);
    },
  );
});

describe('a client that reads slowly', () => {
  it('gets all answers, and no warning is written', async () => {
    const server = start();
    await server.initialize();
    server.child.stdout.pause();
    const answers = Array.from({ length: 60 }, () => server.request('tools/list'));
    server.child.stdout.resume();
    for (const { result } of await Promise.all(answers)) expect(result?.tools?.length).toBeGreaterThan(0);
    expect(server.stderr).toBe('');
  });
});

describe('choosing what is served', () => {
  it('tells the log of each tool that is left out, once', async () => {
    const server = start({ arguments: ['--sandbox', '--profile', 'core', '--tools', 'task_get,task_list'] });
    await server.initialize();
    const { result } = await server.request('tools/list');
    expect(result?.tools?.map(({ name }) => name)).toEqual(['clickup_task_list', 'clickup_task_get']);
    const events = server.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events[0]).toEqual({
      event: 'tool_gate_configured',
      allow: ['task_get', 'task_list'],
      deny: [],
      read_only: false,
    });
    expect(
      events.slice(1, -1).every(({ event, reason }) => event === 'tool_gate_skipped' && reason === 'not allowed'),
    ).toBe(true);
    expect(events.at(-1)).toEqual({ event: 'tool_gate_applied', served: 2, skipped: 22 });
    expect(events).toHaveLength(24);
  });
});
