import { expect, it } from 'vitest';
import { HeldRefusals } from '../../../src/hosted/http/held-refusals.js';
import { tooManyCalls } from '../../../src/hosted/mcp/audited-client.js';
import { metaKeys } from '../../../src/mcp/revision.js';
import { USERS } from '../../../src/sandbox/index.js';
import { hostedServer, manager, settings } from '../../support/hosted.js';

const revision = '2026-07-28';

it('a key that makes too many calls is told when to go on, in both eras, and ClickUp hears nothing of it', async () => {
  const server = await hostedServer({ settings: { ...settings, linkRate: 6 } });
  const bearer = await (await manager(server, USERS.lena)).key();
  const call = async (isStateless: boolean) => {
    const name = 'clickup_space_list';
    const _meta = { [metaKeys.revision]: revision, [metaKeys.capabilities]: {} };
    const params = { name, arguments: {}, ...(isStateless && { _meta }) };
    const headers = isStateless
      ? { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': name }
      : undefined;
    const json = { jsonrpc: '2.0', id: 'a', method: 'tools/call', params };
    const response = await server.send('/mcp', { bearer, json, ...(headers && { headers }) });
    expect([response.status, response.headers.get('ratelimit-limit')]).toEqual([200, '100']);
    return (await response.json()) as {
      id: string;
      result: { isError: boolean; structuredContent: { error: object } };
    };
  };
  // A third of the calls of a minute may be made at once.
  expect((await call(false)).result.isError).toBe(false);
  expect((await call(true)).result.isError).toBe(false);
  const asked = server.sandbox.requests.length;
  const refused = [await call(false), await call(true)];
  for (const { id, result } of refused) {
    expect([id, result.isError]).toEqual(['a', true]);
    expect(result.structuredContent.error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', retry_after: 10 });
  }
  expect(refused[1]!.result).toMatchObject({ resultType: 'complete' });
  expect(server.sandbox.requests).toHaveLength(asked);
  await server.deps.uses.flush();
  const used = await server.deps.store.as('server', (tx) => tx.find('accesses', { kind: 'key' }));
  expect(used.map(({ use_count, last_used_at }) => [use_count, last_used_at])).toEqual([[4, server.clock.now()]]);
  server.clock.advance(10_000);
  expect((await call(false)).result.isError).toBe(false);
  expect((await call(false)).result.isError).toBe(true);
});

it.each([
  [
    'MCP',
    '/mcp',
    { jsonrpc: '2.0', id: 'a', method: 'tools/call', params: { name: 'clickup_space_list', arguments: {} } },
  ],
  ['REST', '/api/tools/clickup_space_list', {}],
])(
  'a key that calls on over %s is refused ten times at once, and then ten times a second; others are not',
  async (_, path, json) => {
    const server = await hostedServer({ settings: { ...settings, linkRate: 3 } });
    const [bearer, other] = [
      await (await manager(server, USERS.lena)).key(),
      await (await manager(server, USERS.lena)).key(),
    ];
    const took = async (key: string) => {
      const from = server.clock.now();
      await (await server.send(path, { bearer: key, json })).text();
      return server.clock.now() - from;
    };
    await took(bearer);
    for (let nth = 0; nth < 10; nth++) expect(await took(bearer)).toBe(0);
    expect([await took(bearer), await took(bearer)]).toEqual([100, 100]);
    expect(await took(other)).toBe(0);
    server.clock.advance(1_000);
    expect(await took(bearer)).toBe(0);
  },
);

it('calls that arrive together are refused one by one, the last of them after ten seconds, and are told what is left to wait', async () => {
  const waits: number[] = [];
  const refusals = new HeldRefusals({
    now: () => 1_000_000,
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  const held = await Promise.all(Array.from({ length: 120 }, () => refusals.hold('a')));
  expect(held.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waits.slice(0, 3)).toEqual([100, 200, 300]);
  expect(waits.slice(99)).toEqual(Array(11).fill(10_000));
  expect(held.slice(10)).toEqual(waits);
  expect(await refusals.hold('b')).toBe(0);
  expect(tooManyCalls('clickup_task_get', 12_000 - held[50]!, 0)).toMatchObject({ error: { retry_after: 8 } });
});
