import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An API on the loopback that counts what reaches it. */
export interface FakeApi {
  readonly url: string;
  /** `METHOD path` of each request, oldest first. */
  readonly requests: string[];
  /** Resolves when that many requests have arrived. */
  arrived(count: number): Promise<void>;
  close(): void;
}

/** Starts it; without `answer` it keeps every request waiting. */
export async function fakeApi(
  answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined,
): Promise<FakeApi> {
  const requests: string[] = [];
  const waiting: { count: number; go(): void }[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    for (const { count, go } of waiting) if (requests.length >= count) go();
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    requests,
    arrived: (count) =>
      new Promise((go) => {
        waiting.push({ count, go });
        if (requests.length >= count) go();
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
