import { afterEach, describe, expect, it } from 'vitest';
import { type FakeApi, fakeApi } from '../support/fake-api.js';
import { standardTools } from '../support/standard-tools.js';
import { StdioHere } from '../support/stdio-here.js';
import type { Message, StdioOptions } from '../support/stdio-process.js';

const secret = 'pk_81230001_SECRETSECRETSECRETSECRETSECRET12';
const sprint = '901710000301';

const open: { stop(): Promise<void> }[] = [];
const apis: FakeApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
  for (const api of apis.splice(0)) api.close();
});

function start(options?: StdioOptions): StdioHere {
  const server = new StdioHere(options);
  open.push(server);
  return server;
}

async function apiOf(...arguments_: Parameters<typeof fakeApi>): Promise<FakeApi> {
  const api = await fakeApi(...arguments_);
  apis.push(api);
  return api;
}

const envelopeOf = ({ result }: Message) => JSON.parse(JSON.stringify(result?.structuredContent));

describe('stdout', () => {
  it('adds what happened to answers under ENABLE_DEBUG, and not without', async () => {
    const debugging = start({ env: { ENABLE_DEBUG: 'true' } });
    await debugging.initialize();
    const { metadata } = envelopeOf(await debugging.call('clickup_user_get'));
    expect(metadata.debug.timing.api_calls).toMatchObject([{ method: 'GET', path: '/v2/user', status: 200 }]);
    const plain = start();
    await plain.initialize();
    expect(envelopeOf(await plain.call('clickup_user_get')).metadata).not.toHaveProperty('debug');
  });
});

describe('the key', () => {
  it('is asked for by every call when it is missing, while tools are listed all the same', async () => {
    const server = start({ arguments: [] });
    await server.initialize();
    const { result } = await server.request('tools/list');
    expect(result?.tools).toHaveLength(Object.keys(standardTools).length);
    const answer = await server.call('clickup_user_get');
    expect(answer.result?.isError).toBe(true);
    expect(envelopeOf(answer).error).toMatchObject({
      code: 'UNAUTHORIZED',
      suggested_action: expect.stringContaining('CLICKUP_API_KEY'),
    });
    expect(server.stderr).toContain('CLICKUP_API_KEY is not set');
  });

  it('may be a placeholder with --sandbox, as in a configuration that was pasted', async () => {
    const server = start({
      env: { CLICKUP_API_KEY: 'pk_...', CLICKUP_WORKSPACE_ID: '1', CLICKUP_BASE_URL: 'http://127.0.0.1:1' },
    });
    await server.initialize();
    expect((await server.call('clickup_space_list')).result?.isError).toBe(false);
  });
});

describe('a bad start', () => {
  it.each<[string, StdioOptions, RegExp]>([
    [
      'base URL',
      { arguments: [], env: { CLICKUP_BASE_URL: 'ftp://x' } },
      /CLICKUP_BASE_URL is "ftp:\/\/x"\n {2}Set CLICKUP_BASE_URL to/,
    ],
    [
      'placeholder',
      { arguments: [], env: { CLICKUP_API_KEY: 'your_api_key' } },
      /CLICKUP_API_KEY is not a usable token/,
    ],
    ['time zone', { env: { CLICKUP_TIME_ZONE: 'Mars/Base' } }, /CLICKUP_TIME_ZONE is "Mars\/Base"/],
    ['option', { arguments: ['--sandbx'] }, /unknown option --sandbx/],
  ])('ends with code 2 and says why: %s', async (_, options, message) => {
    const server = start(options);
    expect(await server.ended).toEqual([2, null]);
    expect(server.stderr).toMatch(message);
    expect(server.stdout).toEqual([]);
  });
});

describe('a key in the wrong place', () => {
  it.each<[string, StdioOptions]>([
    ['an option', { arguments: [`--key=${secret}`] }],
    ['a word', { arguments: [secret] }],
    ['the Workspace', { arguments: [], env: { CLICKUP_WORKSPACE_ID: secret } }],
  ])('is not repeated: %s', async (_, options) => {
    const server = start(options);
    expect(await server.ended).toEqual([2, null]);
    expect(server.stderr).toMatch(/unknown option|CLICKUP_WORKSPACE_ID is/);
    expect(server.stderr).not.toContain(secret.slice(4));
  });
});

describe('a base URL that would send the key in clear', () => {
  it('is warned of', async () => {
    const server = start({
      arguments: [],
      env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: 'http://clickup.example/api' },
    });
    await server.initialize();
    expect(server.stderr).toMatch(/clickup-mcp: CLICKUP_BASE_URL is http to another machine/);
  });
});

describe('before initialize', () => {
  it('asks ClickUp nothing, nor for listing', async () => {
    const api = await apiOf();
    const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
    await server.initialize();
    await server.request('tools/list');
    expect(api.requests).toEqual([]);
    server.send('tools/call', { name: 'clickup_user_get', arguments: {} });
    await api.arrived(1);
    expect(api.requests).toEqual(['GET /api/v2/user']);
  });
});

describe('long calls', () => {
  it('report their progress', async () => {
    const server = start();
    await server.initialize();
    const tasks = Array.from({ length: 5 }, (_, i) => ({ name: `Task ${i}` }));
    const input = { list_id: sprint, tasks };
    const answer = await server.call('clickup_task_create_bulk', input, { _meta: { progressToken: 'p1' } });
    expect(envelopeOf(answer).data.counts.succeeded).toBe(5);
    const reports = server.messages.filter(({ method }) => method === 'notifications/progress');
    expect(reports.map(({ params }) => params)).toEqual(
      [1, 2, 3, 4, 5].map((progress) => expect.objectContaining({ progressToken: 'p1', progress, total: 5 })),
    );
  });

  it('stop when they are cancelled, and are not answered', async () => {
    const api = await apiOf();
    const server = start({ arguments: [], env: { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url } });
    await server.initialize();
    const { id } = server.send('tools/call', { name: 'clickup_user_get', arguments: {} });
    await api.arrived(1);
    server.notify('notifications/cancelled', { requestId: id, reason: 'enough' });
    expect((await server.request('tools/list')).result?.tools).toBeDefined();
    expect(server.messages.filter((message) => message.id === id)).toEqual([]);
    expect(api.requests).toHaveLength(1);
  });

  it('run side by side, each with its own record', async () => {
    const server = start({ env: { ENABLE_DEBUG: 'true' } });
    await server.initialize();
    const [user, spaces] = await Promise.all([
      server.call('clickup_user_get'),
      server.call('clickup_space_list', { workspace_id: '9011234567' }),
    ]);
    const pathsOf = (message: Message) =>
      envelopeOf(message).metadata.debug.timing.api_calls.map(({ path }: { path: string }) => path);
    expect(pathsOf(user)).toEqual(['/v2/user']);
    expect(pathsOf(spaces)).toEqual(['/v2/team/{team_id}/space']);
  });
});

describe('what the server does not know', () => {
  it('is a JSON-RPC error for a method, and an answer with the nearest name for a tool', async () => {
    const server = start();
    await server.initialize();
    expect((await server.request('tools/run')).error).toMatchObject({ code: -32601 });
    const answer = await server.call('clickup_task_creat');
    expect(envelopeOf(answer).error).toMatchObject({
      code: 'UNKNOWN_TOOL',
      details: { nearest: 'clickup_task_create' },
    });
    expect((await server.request('tools/call', { name: 7 })).error).toBeDefined();
    expect((await server.request('ping')).result).toEqual({});
  });
});

describe('choosing what is served', () => {
  const served = async (words: string[], env: Record<string, string> = {}) => {
    const server = start({ arguments: ['--sandbox', ...words], env });
    await server.initialize();
    const { result } = await server.request('tools/list');
    const tools = (result as { tools: { name: string }[] }).tools.map(({ name }) => name);
    return {
      tools,
      events: server.stderr
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    };
  };

  it('by flags: a profile, a toolset on top, and less', async () => {
    const { tools } = await served(['--profile', 'none', '--toolsets', 'doc', '--read-only']);
    expect(tools).toEqual(['clickup_doc_search', 'clickup_doc_read', 'clickup_doc_list_pages']);
  });

  it('by the environment, which a flag wins over', async () => {
    const env = { CLICKUP_PROFILE: 'core', MCP_TOOL_DENY_LIST: '*_delete' };
    expect((await served([], env)).tools).toHaveLength(23);
    expect((await served(['--profile', 'read'], env)).tools).not.toContain('clickup_task_create');
  });

  it.each([
    ...['MCP_TOOLS_ALLOW', 'MCP_TOOLS_ALLOW_LIST', 'MCP_TOOL_ALLOW', 'MCP_TOOL_ALLOW_LIST'],
    ...['MCP_TOOLS_DENY', 'MCP_TOOLS_DENY_LIST', 'MCP_TOOL_DENY', 'MCP_TOOL_DENY_LIST'],
  ])('by %s', async (variable) => {
    const isAllow = variable.includes('ALLOW');
    const { tools, events } = await served(['--profile', 'core'], { [variable]: 'clickup_task_get, comment_*' });
    const [named, others] = [tools.filter((name) => /task_get|comment/.test(name)), tools.length];
    expect([named.length, others]).toEqual(isAllow ? [3, 3] : [0, 21]);
    expect(events[0]).toMatchObject({ [isAllow ? 'allow' : 'deny']: ['clickup_task_get', 'comment_*'] });
    const skipped = events.filter(({ event }) => event === 'tool_gate_skipped').map(({ tool }) => tool);
    expect([skipped.length, new Set(skipped).size]).toEqual(isAllow ? [21, 21] : [3, 3]);
    expect(events.at(-1)).toMatchObject({ event: 'tool_gate_applied', served: tools.length });
  });

  it.each([
    ['a handshake', 'initialize'],
    ['none', 'server/discover'],
  ])('warns a client of %s that takes fewer tools, once, with flags that mend it', async (_, method) => {
    const server = start();
    const clientInfo = { name: 'cursor-vscode', version: '1' };
    const key = 'io.modelcontextprotocol/';
    const said = {
      initialize: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
      'server/discover': {
        _meta: {
          [`${key}protocolVersion`]: '2026-07-28',
          [`${key}clientInfo`]: clientInfo,
          [`${key}clientCapabilities`]: {},
        },
      },
    }[method]!;
    await server.request(method, said);
    server.notify('notifications/initialized');
    await server.request('tools/list', method === 'initialize' ? {} : said);
    await server.call('clickup_task_get', { task_id: 'ENG-96' });
    expect(server.stderr.match(/Cursor takes 40 tools and 72 are served/g)).toHaveLength(1);
    expect(server.stderr).toContain('--profile core serves at most 24');
  });

  it('lists no tool that the policy forbids; calling one says why, and sends nothing', async () => {
    const api = await apiOf();
    const env = { CLICKUP_API_KEY: secret, CLICKUP_BASE_URL: api.url, CLICKUP_READ_ONLY: 'true' };
    const server = start({ arguments: [], env });
    await server.initialize();
    const { result } = await server.request('tools/list');
    expect(result?.tools?.map(({ name }) => name)).not.toContain('clickup_task_delete');
    const refused = await server.call('clickup_task_delete', { task_id: 'abc', confirm: 'yes' });
    expect(envelopeOf(refused).error).toMatchObject({
      code: 'POLICY_DENIED',
      details: { setting: 'CLICKUP_READ_ONLY' },
    });
    const absent = await server.call('clickup_chat_delete_message', { message_id: '1', confirm: 'yes' });
    expect(envelopeOf(absent).error.code).toBe('POLICY_DENIED');
    expect(api.requests).toEqual([]);
  });

  it('has the plan and the day of the embedded ClickUp that are asked for', async () => {
    const server = start({ arguments: ['--sandbox', '--plan', 'enterprise', '--now', '2031-06-15'] });
    await server.initialize();
    const { data } = envelopeOf(await server.call('clickup_workspace_get_plan'));
    expect(JSON.stringify(data)).toContain('Enterprise');
    expect(JSON.stringify(envelopeOf(await server.call('clickup_time_list')))).toContain('"2031-06-');
  });

  it.each([
    [['--plan', 'gold'], 'There are: free, unlimited'],
    [['--now', 'soon'], 'such as --now 2026-10-05T09:00Z'],
    [['--profile', 'cor'], 'Did you mean core?'],
    [['--tools', 'taks_get'], 'Did you mean clickup_task_get?'],
    [['--toolset', 'doc'], '--help lists the options'],
    [['--profile'], '--help lists the options'],
  ])('ends at the start where %j is no choice', async (words, said) => {
    const server = start({ arguments: ['--sandbox', ...words] });
    expect((await server.ended)[0]).toBe(2);
    expect(server.stderr).toContain(said);
  });
});
