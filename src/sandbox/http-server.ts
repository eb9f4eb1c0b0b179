import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incoming } from './engine/exchange.js';
import { bodyLimit } from './engine/request-body.js';
import type { Sandbox } from './sandbox.js';

/**
 * A sandbox that listens.
 *
 * @example
 * const server: SandboxServer = await serveSandbox(sandbox);
 * console.log(server.url); // http://127.0.0.1:<port>/api
 * await server.close();
 */
export interface SandboxServer {
  /** Base URL of the API, e.g. `http://127.0.0.1:8787/api`. */
  readonly url: string;
  close(): Promise<void>;
}

/** A sandbox, or what answers like one. */
type Served = Pick<Sandbox, 'exchange'> & Partial<Pick<Sandbox, 'clock'>>;

/**
 * Serves the sandbox over HTTP; port 0 takes a free one. A reset fault breaks the connection.
 *
 * @example
 * const { url, close } = await serveSandbox(createSandbox(), { port: 8787 });
 */
export async function serveSandbox(
  sandbox: Served,
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

async function answer(sandbox: Served, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const url = targetOf(incoming);
    if (url === null) {
      outgoing.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('400 Bad Request');
      return;
    }
    const { status, headers, body } = await sandbox.exchange(await receive(incoming, outgoing, url));
    if (sandbox.clock) outgoing.setHeader('date', new Date(sandbox.clock.now()).toUTCString());
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

/** The URL that is asked for, which proxies name in full and `OPTIONS *` not at all; null for a host that is none. */
function targetOf({ url = '/', headers }: IncomingMessage): string | null {
  if (/^https?:\/\//i.test(url)) return URL.canParse(url) ? url : null;
  const target = `http://${headers.host ?? 'localhost'}${url.startsWith('/') ? '' : '/'}${url}`;
  return URL.canParse(target) ? target : null;
}

/** The request with its body read; GET and HEAD have none. */
async function receive(incoming: IncomingMessage, outgoing: ServerResponse, url: string): Promise<Incoming> {
  const { method = 'GET', headers } = incoming;
  const header: Incoming['header'] = (name) => headers[name] ?? null;
  const { bytes, size } =
    method === 'GET' || method === 'HEAD'
      ? { bytes: null, size: 0 }
      : await readUpTo(bodyLimit(header('content-type')), incoming);
  return {
    method,
    url,
    header,
    hasBody: size > 0,
    size,
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

/** The body, and how long it was; of one beyond the limit nothing is kept, though all of it is let in before the answer. */
async function readUpTo(limit: number, incoming: IncomingMessage): Promise<{ bytes: Buffer; size: number }> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) pieces = [];
    else pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces), size };
}
