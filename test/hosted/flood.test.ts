import { expect, it } from 'vitest';
import { USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';

it('an address may send many requests with a key, and not many without one', async () => {
  const server = await hostedServer();
  const key = await (await manager(server, USERS.lena)).key();
  const statuses = async (bearer?: string) => {
    const json = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const found = new Set<number>();
    for (let count = 0; count < 250; count++)
      found.add((await server.send('/mcp', { json, ...(bearer && { bearer }) })).status);
    return [...found];
  };
  expect(await statuses(key)).toEqual([200]);
  server.lines.length = 0;
  expect(await statuses()).toEqual([401, 429]);
  const told = (text: string) => server.lines.filter(({ message }) => message === text).length;
  // Each of those that are asked for a key, and of those beyond one in a second.
  expect(told('Refused: missing')).toBeGreaterThan(150);
  expect([told('Refused: address limit'), told('POST /mcp 429')]).toEqual([1, 1]);
  server.clock.advance(60_000);
  expect((await server.send('/mcp', { json: {}, bearer: 'none' })).status).toBe(401);
});
