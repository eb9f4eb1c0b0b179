import { expect, it } from 'vitest';
import { listen } from '../../src/hosted/http/listen.js';
import type { Transport } from '../../src/runtime/transport.js';
import { USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager } from '../support/hosted.js';

it('a server that ends lets the call under way end, takes no other, and tells those who ask that it is not ready', async () => {
  const gate: { inside?: Transport; reached?: () => void; open?: () => void } = {};
  const reached = new Promise<void>((resolve) => {
    gate.reached = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    gate.open = resolve;
  });
  let isHeld = false;
  const server = await hostedServer({
    transport: async (request, ending) => {
      if (isHeld) {
        gate.reached!();
        await opened;
      }
      return gate.inside!(request, ending);
    },
  });
  gate.inside = server.sandbox.options.transport;
  const key = await (await manager(server, USERS.lena)).key();
  const { port, close } = await listen(server.hosted, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${port}`;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  isHeld = true;
  const call = fetch(`${url}/api/tools/space_list`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  });
  await reached;
  let isClosed = false;
  const closed = close().then(() => {
    isClosed = true;
  });
  // Asked past the socket, as a connection that was open already does.
  expect((await server.send('/readyz')).status).toBe(503);
  await expect(fetch(`${url}/livez`)).rejects.toThrow();
  expect(isClosed).toBe(false);
  gate.open!();
  const answer = await call;
  expect(await answer.json()).toMatchObject({ success: true });
  await closed;
  // Sooner than a connection that is kept would be cut off.
}, 15_000);
