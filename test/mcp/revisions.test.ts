import {
  Client as ClientOfBoth,
  StreamableHTTPClientTransport as HttpOfBoth,
  InMemoryTransport as PipeOfBoth,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { toolsList } from '../../generated/listings/index.js';
import { tools } from '../../generated/tools/index.js';
import { createClickUp } from '../../src/index.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { instructionsFor } from '../../src/registry/instructions.js';
import { entriesFor } from '../../src/registry/select.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { catalogTools } from '../support/catalog.js';

const info = { name: 'test', version: '1' };
const url = new URL('http://localhost:3000/mcp');

function served(): McpServerOptions {
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', rateLimit: false });
  const clickup = createClickUp({ ...sandbox.options, random: () => 0.5 });
  return {
    version: '0.0.0',
    listing: entriesFor(toolsList, tools),
    instructions: instructionsFor(tools),
    clientFor: () => clickup,
  };
}

/** The answers that the server sends over HTTP, without a socket. */
function over(options: McpServerOptions) {
  const handle = createHttpHandler({ serve: async () => options });
  const answers: Response[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const answer = await handle(new Request(input, init));
    answers.push(answer);
    return answer;
  };
  return { fetch, answers };
}

interface Connected {
  revision: string | undefined;
  list(): Promise<unknown>;
  call(name: string, input: Record<string, unknown>, onprogress?: (progress: unknown) => void): Promise<unknown>;
  close(): Promise<void>;
}

/** The official client of the revisions with a handshake. */
async function withHandshake(transport: 'pipe' | 'http'): Promise<Connected> {
  const client = new Client(info);
  const options = served();
  if (transport === 'http') {
    // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
    await client.connect(new StreamableHTTPClientTransport(url, over(options)) as any);
  } else {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([createMcpServer(options).connect(ours), client.connect(theirs)]);
  }
  return {
    revision: undefined,
    list: () => client.listTools(),
    call: (name, input, onprogress) =>
      client.callTool({ name, arguments: input }, undefined, onprogress ? { onprogress } : {}),
    close: () => client.close(),
  };
}

/** The official client of both kinds, which asks first what the server speaks, or takes the newest for granted. */
async function asking(transport: 'pipe' | 'http', mode: 'auto' | { pin: string }): Promise<Connected> {
  const client = new ClientOfBoth(info, { versionNegotiation: { mode } });
  const options = served();
  if (transport === 'http') await client.connect(new HttpOfBoth(url, over(options)));
  else {
    const [ours, theirs] = PipeOfBoth.createLinkedPair();
    // biome-ignore lint/suspicious/noExplicitAny: the transports of the two packages are the same by form alone
    await Promise.all([createMcpServer(options).connect(ours as any), client.connect(theirs)]);
  }
  return {
    revision: client.getNegotiatedProtocolVersion(),
    list: () => client.listTools(),
    call: (name, input, onprogress) => client.callTool({ name, arguments: input }, onprogress ? { onprogress } : {}),
    close: () => client.close(),
  };
}

const ways: [string, () => Promise<Connected>][] = [
  ['the client of the handshake over HTTP', () => withHandshake('http')],
  ['the client of both, asking, over a pipe', () => asking('pipe', 'auto')],
  ['the client of both, asking, over HTTP', () => asking('http', 'auto')],
  ['the client of both, sure of 2026-07-28, over a pipe', () => asking('pipe', { pin: '2026-07-28' })],
  ['the client of both, sure of 2026-07-28, over HTTP', () => asking('http', { pin: '2026-07-28' })],
];

/** An answer without what the clock and the revision put into it. */
function same(answer: unknown): unknown {
  const { _meta, ...result } = answer as { _meta?: Record<string, unknown> };
  const { 'io.modelcontextprotocol/serverInfo': _, ...meta } = _meta ?? {};
  const text = JSON.stringify([result, meta]);
  return text.replace(/"execution_time_ms":\d+/g, '"execution_time_ms":0');
}

/** Every tool once, one after the other on one sandbox. */
async function everyAnswer({ call }: Connected): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const { name, toolset, examples } of catalogTools) {
    if (toolset !== 'standard') continue;
    answers[name] = same(await call(name, { ...(examples[0]?.input as object) }));
  }
  return answers;
}

describe('one server for clients of every revision', () => {
  let expected: Record<string, unknown>;
  let listed: unknown;
  beforeAll(async () => {
    const first = await withHandshake('pipe');
    listed = ((await first.list()) as { tools: unknown }).tools;
    expected = await everyAnswer(first);
    await first.close();
  });

  it.each(ways)('%s gets the same tools and the same answers from each', async (name, connect) => {
    const connected = await connect();
    expect(connected.revision).toBe(name.includes('both') ? '2026-07-28' : undefined);
    expect(((await connected.list()) as { tools: unknown }).tools).toEqual(listed);
    expect(await everyAnswer(connected)).toEqual(expected);
    await connected.close();
  });

  it.each(ways)('%s hears how far a bulk call is', async (_, connect) => {
    const { call, close } = await connect();
    const told: unknown[] = [];
    const tasks = ['A', 'B'].map((name) => ({ name }));
    await call('clickup_task_create_bulk', { list_id: 'Backlog', tasks }, (progress) => told.push(progress));
    expect(told).toEqual([
      { progress: 1, total: 2, message: '1 of 2 tasks' },
      { progress: 2, total: 2, message: '2 of 2 tasks' },
    ]);
    await close();
  });

  it('says how long a list may be kept, and by whom', async () => {
    const { fetch } = over(served());
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': info,
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const headers = { 'content-type': 'application/json', 'mcp-protocol-version': '2026-07-28' };
    const ask = async (method: string) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { _meta } });
      return (await fetch(url, { method: 'POST', body, headers: { ...headers, 'mcp-method': method } })).json();
    };
    const kept = { resultType: 'complete', ttlMs: 300_000, cacheScope: 'private' };
    expect(await ask('tools/list')).toMatchObject({ result: kept });
    const found = { supportedVersions: ['2026-07-28'], capabilities: { tools: {} } };
    expect(await ask('server/discover')).toMatchObject({ result: { ...found, ...kept } });
  });
});
