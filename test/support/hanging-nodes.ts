import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect } from 'vitest';
import { createHosted, type Hosted } from '../../src/hosted/create-hosted.js';
import type { Store } from '../../src/hosted/store/store.js';
import type { Transport } from '../../src/runtime/transport.js';
import { USERS } from '../../src/sandbox/index.js';
import { type HostedServer, hostedServer, manager, origin, settings } from './hosted.js';

interface HangingNodes {
  /** On which people sign in. */
  server: HostedServer;
  nodes: readonly [Hosted, Hosted];
  /** The requests that ClickUp was left with. */
  left: readonly string[];
  /** Fulfilled once a call has reached ClickUp. */
  arrival: Promise<void>;
}

/** Two nodes on one database, in front of a ClickUp that never answers about a task. */
export async function hangingNodes(
  open: () => Promise<Store>,
  more: Partial<typeof settings> = {},
): Promise<HangingNodes> {
  const left: string[] = [];
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const own = { ...settings, ...more };
  const server = await hostedServer({ store: await open(), settings: own });
  const { clock, transport } = server.deps;
  const hanging: Transport = (request, ending) => {
    if (!request.url.includes('/task/')) return transport(request, ending);
    return new Promise((_, reject) => {
      ending.onEnd((reason) => {
        left.push(request.url);
        reject(reason as Error);
      });
      arrived();
    });
  };
  const node = async () =>
    createHosted({ settings: own, clock, transport: hanging, log: server.deps.log, store: await open() });
  const nodes = [await node(), await node()] as const;
  // They have heard of each other, and of the server that people sign in on.
  for (const { deps } of nodes) await expect.poll(() => deps.nodes.count).toBe(3);
  return { server, nodes, left, arrival };
}

/** The official client, whose calls reach one node and whose other messages another. */
export async function connectedTo(key: string, { calls, rest }: Record<'calls' | 'rest', Hosted>) {
  const answered: Response[] = [];
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
    fetch: async (input, init) => {
      const isCall = String(init?.body).includes('tools/call');
      const response = await (isCall ? calls : rest).fetch(new Request(input, init));
      if (isCall) answered.push(response.clone());
      return response;
    },
  });
  // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
  await client.connect(transport as any);
  return { client, transport, answered };
}

/** What is called of them. */
export const hangingRead = { name: 'clickup_task_get', arguments: { task_id: 'abc123def' } };

/** A call by the first node ends, with its request to ClickUp and its answer, when its client says so to one of both. */
export async function expectCancelled({ server, nodes, left, arrival }: HangingNodes, told: 0 | 1): Promise<void> {
  const { key } = await manager(server, USERS.lena);
  const { client, answered } = await connectedTo(await key(), { calls: nodes[0], rest: nodes[told] });
  const over = new AbortController();
  const call = client.callTool(hangingRead, undefined, { signal: over.signal }).catch(() => 'ended');
  await arrival;
  over.abort('no longer wanted');
  expect(await call).toBe('ended');
  await expect.poll(() => left).toHaveLength(1);
  await expect.poll(() => answered.length).toBe(1);
  expect(await answered[0]!.text()).toBe('');
}
