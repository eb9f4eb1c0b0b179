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

  it('ends when it is told to', async () => {
    server.child.kill('SIGTERM');
    const [code] = (await server.ended) as [number | null];
    expect(code).toBe(0);
    expect(server.lines.some((line) => /POST \/mcp 200 \d+ ms/.test(line))).toBe(true);
  });

  it('says why it does not start', async () => {
    const open = start(['--http', '0', '--sandbox'], { MCP_HTTP_HOST: '0.0.0.0' });
    await open.ended;
    expect(open.lines.join('\n')).toContain('there is no MCP_HTTP_TOKEN');
    expect(open.child.exitCode).toBe(2);
  });
});
