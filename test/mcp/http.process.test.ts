import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const binary = new URL('../../dist/mcp.js', import.meta.url).pathname;

/** The built server, as somebody starts it in a terminal. */
function start(words: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [binary, ...words], { env: { PATH, ...env } });
  const lines: string[] = [];
  const url = new Promise<string>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const [found] = /http:\S+/.exec(line) ?? [];
      if (found) resolve(found);
    });
  });
  return { child, lines, url, ended: once(child, 'close') };
}

describe('clickup-mcp --http', () => {
  const server = start(['--http', '0', '--sandbox', '--toolsets', 'doc']);
  let url: URL;
  beforeAll(async () => {
    url = new URL(await server.url);
  });
  afterAll(() => {
    server.child.kill('SIGKILL');
  });

  it('serves a real client, beside connections that never finish what they say', async () => {
    const sockets = Array.from({ length: 200 }, () => connect(Number(url.port), url.hostname));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets)
      socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"json');
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(url));
    expect((await client.listTools()).tools.length).toBeGreaterThan(72);
    const result = await client.callTool({ name: 'clickup_task_get', arguments: { task_id: 'ENG-96' } });
    expect(result.isError).toBe(false);
    await client.close();
    for (const socket of sockets) socket.destroy();
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
  });

  it('tells the log what the choice of a connection leaves out, once', async () => {
    const ask = async (query: string) => {
      const response = await fetch(`${url}?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      const { result, error } = (await response.json()) as {
        result?: { tools: object[] };
        error?: { message: string };
      };
      return result?.tools.length ?? error?.message;
    };
    const query = 'allowTools=task_*&denyTools=*_delete*';
    const count = await ask(query);
    expect(await ask(query)).toBe(count);
    const events = server.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: 'tool_gate_configured', allow: ['task_*'], deny: ['*_delete*'] });
    expect(events.slice(1, -1).filter(({ tool }) => tool === 'clickup_task_delete')).toEqual([
      { event: 'tool_gate_skipped', tool: 'clickup_task_delete', reason: 'denied' },
    ]);
    expect(events.at(-1)).toEqual({ event: 'tool_gate_applied', served: count, skipped: events.length - 2 });
    expect(await ask('allowTools=taks_get')).toContain('Did you mean clickup_task_get?');
    expect(await ask('denyTools=*')).toContain('No tool is left to offer');
  });

  it.each<[string, 'legacy' | { pin: '2026-07-28' }]>([
    ['a handshake', 'legacy'],
    ['none', { pin: '2026-07-28' }],
  ])('warns a client of %s that takes fewer tools', async (_, mode) => {
    const warnings = () => server.lines.filter((line) => line.includes('Cursor takes 40 tools')).length;
    const client = new Client({ name: 'Cursor', version: '1' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(url));
    await client.listTools();
    await client.close();
    expect(warnings()).toBe(1);
  });

  it('ends when it is told to', async () => {
    server.child.kill('SIGTERM');
    const [code] = (await server.ended) as [number | null];
    expect(code).toBe(0);
    expect(server.lines.some((line) => /POST \/mcp 200 \d+ ms/.test(line))).toBe(true);
  });

  const token = '0123456789abcdef';
  it.each<[string, string[], Record<string, string>]>([
    ['there is no MCP_HTTP_TOKEN', ['--sandbox'], { MCP_HTTP_HOST: '0.0.0.0' }],
    [
      'MCP_HTTP_CORS_ALLOW_ORIGIN is *, and MCP_HTTP_HOST is 0.0.0.0',
      ['--sandbox'],
      { MCP_HTTP_HOST: '0.0.0.0', MCP_HTTP_TOKEN: token, MCP_HTTP_CORS_ALLOW_ORIGIN: '*' },
    ],
    [
      'every web page could act with CLICKUP_API_KEY',
      [],
      { CLICKUP_API_KEY: 'pk_81230001_MADEUPMADEUPMADEUPMADEUPMADEUP12', MCP_HTTP_CORS_ALLOW_ORIGIN: '*' },
    ],
  ])('says why it does not start: %s', async (said, words, env) => {
    const open = start(['--http', '0', ...words], env);
    await open.ended;
    expect(open.lines.join('\n')).toContain(said);
    expect(open.child.exitCode).toBe(2);
  });

  it.each<[string, string[], Record<string, string>]>([
    ['on the sandbox', ['--sandbox'], {}],
    ['where callers bring a key', [], { MCP_HTTP_CALLER_KEYS: 'true' }],
    ['behind a token', [], { CLICKUP_API_KEY: 'pk_81230001_MADEUPMADEUPMADEUPMADEUPMADEUP12', MCP_HTTP_TOKEN: token }],
  ])('lets pages of every origin read its answers %s', async (_, words, env) => {
    const open = start(['--http', '0', ...words], { ...env, MCP_HTTP_CORS_ALLOW_ORIGIN: '*' });
    const answer = await fetch(await open.url, {
      method: 'POST',
      headers: {
        origin: 'https://any.example',
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    open.child.kill('SIGKILL');
    await open.ended;
  });
});
