import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';
import { createHosted, type Hosted } from '../../src/hosted/create-hosted.js';
import { memoryStore } from '../../src/hosted/store/memory-store.js';
import type { Store } from '../../src/hosted/store/store.js';
import type { Transport } from '../../src/runtime/transport.js';
import { USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin, settings } from '../support/hosted.js';

/** A store on which several processes hear each other. */
function sharedStore(): Store {
  const listeners = new Set<(text: string) => void>();
  const notices: Store['notices'] = (hear) => {
    listeners.add(hear);
    return {
      send: async (text) => {
        for (const listener of listeners) listener(text);
      },
      close: async () => {
        listeners.delete(hear);
      },
    };
  };
  return { ...memoryStore(), notices };
}

/** Two nodes on one database, in front of a ClickUp that never answers about a task. */
async function twoNodes() {
  const left: string[] = [];
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const store = sharedStore();
  const server = await hostedServer({ store });
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
  const node = () => createHosted({ settings, clock, transport: hanging, log: server.deps.log, store });
  const nodes = [await node(), await node()] as const;
  // They have heard of each other, and of the server that people sign in on.
  for (const { deps } of nodes) await expect.poll(() => deps.nodes.count).toBe(3);
  return { server, nodes, left, arrival };
}

/** The official client, whose calls reach one node and whose other messages another. */
async function connected(key: string, { calls, rest }: Record<'calls' | 'rest', Hosted>) {
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

const read = { name: 'clickup_task_get', arguments: { task_id: 'abc123def' } };

describe('a call that its client cancels', () => {
  it.each([
    ['on the node that runs it', 0],
    ['on another node', 1],
  ] as const)('ends, with its request to ClickUp and its answer, where that is told %s', async (_, other) => {
    const { server, nodes, left, arrival } = await twoNodes();
    const { key } = await manager(server, USERS.lena);
    const { client, answered } = await connected(await key(), { calls: nodes[0], rest: nodes[other] });
    const over = new AbortController();
    const call = client.callTool(read, undefined, { signal: over.signal }).catch(() => 'ended');
    await arrival;
    over.abort('no longer wanted');
    expect(await call).toBe('ended');
    await expect.poll(() => left).toHaveLength(1);
    await expect.poll(() => answered.length).toBe(1);
    expect(await answered[0]!.text()).toBe('');
  });

  it('is not ended by another key of the Workspace that names the same session and request, nor without its session', async () => {
    const { server, nodes, left, arrival } = await twoNodes();
    const { key } = await manager(server, USERS.lena);
    const [own, foreign] = [await key(), await key()];
    const { client, transport } = await connected(own, { calls: nodes[0], rest: nodes[0] });
    const call = client.callTool(read).catch(() => 'ended');
    await arrival;
    const cancel = async (bearer: string, session: string | undefined, node: Hosted) => {
      const message = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${bearer}`,
        ...(session !== undefined && { 'mcp-session-id': session }),
      };
      const request = new Request(`${origin}/mcp`, { method: 'POST', headers, body: JSON.stringify(message) });
      expect((await node.fetch(request)).status).toBe(202);
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    for (const node of nodes) {
      await cancel(foreign, transport.sessionId, node);
      await cancel(own, undefined, node);
      await cancel(own, 'another.e30', node);
    }
    expect(left).toEqual([]);
    await cancel(own, transport.sessionId, nodes[1]);
    await expect.poll(() => left).toHaveLength(1);
    await client.close();
    await call;
  });
});
