import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { CallOptions } from '../runtime/call.js';
import { lazily } from '../runtime/lazily.js';
import { type AnswerRequest, type CallExtra, DirectCalls } from './direct-calls.js';
import type { Introduction } from './introduction.js';
import type { McpServerOptions } from './options.js';
import { showsForms } from './revision.js';
import type { Offer } from './stateless.js';

/** Over HTTP each request has a server of its own, and looking for a module costs more than all else of that. */
const loadCalls = lazily(() => import('./answer-calls.js'));

/**
 * An MCP server of the tools it is given; connect it to any transport. `introduction` is what the client said of itself on
 * an earlier connection.
 */
export function createMcpServer(options: McpServerOptions, introduction?: Introduction): McpServer {
  const { version, listing, instructions, readySignal = false, onClient } = options;
  // A server that only lists its tools never loads how calls are answered.
  const calls = lazily(async () => {
    const { answerCalls } = await loadCalls();
    return answerCalls(options, {
      clientName: () => (server.getClientVersion() ?? introduction?.clientInfo)?.name,
      asking,
    });
  });
  const others = lazily(async () => (await import('./answer-others.js')).answerOthers(options));
  const answer: AnswerRequest = async (method, params, extra) =>
    method === 'tools/call' ? (await calls())(params, extra) : (await others())(method, params, extra);
  /** Asks through the client, if it can show a form. */
  const asking = ({ signal }: CallExtra): Pick<CallOptions, 'onConfirm'> => {
    if (!showsForms(server.getClientCapabilities() ?? introduction?.capabilities)) return {};
    return { onConfirm: async (question) => (await import('./elicit.js')).elicit(server, question, signal) };
  };
  const offer: Offer = {
    serverInfo: { name: 'clickup-tools', title: 'ClickUp', version },
    // What is served stays as it is; the signal says that the server is ready.
    capabilities: {
      tools: { ...(readySignal && { listChanged: true }) },
      resources: {},
      prompts: {},
      completions: {},
      logging: {},
    },
    instructions,
    listing,
    signalsReady: readySignal,
    onClient,
  };
  const server: McpServer = new McpServer(answer, offer);
  return server;
}

/** The SDK's server, but for what it does not see: calls of tools, resources and prompts. */
export class McpServer extends Server {
  private calls: DirectCalls | undefined;

  constructor(
    private readonly answer: AnswerRequest,
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
