import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type CallToolResult, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { ClickUp } from '../client/create-clickup.js';
import type { Envelope } from '../runtime/envelope.js';
import { clickUpError, type ErrorBody } from '../runtime/errors.js';
import type { ListedTool } from '../runtime/tool.js';
import { compact } from './compact.js';
import { type AnswerCall, type CallExtra, DirectCalls } from './direct-calls.js';

/** What a server serves, and to whom. */
export interface McpServerOptions {
  version: string;
  /** The answer to `tools/list`. */
  listing: readonly ListedTool[];
  /** What a model should know before its first call. */
  instructions: string;
  /** The client that runs a call: the same for everybody, or one for each caller that the transport tells apart. */
  clientFor(extra: CallExtra): ToolClient | Promise<ToolClient>;
}

type ToolClient = Pick<ClickUp, 'call'>;

/** An MCP server of the tools it is given; connect it to any transport. */
export function createMcpServer({ version, listing, instructions, clientFor }: McpServerOptions): McpServer {
  const answer: AnswerCall = async ({ name, arguments: input = {} }, extra) => {
    if (typeof name !== 'string') throw new McpError(ErrorCode.InvalidParams, 'tools/call needs the name of a tool');
    const client = await clientFor(extra);
    return resultOf(await client.call(name, input, extra));
  };
  const server = new McpServer(
    answer,
    { name: 'clickup-tools', title: 'ClickUp', version },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator: unusedValidator },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listing }) as never);
  return server;
}

/** The SDK's server, but for calls of tools, which it does not see. */
export class McpServer extends Server {
  private calls: DirectCalls | undefined;

  constructor(
    private readonly answer: AnswerCall,
    ...base: ConstructorParameters<typeof Server>
  ) {
    super(...base);
  }

  override connect(transport: Transport): Promise<void> {
    this.calls = new DirectCalls(transport, this.answer);
    return super.connect(this.calls);
  }

  /** Resolves once everything that was asked is answered; cancels calls that take longer than `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    await this.calls?.drain(graceMs);
  }
}

/** The envelope as MCP carries it: structured and as the same text; `isError` exactly when it failed. */
function resultOf(envelope: Envelope): CallToolResult {
  try {
    const shown = envelope.success
      ? { ...envelope, data: compact(envelope.data) }
      : { ...envelope, error: withCompactResults(envelope.error) };
    const text = JSON.stringify(shown);
    if (text.length > safeLength && Buffer.byteLength(text) > maxBytes) return unfit(envelope, 'too large');
    return { content: [{ type: 'text', text }], structuredContent: { ...shown }, isError: !envelope.success };
  } catch (error) {
    // The stack ends where values are nested some thousands deep.
    if (error instanceof RangeError) return unfit(envelope, 'nested too deep');
    throw error;
  }
}

/** Clients on the official SDK end the session at a message above 10 MB, and a message holds the envelope twice. */
const maxBytes = 4_000_000;
/** Shorter texts have fewer bytes, whatever their letters. */
const safeLength = maxBytes / 4;

function unfit({ success, metadata }: Envelope, why: string): CallToolResult {
  const message = `The call ${success ? 'succeeded' : 'failed'}, but its answer is ${why} for MCP clients`;
  const error = clickUpError('INVALID_RESPONSE', message, {
    suggestion: 'Ask for less: a smaller limit, fewer ids, no detail: "full". What was written need not be repeated.',
  });
  return resultOf({ success: false, error: error.toBody(), metadata });
}

/** The items of a bulk call that failed as a whole, which often failed of the same. */
function withCompactResults({ details, ...error }: ErrorBody): ErrorBody {
  if (!details) return error;
  return { ...error, details: 'results' in details ? { ...details, results: compact(details.results) } : details };
}

/** The server elicits nothing, so no answer ever needs a schema; this keeps a validator out of the bundle. */
const unusedValidator = {
  getValidator() {
    throw new Error('this server asks its client for no structured input');
  },
};
