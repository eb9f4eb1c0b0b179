import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  /** Path and query. */
  path: string;
  body: string;
}

/** What a stand-in for the API does with one request. */
export type Answer = (request: Received, response: ServerResponse, raw: IncomingMessage) => void;

export interface StandIn {
  /** Base URL, as CLICKUP_BASE_URL takes it. */
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/** An HTTP server on the loopback in ClickUp's place, which notes what it is sent. */
export async function standIn(answer: Answer): Promise<StandIn> {
  const received: Received[] = [];
  const server = createServer(async (raw, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of raw) chunks.push(chunk);
    const request = { method: raw.method ?? '', path: raw.url ?? '', body: Buffer.concat(chunks).toString() };
    received.push(request);
    answer(request, response, raw);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, { status = 200, headers = {} } = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Runs work against a stand-in, and ends it. */
export async function withStandIn<Result>(answer: Answer, work: (api: StandIn) => Promise<Result>): Promise<Result> {
  const api = await standIn(answer);
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}
