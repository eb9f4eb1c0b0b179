import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '../../../src/runtime/transport.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { type Arrival, type Lossy, madeBy, type Plan } from './lossy.js';
import type { Way } from './way.js';

/** A ClickUp on a loopback port that does what it is asked, and loses the answers that the plan says. */
export const lossyServer =
  (transport: Transport) =>
  async (plan: Plan<Way>): Promise<Lossy> => {
    const sandbox = createSandbox({ rateLimit: false });
    const writes: Arrival[] = [];
    let reads = 0;

    async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
      const { method = 'GET', url = '/', socket } = incoming;
      const isRead = method === 'GET';
      const way = isRead ? plan('read', reads++) : plan('write', writes.length);
      const arrival: Arrival = { request: `${method} ${url}`, fate: way };
      if (!isRead) writes.push(arrival);
      if (way?.loss === 'network' && !way.takes) return way.spoil(socket, '');
      const body = await bodyOf(incoming);
      arrival.request += ` ${body.toString()}`;
      if (way && !way.takes) return way.spoil(socket, '');
      const response = await sandbox.fetch(`http://sandbox${url}`, {
        method,
        headers: incoming.headers as Record<string, string>,
        ...(body.byteLength > 0 && { body: new Uint8Array(body) }),
      });
      const json = await response.text();
      if (!isRead) arrival.made = madeBy(response.status, json, body.toString());
      if (way) return way.spoil(socket, json);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(json);
    }

    const server = createServer((incoming, outgoing) => {
      answer(incoming, outgoing).catch(() => incoming.socket.destroy());
    }).listen(0, '127.0.0.1');
    server.on('connection', (socket) => socket.on('error', () => undefined));
    await new Promise((listening) => server.once('listening', listening));
    return {
      options: {
        apiKey: sandbox.apiKey,
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
        transport,
      },
      writes,
      close: () => {
        server.close();
        server.closeAllConnections();
      },
    };
  };

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
