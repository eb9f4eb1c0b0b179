import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { TransportSendOptions } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, MessageExtraInfo } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import type { CallExtra } from '../../src/mcp/direct-calls.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { API_KEYS, createSandbox, manualClock } from '../../src/sandbox/index.js';

/** A transport as a server for many has it: each message comes with what is known of its sender. */
class SharedTransport extends InMemoryTransport {
  readonly sent: { message: JSONRPCMessage; options: TransportSendOptions | undefined }[] = [];
  private waiting: (() => void)[] = [];

  override async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    this.sent.push({ message, options });
    for (const look of this.waiting) look();
  }

  async request(id: string, params: object, extra?: MessageExtraInfo): Promise<JSONRPCMessage> {
    const answer = new Promise<JSONRPCMessage>((resolve) => {
      this.waiting.push(() => {
        const found = this.sent.find(({ message }) => 'id' in message && message.id === id);
        if (found) resolve(found.message);
      });
    });
    this.onmessage?.({ jsonrpc: '2.0', id, method: 'tools/call', params } as JSONRPCMessage, extra);
    return answer;
  }
}

async function serving(clientFor: McpServerOptions['clientFor']): Promise<SharedTransport> {
  const transport = new SharedTransport();
  transport.sessionId = 'session-1';
  await createMcpServer({ version: '0.0.0', listing: [], instructions: '', clientFor }).connect(transport);
  return transport;
}

const from = (token: string): MessageExtraInfo => ({
  authInfo: { token, clientId: 'test', scopes: [] },
  requestInfo: { headers: { 'x-request-of': token } },
});

describe('callers that the transport tells apart', () => {
  it('have a client each', async () => {
    const { fetch } = createSandbox({ clock: manualClock() });
    const transport = await serving(({ authInfo }) =>
      createClickUp({ apiKey: authInfo?.token, fetch, clock: manualClock() }),
    );
    const whoAmI = { name: 'clickup_user_get', arguments: {} };
    const answers = await Promise.all([
      transport.request('a', whoAmI, from(API_KEYS.owner)),
      transport.request('b', whoAmI, from(API_KEYS.guest)),
    ]);
    const [owner, guest] = answers.map((answer) => JSON.stringify(answer).match(/\d{8}/)?.[0]);
    expect(owner).toBeDefined();
    expect(guest).toBeDefined();
    expect(owner).not.toBe(guest);
  });

  it('are told to the choice of the client and to the call, with headers and session', async () => {
    const heard: Partial<CallExtra>[] = [];
    const transport = await serving((chosenFor) => {
      heard.push(chosenFor);
      return {
        call: async (name: string, _input: unknown, options: unknown) => {
          heard.push(options as CallExtra);
          return { success: true, data: {}, metadata: { timestamp: '', tool_name: name, execution_time_ms: 0 } };
        },
      } as never;
    });
    await transport.request('a', { name: 'any' }, from('token-a'));
    const caller = { sessionId: 'session-1', ...from('token-a') };
    expect(heard).toMatchObject([caller, caller]);
  });

  it('get what belongs to a call on the way of that call', async () => {
    const { fetch, apiKey } = createSandbox({ clock: manualClock() });
    const transport = await serving(() => createClickUp({ apiKey, fetch, clock: manualClock() }));
    const input = { list_id: '901710000301', tasks: [{ name: 'One' }] };
    await transport.request('bulk', {
      name: 'clickup_task_create_bulk',
      arguments: input,
      _meta: { progressToken: 7 },
    });
    expect(transport.sent.map(({ options }) => options)).toEqual([
      { relatedRequestId: 'bulk' },
      { relatedRequestId: 'bulk' },
    ]);
  });

  it('get a JSON-RPC error where there is no client for them', async () => {
    const transport = await serving(() => {
      throw new Error('nobody is signed in');
    });
    expect(await transport.request('a', { name: 'clickup_user_get' })).toMatchObject({
      error: { code: -32603, message: 'nobody is signed in' },
    });
  });
});
