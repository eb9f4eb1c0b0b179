import { describe, expect, it } from 'vitest';
import type { Hosted } from '../../src/hosted/create-hosted.js';
import { memoryStore } from '../../src/hosted/store/memory-store.js';
import type { Store } from '../../src/hosted/store/store.js';
import { USERS } from '../../src/sandbox/index.js';
import { connectedTo, expectCancelled, hangingNodes, hangingRead } from '../support/hanging-nodes.js';
import { manager, origin } from '../support/hosted.js';

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

const twoNodes = () => {
  const store = sharedStore();
  return hangingNodes(async () => store);
};

describe('a call that its client cancels', () => {
  it.each([
    ['on the node that runs it', 0],
    ['on another node', 1],
  ] as const)('ends, with its request to ClickUp and its answer, where that is told %s', async (_, other) => {
    await expectCancelled(await twoNodes(), other);
  });

  it('is not ended by another key of the Workspace that names the same session and request, nor without its session', async () => {
    const { server, nodes, left, arrival } = await twoNodes();
    const { key } = await manager(server, USERS.lena);
    const [own, foreign] = [await key(), await key()];
    const { client, transport } = await connectedTo(own, { calls: nodes[0], rest: nodes[0] });
    const call = client.callTool(hangingRead).catch(() => 'ended');
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
