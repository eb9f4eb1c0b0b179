import { Client as ClientOfBoth, SSEClientTransport as SseOfBoth } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { createHttpApp, type HttpAppOptions } from '../../src/mcp/http/app.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import { createLegacySse } from '../../src/mcp/http/legacy-sse.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import type { RpcError } from '../../src/mcp/stateless.js';
import { TASKS } from '../../src/sandbox/index.js';
import { servedOnSandbox } from '../support/mcp-connect.js';

const origin = 'http://localhost:3000';
const info = { name: 'old', version: '1' };

/** The HTTP server with the old transport, without a socket. */
function over(options: McpServerOptions, more: Partial<HttpAppOptions> & { refuse?: RpcError } = {}) {
  const { refuse, ...others } = more;
  const serve = async (_: Request, opening: boolean) => (opening && refuse ? refuse : options);
  const legacy = createLegacySse({ serve });
  const app = createHttpApp({
    version: '0',
    host: '127.0.0.1',
    handle: createHttpHandler({ serve }),
    legacy,
    ...others,
  });
  const fetch = async (input: string | URL | Request, init?: RequestInit) => app.request(new Request(input, init));
  return { fetch, legacy };
}

async function firstEvent(response: Response) {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  return { text: new TextDecoder().decode(value), cancel: () => reader.cancel() };
}

const post = (body: unknown, headers = {}) => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...headers },
});

describe('HTTP with SSE', () => {
  it('serves the official clients', async () => {
    const { options } = await servedOnSandbox();
    const { fetch, legacy } = over(options);
    for (const [client, transport] of [
      [new Client(info), new SSEClientTransport(new URL('/sse', origin), { fetch })],
      [new ClientOfBoth(info), new SseOfBoth(new URL('/sse', origin), { fetch })],
    ] as const) {
      // biome-ignore lint/suspicious/noExplicitAny: each transport is that of its client
      await client.connect(transport as any);
      expect((await client.listTools()).tools).toHaveLength(options.listing.length);
      const result = await client.callTool({ name: 'clickup_task_get', arguments: { task_id: 'ENG-96' } });
      expect(result.isError).toBe(false);
      await client.close();
    }
    await legacy.close();
  });

  it('has a session, in which progress is told and a person can be asked', async () => {
    const { options } = await servedOnSandbox({ client: { confirm: 'ask' } });
    const { fetch } = over(options);
    const client = new Client(info, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, () => ({ action: 'accept' as const, content: { confirm: true } }));
    // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
    await client.connect(new SSEClientTransport(new URL('/sse', origin), { fetch }) as any);
    const result = await client.callTool({ name: 'clickup_task_delete', arguments: { task_id: TASKS.greyButton } });
    expect(result.isError).toBe(false);
    const heard: unknown[] = [];
    await client.callTool(
      { name: 'clickup_task_create_bulk', arguments: { list_id: 'Backlog', tasks: [{ name: 'A' }] } },
      undefined,
      { onprogress: ({ progress }) => heard.push(progress) },
    );
    expect(heard[0]).toBe(1);
    await client.close();
  });

  it('tells whoever opens a connection what is missing', async () => {
    const { options } = await servedOnSandbox();
    const { fetch } = over(options, { refuse: { code: -32602, message: 'There is no ClickUp API key' } });
    const client = new Client(info);
    // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
    const connecting = client.connect(new SSEClientTransport(new URL('/sse', origin), { fetch }) as any);
    await expect(connecting).rejects.toMatchObject({ code: -32602 });
  });

  it('is there where it is switched on, for who has the token, from no page', async () => {
    const { options } = await servedOnSandbox();
    expect((await over(options, { legacy: undefined }).fetch(`${origin}/sse`)).status).toBe(404);
    const { fetch } = over(options, { token: 'a-token-of-32-characters' });
    expect((await fetch(`${origin}/sse`)).status).toBe(401);
    expect((await fetch(`${origin}/messages?sessionId=x`, post({}))).status).toBe(401);
    const authorization = 'Bearer a-token-of-32-characters';
    expect((await fetch(`${origin}/sse`, { headers: { authorization, origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    const { text, cancel } = await firstEvent(await fetch(`${origin}/sse`, { headers: { authorization } }));
    expect(text).toMatch(/^event: endpoint\ndata: \/messages\?sessionId=[\w-]{36}\n\n$/);
    await cancel();
  });

  it('refuses messages to no stream, to one that has ended, and those that are none', async () => {
    const { options } = await servedOnSandbox();
    const { fetch } = over(options);
    const { text, cancel } = await firstEvent(await fetch(`${origin}/sse`));
    const address = origin + /data: (.+)/.exec(text)![1];
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    expect((await fetch(address, post(ping))).status).toBe(202);
    expect((await fetch(address, post([ping]))).status).toBe(400);
    expect((await fetch(address, post('x'.repeat(1_100_000)))).status).toBe(413);
    expect((await fetch(`${origin}/messages?sessionId=x`, post(ping))).status).toBe(404);
    await cancel();
    expect((await fetch(address, post(ping))).status).toBe(404);
  });

  it('holds a hundred streams, and ends them with the server', async () => {
    const { options } = await servedOnSandbox();
    const { fetch, legacy } = over(options);
    const streams = await Promise.all(Array.from({ length: 100 }, () => fetch(`${origin}/sse`)));
    expect((await fetch(`${origin}/sse`)).status).toBe(503);
    await legacy.close();
    expect(await streams[0]!.text()).toContain('event: endpoint');
    expect((await fetch(`${origin}/sse`)).status).toBe(200);
    await legacy.close();
  });
});
