import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/runtime/clock.js';
import { viaFetch } from '../../src/runtime/transport.js';
import { LISTS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';

/** A server whose ClickUp answers 429 until that ends, and a key that passes it on. */
async function limited() {
  let refused: number | undefined;
  const server = await hostedServer({
    // The client that calls ClickUp has the clock of the machine.
    clock: systemClock,
    transport: (request, ending) =>
      refused === undefined ? server.sandbox.options.transport(request, ending) : refuse(request, ending),
  });
  const refuse = viaFetch(async () => {
    refused! += 1;
    const headers = {
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 600),
    };
    return Response.json({ err: 'Rate limit reached', ECODE: 'APP_002' }, { status: 429, headers });
  });
  const { key } = await manager(server, USERS.lena);
  const bearer = await key({ methods: ['read', 'write'], retry: 'none' });
  await server.send('/api/tools/space_list', { bearer, json: {} });
  refused = 0;
  return { server, bearer, refused: () => refused ?? 0 };
}

describe('a key with retry none', () => {
  it('gets a 429 of ClickUp as an error of the tool in HTTP 200, after one request and no wait', async () => {
    const { server, bearer, refused } = await limited();
    for (const [name, input] of [
      ['clickup_task_list', { list_id: LISTS.bugs }],
      ['clickup_task_create', { list_id: LISTS.bugs, name: 'x' }],
    ] as const) {
      const before = refused();
      const params = { name, arguments: input };
      const json = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
      const response = await server.send('/mcp', { bearer, json });
      expect([response.status, refused() - before]).toEqual([200, 1]);
      const { result } = (await response.json()) as {
        result: { isError: boolean; structuredContent: { error: object; metadata: object } };
      };
      expect(result).toMatchObject({ isError: true });
      expect(result.structuredContent.error).toMatchObject({ type: 'RATE_LIMIT', retry_after: expect.any(Number) });
      expect(result.structuredContent.metadata).not.toHaveProperty('retry');
      expect(response.headers.get('ratelimit-limit')).toBe('100');
      expect(response.headers.get('ratelimit-remaining')).toBe('0');
      expect(Number(response.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    }
    const ended = (await server.deps.audit.list(WORKSPACE_ID, 1))[0];
    expect(ended?.data).toMatchObject({ tool: 'clickup_task_create', outcome: 'RATE_LIMIT_EXCEEDED' });
  });

  it('gets it as 429 over REST', async () => {
    const { server, bearer } = await limited();
    const json = { list_id: LISTS.bugs };
    const response = await server.send('/api/tools/task_list', { bearer, json });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(response.headers.get('ratelimit-remaining')).toBe('0');
  });
});
