import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { McpServerOptions } from '../options.js';
import { readMessage } from '../read-message.js';
import { createMcpServer } from '../server.js';
import { EventStream } from './event-stream.js';
import { json } from './exchange.js';
import type { HttpHandlerOptions } from './handler.js';

/** As many streams are open at once; each holds a connection. */
const mostStreams = 100;

/** The path that messages of a stream are sent to. */
const messagesPath = '/messages';

/** A stream of events as a transport: what the server says goes out on it, and each POST comes in. */
class SseTransport implements Transport {
  onmessage?: NonNullable<Transport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  readonly sessionId = crypto.randomUUID();
  private readonly stream = new EventStream(() => this.onclose?.());

  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    this.stream.write(message);
  }

  async close(): Promise<void> {
    this.stream.end();
    this.onclose?.();
  }

  /** The stream, which first says where messages go. */
  open(): Response {
    const response = this.stream.open();
    this.stream.event('endpoint', `${messagesPath}?sessionId=${this.sessionId}`);
    return response;
  }
}

/** Serves clients of revision 2024-11-05, which read one stream and send their messages beside it. */
export interface LegacySse {
  /** Answers `GET /sse`. */
  open(request: Request): Promise<Response>;
  /** Answers `POST /messages?sessionId=...`. */
  receive(request: Request): Promise<Response>;
  close(): Promise<void>;
}

interface Session {
  transport: SseTransport;
  /** The request that opened it, which says who it is for. */
  request: Request;
}

/**
 * HTTP with server-sent events, as it was before Streamable HTTP. A stream is a session, of which only this process knows.
 * @see https://modelcontextprotocol.io/specification/2024-11-05/basic/transports#http-with-sse
 */
export function createLegacySse({ serve }: Pick<HttpHandlerOptions, 'serve'>): LegacySse {
  const sessions = new Map<string, Session>();
  const open = async (request: Request): Promise<Response> => {
    if (sessions.size >= mostStreams) return refused(503, 'Too many streams are open; close one, or use POST /mcp');
    const served = await serve(request, false);
    if ('code' in served) return refused(400, served.message);
    const transport = new SseTransport();
    const { sessionId } = transport;
    await createMcpServer(served satisfies McpServerOptions).connect(transport);
    const over = transport.onclose;
    transport.onclose = () => {
      sessions.delete(sessionId);
      over?.();
    };
    sessions.set(sessionId, { transport, request });
    request.signal.addEventListener('abort', () => void transport.close(), { once: true });
    return transport.open();
  };
  const receive = async (request: Request): Promise<Response> => {
    const session = sessions.get(new URL(request.url).searchParams.get('sessionId') ?? '');
    if (!session) return refused(404, 'There is no such stream; GET /sse opens one');
    const read = readMessage(await request.text());
    if ('refused' in read) return refused(400, read.refused.message);
    const { message } = read;
    const { transport } = session;
    // What a client has to add first is told to the one who opens a connection.
    const opening = 'method' in message && message.method === 'initialize' && 'id' in message ? message.id : undefined;
    const problem = opening === undefined ? undefined : await serve(session.request, true);
    if (opening !== undefined && problem && 'code' in problem)
      await transport.send({ jsonrpc: '2.0', id: opening, error: problem });
    else transport.onmessage?.(message, { requestInfo: { headers: Object.fromEntries(request.headers) } });
    return new Response('Accepted', { status: 202 });
  };
  const close = async () => {
    await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
  };
  return { open, receive, close };
}

const refused = (status: number, message: string): Response =>
  json({ jsonrpc: '2.0', id: null, error: { code: ErrorCode.InvalidRequest, message } }, status);
