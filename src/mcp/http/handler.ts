import {
  ErrorCode,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/sdk/types.js';
import { fromBase64 } from '../../runtime/base64.js';
import type { Introduction } from '../introduction.js';
import type { McpServerOptions } from '../options.js';
import { type Refusal, readMessage } from '../read-message.js';
import { metaKeys, revisionNamed } from '../revision.js';
import { createMcpServer, type McpServer } from '../server.js';
import { codes, type RpcError } from '../stateless.js';
import { answered, answerOver, HttpExchange, json } from './exchange.js';
import { introductionIn, Running, requestIn, sessionOf, Waiting } from './session.js';

/** As much of a request as is looked at. */
export interface HttpRequest extends Pick<Request, 'url' | 'headers' | 'signal' | 'text'> {
  /** Whoever proved to be the same may cancel it; default: whoever knows the id of its session. */
  readonly sender?: string | undefined;
}

/** What an HTTP handler serves. */
export interface HttpHandlerOptions<Asked extends HttpRequest = HttpRequest> {
  /** What is served to who sent a request; an `RpcError` in its place refuses an `initialize`. */
  serve(request: Asked, opening: boolean): Promise<McpServerOptions | RpcError>;
  /** Never opens a stream: for clients and platforms that cannot read one. */
  jsonOnly?: boolean;
  /** Makes the server that answers one request; default `createMcpServer`. */
  create?(options: McpServerOptions, introduction?: Introduction): McpServer;
  /** Where requests are noted while they are under way; default: here alone. */
  running?: Running;
  /** Hears the name of a request that is to be cancelled and is not under way here. */
  cancelElsewhere?(name: string, request: Asked): void;
}

/**
 * Answers POSTs of Streamable HTTP, of the revisions with a handshake and those without, each by itself: no session is
 * kept. What a client said in its handshake comes back with each of its requests, as the id of its session.
 */
export function createHttpHandler<Asked extends HttpRequest>({
  serve,
  jsonOnly = false,
  create = createMcpServer,
  running = new Running(),
  cancelElsewhere,
}: HttpHandlerOptions<Asked>) {
  const waiting = new Waiting();
  return async (request: Asked): Promise<Response> => {
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
      return refused({ id: null, code: ErrorCode.InvalidRequest, message: 'The body is application/json' }, 415);
    }
    const read = readMessage(await request.text());
    if ('refused' in read) return refused(read.refused, 400);
    const { message } = read;
    const problem = headerProblem(request.headers, message);
    if (problem) return refused({ id: idOf(message) ?? null, ...problem }, 400);
    const id = idOf(message);
    const session = request.headers.get('mcp-session-id');
    const nameOf = (asked: unknown) => requestIn(request.sender ?? '', session ?? '', asked);
    // What asks nothing is taken; it may answer a question, or cancel a request. So does closing its connection.
    if (id === undefined || !('method' in message)) {
      if (id !== undefined) waiting.deliver(String(id), message);
      else if ('method' in message && message.method === 'notifications/cancelled' && session !== null) {
        const name = nameOf(message.params?.requestId);
        if (!running.cancel(name)) cancelElsewhere?.(name, request);
      }
      return new Response(null, { status: 202 });
    }
    const isOpening = message.method === 'initialize';
    const served = await serve(request, isOpening);
    if ('code' in served) return json({ jsonrpc: '2.0', id, error: served });
    // What every client asks first, and the longest answer, needs no server of its own.
    if (message.method === 'tools/list' && revisionNamed(message.params) === undefined)
      return answered({ jsonrpc: '2.0', id, result: { tools: served.listing } });
    const introduction = introductionIn(session);
    const server = create(served, introduction);
    const client = introduction && session !== null ? { session, name: nameOf(id), running } : undefined;
    const exchange = new HttpExchange(id, waiting, client);
    await server.connect(exchange);
    const accept = request.headers.get('accept') ?? '*/*';
    const answer = await answerOver(exchange, message, {
      mayStream: !jsonOnly && /text\/event-stream|text\/\*|\*\/\*/.test(accept),
      isStateless: revisionNamed(message.params) !== undefined,
      // Looked at by few, and costly beside a short answer.
      extra: {
        get requestInfo() {
          return { headers: Object.fromEntries(request.headers), url: new URL(request.url) };
        },
      },
      get signal() {
        return request.signal;
      },
    });
    if (!isOpening) return answer;
    const said = (message.params ?? {}) as Partial<Introduction>;
    served.onClient?.(String(said.clientInfo?.name));
    const opened = sessionOf(said);
    if (opened) answer.headers.set('mcp-session-id', opened);
    return answer;
  };
}

const idOf = (message: JSONRPCMessage): RequestId | undefined =>
  'id' in message && message.id !== null ? message.id : undefined;

const refused = ({ id, code, message, ...rest }: Refusal & Partial<RpcError>, status: number): Response =>
  json({ jsonrpc: '2.0', id, error: { code, message, ...('data' in rest && { data: rest.data }) } }, status);

/** Methods whose name is repeated in a header, and where the message has it. */
const named: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
};

/** A header takes ASCII; any other text stands in it as base64. */
function plain(header: string | null): string | null {
  const [, packed] = /^=\?base64\?([\w+/=]*)\?=$/.exec(header ?? '') ?? [];
  if (packed === undefined) return header;
  try {
    return new TextDecoder().decode(fromBase64(packed));
  } catch {
    return header;
  }
}

/**
 * What is wrong with the headers, which repeat what a message says so that a proxy need not read it.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports
 */
function headerProblem(headers: Headers, message: JSONRPCMessage): RpcError | undefined {
  const said = headers.get('mcp-protocol-version');
  const { method, params = {} } = message as Partial<JSONRPCRequest>;
  const revision = revisionNamed(params);
  if (revision === undefined) {
    if (said === null || SUPPORTED_PROTOCOL_VERSIONS.includes(said)) return undefined;
    if (said < '2026') {
      return {
        code: ErrorCode.InvalidRequest,
        message: `This server does not speak revision ${said}; it speaks ${SUPPORTED_PROTOCOL_VERSIONS.join(', ')}`,
      };
    }
    return {
      code: codes.invalidParams,
      message: `MCP-Protocol-Version is ${said}, whose requests name it in _meta["${metaKeys.revision}"]; this one does not`,
      data: { envelope: { missing: ['_meta'] } },
    };
  }
  const key = named[method ?? ''];
  const expected = [
    ['MCP-Protocol-Version', revision],
    ['Mcp-Method', method ?? null],
    ...(key ? [['Mcp-Name', params[key] ?? null] as const] : []),
  ] as const;
  for (const [header, value] of expected) {
    const found = plain(headers.get(header));
    if (found === value || (method === undefined && header === 'Mcp-Method')) continue;
    return {
      code: codes.headerMismatch,
      message: `The header ${header} is ${found ?? 'missing'}, and the message says ${String(value)}`,
      data: { mismatch: { header: found ?? '(missing)', body: String(value) } },
    };
  }
  return undefined;
}
