import {
  ErrorCode,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/sdk/types.js';
import type { McpServerOptions } from '../options.js';
import { type Refusal, readMessage } from '../read-message.js';
import { metaKeys, revisionNamed } from '../revision.js';
import { createMcpServer } from '../server.js';
import { codes, type RpcError } from '../stateless.js';
import { answerOver, HttpExchange, json } from './exchange.js';

/** What an HTTP handler serves. */
export interface HttpHandlerOptions {
  /** What is served to who sent a request; an `RpcError` in its place refuses an `initialize`. */
  serve(request: Request, opening: boolean): Promise<McpServerOptions | RpcError>;
  /** Never opens a stream: for clients and platforms that cannot read one. */
  jsonOnly?: boolean;
}

/** Answers POSTs of Streamable HTTP, of the revisions with a handshake and those without, each by itself: no session is kept. */
export function createHttpHandler({ serve, jsonOnly = false }: HttpHandlerOptions) {
  return async (request: Request): Promise<Response> => {
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
      return refused({ id: null, code: ErrorCode.InvalidRequest, message: 'The body is application/json' }, 415);
    }
    const read = readMessage(await request.text());
    if ('refused' in read) return refused(read.refused, 400);
    const { message } = read;
    const problem = headerProblem(request.headers, message);
    if (problem) return refused({ id: idOf(message) ?? null, ...problem }, 400);
    const id = idOf(message);
    // What asks nothing is taken; a call is cancelled by closing its connection.
    if (id === undefined || !('method' in message)) return new Response(null, { status: 202 });
    const served = await serve(request, message.method === 'initialize');
    if ('code' in served) return json({ jsonrpc: '2.0', id, error: served });
    const server = createMcpServer(served);
    const exchange = new HttpExchange(id);
    await server.connect(exchange);
    const accept = request.headers.get('accept') ?? '*/*';
    return answerOver(exchange, message, {
      mayStream: !jsonOnly && /text\/event-stream|text\/\*|\*\/\*/.test(accept),
      isStateless: revisionNamed(message.params) !== undefined,
      extra: { requestInfo: { headers: Object.fromEntries(request.headers), url: new URL(request.url) } },
      signal: request.signal,
    });
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
    const found = headers.get(header);
    if (found === value || (method === undefined && header === 'Mcp-Method')) continue;
    return {
      code: codes.headerMismatch,
      message: `The header ${header} is ${found ?? 'missing'}, and the message says ${String(value)}`,
      data: { mismatch: { header: found ?? '(missing)', body: String(value) } },
    };
  }
  return undefined;
}
