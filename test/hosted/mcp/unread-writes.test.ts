import { expect, it } from 'vitest';
import { LISTS, USERS } from '../../../src/sandbox/index.js';
import { hostedServer, manager } from '../../support/hosted.js';

it('a way in that writes three times without a read is told so, and another is not', async () => {
  const server = await hostedServer();
  const { key } = await manager(server, USERS.lena);
  const [one, other] = [await key({ methods: ['read', 'write'] }), await key({ methods: ['read', 'write'] })];
  const guidance = async (bearer: string, name: string, args: object) => {
    server.clock.advance(1_000);
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } };
    const answer = (await (await server.send('/mcp', { bearer, json })).json()) as {
      result: { structuredContent: { success: boolean; guidance?: string } };
    };
    expect(answer.result.structuredContent.success).toBe(true);
    return answer.result.structuredContent.guidance;
  };
  const write = (bearer: string) => guidance(bearer, 'clickup_task_create', { list_id: LISTS.bugs, name: 'x' });
  expect([await write(one), await write(one), await write(other)]).toEqual([undefined, undefined, undefined]);
  expect(await write(one)).toMatch(/^3 writes in a row/);
  await guidance(one, 'clickup_task_list', { list_id: LISTS.bugs });
  expect(await write(one)).toBeUndefined();
});
