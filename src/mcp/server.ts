import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallOptions } from '../runtime/call.js';
import { type AnswerCall, type CallExtra, DirectCalls } from './direct-calls.js';
import type { McpServerOptions } from './options.js';
import type { Offer } from './stateless.js';

/** An MCP server of the tools it is given; connect it to any transport. */
export function createMcpServer(options: McpServerOptions): McpServer {
  const { version, listing, instructions } = options;
  let answering: AnswerCall | undefined;
  // A server that only lists its tools never loads how calls are answered.
  const load = async (): Promise<AnswerCall> => {
    const { answerCalls } = await import('./answer-calls.js');
    answering = answerCalls(options, { clientName: () => server.getClientVersion()?.name, asking });
    return answering;
  };
  const answer: AnswerCall = (params, extra) =>
    answering ? answering(params, extra) : load().then((first) => first(params, extra));
  /** Asks through the client, if it can show a form. */
  const asking = ({ signal }: CallExtra): Pick<CallOptions, 'onConfirm'> => {
    const { elicitation } = server.getClientCapabilities() ?? {};
    if (!elicitation || (elicitation.url && !elicitation.form)) return {};
    return { onConfirm: async (question) => (await import('./elicit.js')).elicit(server, question, signal) };
  };
  const offer: Offer = {
    serverInfo: { name: 'clickup-tools', title: 'ClickUp', version },
    capabilities: { tools: {} },
    instructions,
    listing,
  };
  const server: McpServer = new McpServer(answer, offer);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listing }) as never);
  return server;
}

/** The SDK's server, but for calls of tools, which it does not see. */
export class McpServer extends Server {
  private calls: DirectCalls | undefined;

  constructor(
    private readonly answer: AnswerCall,
    private readonly offer: Offer,
  ) {
    const { serverInfo, capabilities, instructions } = offer;
    super(serverInfo, { capabilities, instructions, jsonSchemaValidator: unusedValidator });
  }

  override connect(transport: Transport): Promise<void> {
    this.calls = new DirectCalls(transport, this.answer, this.offer);
    return super.connect(this.calls);
  }

  /** Resolves once everything that was asked is answered; cancels calls that take longer than `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    await this.calls?.drain(graceMs);
  }
}

/** What the server asks for is one tick, which needs no schema; this keeps a validator out of the bundle. */
const unusedValidator = {
  getValidator() {
    throw new Error('this server asks its client for no structured input');
  },
};
