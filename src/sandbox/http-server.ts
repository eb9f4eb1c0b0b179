import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incoming } from './engine/exchange.js';
import type { Sandbox } from './sandbox.js';

/** A sandbox that listens. */
export interface SandboxServer {
  /** Base URL of the API, e.g. `http://127.0.0.1:8787/api`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the sandbox over HTTP; port 0 takes a free one. A reset fault breaks the connection. */
export async function serveSandbox(
  sandbox: Pick<Sandbox, 'exchange'>,
  { port = 0, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<SandboxServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(sandbox, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}/api`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  sandbox: Pick<Sandbox, 'exchange'>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const { status, headers, body } = await sandbox.exchange(await receive(incoming, outgoing));
    if (body === null || typeof body === 'string') {
      const length = body === null ? 0 : Buffer.byteLength(body);
      outgoing.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': length });
      outgoing.end(body ?? undefined);
      return;
    }
    outgoing.writeHead(status, headers);
    await pump(body, outgoing);
    outgoing.end();
  } catch (error) {
    if (outgoing.headersSent || incoming.socket.destroyed || isBroken(error)) incoming.socket.destroy();
    else fail(outgoing, error);
  }
}

/** A connection that is refused or breaks on purpose has no answer. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && 'code' in error.cause;

/** A mistake of the sandbox must not look like a fault that was asked for. */
function fail(outgoing: ServerResponse, error: unknown): void {
  const err = `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`;
  outgoing.writeHead(500, { 'content-type': 'application/json; charset=utf-8' });
  outgoing.end(JSON.stringify({ err, ECODE: 'ERROR_HANDLER' }));
}

async function pump(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) outgoing.write(next.value);
}

/** The request with its body read; GET and HEAD have none. */
async function receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Incoming> {
  const { method = 'GET', headers, url = '/' } = incoming;
  const bytes = method === 'GET' || method === 'HEAD' ? null : await readAll(incoming);
  const header: Incoming['header'] = (name) => headers[name] ?? null;
  return {
    method,
    url: `http://${headers.host ?? 'localhost'}${url}`,
    header,
    hasBody: bytes !== null && bytes.length > 0,
    text: async () => bytes?.toString() ?? '',
    form: () =>
      new Response(bytes && new Uint8Array(bytes), {
        headers: { 'content-type': header('content-type') ?? '' },
      }).formData(),
    get signal() {
      const gone = new AbortController();
      outgoing.once('close', () => gone.abort());
      return gone.signal;
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
