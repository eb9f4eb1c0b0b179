import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { ClickUp } from '../client/create-clickup.js';
import type { ResultForm } from '../config/settings.js';
import type { ListedTool } from '../runtime/tool.js';
import { type AnswerCall, type CallExtra, DirectCalls } from './direct-calls.js';
import { resultOf } from './result.js';

/** What a server serves, and to whom. */
export interface McpServerOptions {
  version: string;
  /** The answer to `tools/list`. */
  listing: readonly ListedTool[];
  /** What a model should know before its first call. */
  instructions: string;
  /** The client that runs a call: the same for everybody, or one for each caller that the transport tells apart. */
  clientFor(extra: CallExtra): ToolClient | Promise<ToolClient>;
  /** What results carry; without it what suits the client, which is both for most. */
  result?: ResultForm | undefined;
}

type ToolClient = Pick<ClickUp, 'call'>;

/** An MCP server of the tools it is given; connect it to any transport. */
export function createMcpServer({ version, listing, instructions, clientFor, result }: McpServerOptions): McpServer {
  const answer: AnswerCall = async ({ name, arguments: input = {} }, extra) => {
    if (typeof name !== 'string') throw new McpError(ErrorCode.InvalidParams, 'tools/call needs the name of a tool');
    const client = await clientFor(extra);
    return resultOf(await client.call(name, input, extra), result, server.getClientVersion()?.name);
  };
  const server: McpServer = new McpServer(
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

/** The server elicits nothing, so no answer ever needs a schema; this keeps a validator out of the bundle. */
const unusedValidator = {
  getValidator() {
    throw new Error('this server asks its client for no structured input');
  },
};
