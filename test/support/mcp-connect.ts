import {
  Client as ClientOfBoth,
  StreamableHTTPClientTransport as HttpOfBoth,
  InMemoryTransport as PipeOfBoth,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { ClickUpOptions } from '../../src/client/options.js';
import { createClickUp } from '../../src/index.js';
import { createHttpHandler } from '../../src/mcp/http/handler.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { servedTools } from '../../src/mcp/served.js';
import { createMcpServer } from '../../src/mcp/server.js';
import type { Choice } from '../../src/registry/choose.js';
import { createSandbox, manualClock, type SandboxOptions } from '../../src/sandbox/index.js';

const info = { name: 'test', version: '1' };
const url = new URL('http://localhost:3000/mcp');

interface Serving {
  choice?: Choice;
  sandbox?: SandboxOptions;
  client?: Partial<ClickUpOptions>;
  server?: Partial<McpServerOptions>;
}

/** What is served of a sandbox, and the sandbox itself. */
export async function servedOnSandbox({ choice = {}, sandbox: seed, client, server }: Serving = {}) {
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', rateLimit: false, ...seed });
  const { tools, listing, instructions, policy } = await servedTools([choice], client?.policy, client?.confirm);
  const clickup = createClickUp({ ...sandbox.options, random: () => 0.5, ...client, tools, policy });
  const asks = client?.confirm === 'ask';
  const options: McpServerOptions = {
    version: '0.0.0',
    listing,
    instructions,
    asks,
    clientFor: () => clickup,
    ...server,
  };
  return { sandbox, options };
}

/** The answers that a server sends over HTTP, without a socket. */
export function fetchOver(options: McpServerOptions) {
  const handle = createHttpHandler({ serve: async () => options });
  return (input: string | URL | Request, init?: RequestInit) => handle(new Request(input, init));
}

type Transport = 'pipe' | 'http';

/** The official client of the revisions with a handshake. */
export async function clientOfHandshake(
  options: McpServerOptions,
  transport: Transport,
  prepare: (client: Client) => void = () => undefined,
) {
  const client = new Client(info);
  prepare(client);
  if (transport === 'http') {
    // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
    await client.connect(new StreamableHTTPClientTransport(url, { fetch: fetchOver(options) }) as any);
  } else {
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await Promise.all([createMcpServer(options).connect(ours), client.connect(theirs)]);
  }
  return client;
}

/** The official client of both kinds of revisions, on 2026-07-28. */
export async function clientOfBoth(options: McpServerOptions, transport: Transport, capabilities = {}) {
  const client = new ClientOfBoth(info, { capabilities, versionNegotiation: { mode: { pin: '2026-07-28' } } });
  if (transport === 'http') await client.connect(new HttpOfBoth(url, { fetch: fetchOver(options) }));
  else {
    const [ours, theirs] = PipeOfBoth.createLinkedPair();
    // biome-ignore lint/suspicious/noExplicitAny: the transports of the two packages are the same by form alone
    await Promise.all([createMcpServer(options).connect(ours as any), client.connect(theirs)]);
  }
  return client;
}

type AnyClient = Pick<
  Client,
  'listResources' | 'listResourceTemplates' | 'readResource' | 'listPrompts' | 'getPrompt' | 'complete' | 'close'
>;

/** For `it.each`: both official clients over both transports. */
export const everyWay: [string, (options: McpServerOptions) => Promise<AnyClient>][] = [
  ['the client of the handshake, over a pipe', (options) => clientOfHandshake(options, 'pipe')],
  ['the client of the handshake, over HTTP', (options) => clientOfHandshake(options, 'http')],
  ['the client of both, over a pipe', async (options) => (await clientOfBoth(options, 'pipe')) as unknown as AnyClient],
  ['the client of both, over HTTP', async (options) => (await clientOfBoth(options, 'http')) as unknown as AnyClient],
];

/** A request of 2026-07-28 as it is sent over HTTP, and its answer. */
export async function ask(
  options: McpServerOptions,
  method: string,
  params: Record<string, unknown> = {},
  meta: Record<string, unknown> = {},
) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': info,
    'io.modelcontextprotocol/clientCapabilities': {},
    ...meta,
  };
  const name = params.name ?? params.uri;
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': method,
    ...(typeof name === 'string' && { 'mcp-name': name }),
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } });
  const answer = await fetchOver(options)(url, { method: 'POST', body, headers });
  const text = await answer.text();
  const isStream = answer.headers.get('content-type') === 'text/event-stream';
  const messages = (
    isStream ? text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : [])) : [text]
  ).map((message) => JSON.parse(message));
  return { status: answer.status, messages, ...messages.at(-1) };
}
