import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { introductionIn, sessionOf } from '../../src/mcp/http/session.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { fetchOver, servedOnSandbox } from '../support/mcp-connect.js';

const url = new URL('http://localhost:3000/mcp');

interface Person {
  name?: string;
  /** What the person answers to a question; without it the client cannot ask. */
  answers?: 'accept' | 'decline';
  fetch: ReturnType<typeof fetchOver>;
}

async function connected({ name = 'test', answers, fetch }: Person) {
  const client = new Client({ name, version: '1' }, { capabilities: answers ? { elicitation: {} } : {} });
  const asked: string[] = [];
  if (answers) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return { action: answers, content: { confirm: answers === 'accept' } };
    });
  }
  const transport = new StreamableHTTPClientTransport(url, { fetch });
  // biome-ignore lint/suspicious/noExplicitAny: its declarations do not know exactOptionalPropertyTypes
  await client.connect(transport as any);
  return { client, asked, transport };
}

const remove = { name: 'clickup_task_delete', arguments: { task_id: 'ENG-96' } };

describe('a client of the handshake over HTTP', () => {
  it.each(['accept', 'decline'] as const)(
    'is asked, and its answer "%s" comes back as a request of its own',
    async (answers) => {
      const { options } = await servedOnSandbox({ client: { confirm: 'ask' } });
      const { client, asked } = await connected({ answers, fetch: fetchOver(options) });
      const result = await client.callTool(remove);
      expect(asked).toEqual([expect.stringContaining('clickup_task_delete would:')]);
      expect(result.isError).toBe(answers === 'decline');
      await client.close();
    },
  );

  it('is not asked where it cannot be: neither without the capability nor without a stream', async () => {
    const { options } = await servedOnSandbox({ client: { confirm: 'ask' } });
    const plain = await connected({ fetch: fetchOver(options) });
    expect((await plain.client.callTool(remove)).isError).toBe(true);
    const fetch = fetchOver(options);
    const withoutStream: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('accept', 'application/json');
      return fetch(input, { ...init, headers });
    };
    const unheard = await connected({ answers: 'accept', fetch: withoutStream });
    expect((await unheard.client.callTool(remove)).isError).toBe(true);
    expect(unheard.asked).toEqual([]);
  });

  it('is asked its own questions alone, although all servers count them from 0', async () => {
    const { options } = await servedOnSandbox({ client: { confirm: 'ask' } });
    const fetch = fetchOver(options);
    const people = await Promise.all([
      connected({ answers: 'accept', fetch }),
      connected({ answers: 'decline', fetch }),
    ]);
    const [one, other] = await Promise.all(
      people.map(({ client }, index) =>
        client.callTool({ name: 'clickup_task_delete', arguments: { task_id: index === 0 ? 'ENG-96' : 'ENG-97' } }),
      ),
    );
    expect([one?.isError, other?.isError]).toEqual([false, true]);
  });

  it('gets the form of answers that suits it, by the name that it gave in its handshake', async () => {
    const { options } = await servedOnSandbox();
    const call = { name: 'clickup_task_get', arguments: { task_id: 'ENG-96' } };
    const usual = await connected({ fetch: fetchOver(options) });
    expect((await usual.client.callTool(call)).structuredContent).toBeDefined();
    const langChain = await connected({ name: '@langchain/mcp-adapters', fetch: fetchOver(options) });
    expect((await langChain.client.callTool(call)).structuredContent).toBeUndefined();
  });

  it('cancels a call by a notification', async () => {
    const { options } = await servedOnSandbox();
    let cancelled = false;
    let begun: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const never: McpServerOptions['clientFor'] = (extra) => {
      begun();
      return new Promise((_, reject) =>
        extra.signal.addEventListener('abort', () => {
          cancelled = true;
          reject(new Error('cancelled'));
        }),
      );
    };
    const { client } = await connected({ fetch: fetchOver({ ...options, clientFor: never }) });
    const over = new AbortController();
    const call = client.callTool(remove, undefined, { signal: over.signal }).catch(() => 'ended');
    await waiting;
    over.abort('no longer wanted');
    expect(await call).toBe('ended');
    await expect.poll(() => cancelled).toBe(true);
  });

  it.each(['application/json, text/event-stream', 'application/json'])(
    'gets an empty answer to what it cancelled, as %s, so that no connection stays open',
    async (accept) => {
      const { options } = await servedOnSandbox();
      const fetch = fetchOver({ ...options, clientFor: () => new Promise(() => undefined) });
      const session = sessionOf({ clientInfo: { name: 'test', version: '1' } })!;
      const send = (message: object) =>
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept, 'mcp-session-id': session },
          body: JSON.stringify({ jsonrpc: '2.0', ...message }),
        });
      const called = send({ id: 'a', method: 'tools/call', params: remove });
      // One that is not under way, and then the call.
      for (const requestId of ['b', 'a'])
        expect((await send({ method: 'notifications/cancelled', params: { requestId } })).status).toBe(202);
      expect(await (await called).text()).toBe('');
    },
  );
});

describe('the id of a session', () => {
  it('holds what was said, and what else a client can do stays out', () => {
    const capabilities = { elicitation: { form: {} }, experimental: { a: {} } };
    const id = sessionOf({ clientInfo: { name: 'a b ü', version: '1' }, capabilities })!;
    expect(id).toMatch(/^[\x21-\x7e]+$/);
    expect(introductionIn(id)).toEqual({
      clientInfo: { name: 'a b ü', version: '1' },
      capabilities: { elicitation: { form: {} } },
    });
    expect(sessionOf({})).not.toBe(sessionOf({}));
  });

  it('of another server, or none, says nothing', () => {
    for (const id of [
      null,
      '',
      'abc',
      'abc.%%%',
      `abc.${btoa('[1]')}`,
      `abc.${btoa('{"clientInfo":1}')}`,
      `a.${'b'.repeat(5_000)}`,
    ])
      expect(introductionIn(id)).toBeUndefined();
    expect(sessionOf({ clientInfo: { name: 'n'.repeat(3_000), version: '1' } })).toBeUndefined();
  });
});
