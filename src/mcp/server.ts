import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type CallToolResult, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { ClickUp } from '../client/create-clickup.js';
import { characterLimits, mcpDeadlineMs, type ResultForm } from '../config/settings.js';
import type { CallOptions } from '../runtime/call.js';
import type { Envelope } from '../runtime/envelope.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { ListedTool } from '../runtime/tool.js';
import { type AnswerCall, type CallExtra, DirectCalls } from './direct-calls.js';
import { lengthRead, mayHide, resultOf } from './result.js';
import type { Shown } from './shown.js';
import type { Offer } from './stateless.js';

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
  /** Most characters of an answer, in the form that a model reads; default 25,000. */
  characterLimit?: number | undefined;
  /** Whether the person is asked before what has to be confirmed, where their client can ask them. */
  asks?: boolean | undefined;
  /** Milliseconds one call may take, also where its answer is asked for again, shorter; default 55,000. */
  deadlineMs?: number | undefined;
}

type ToolClient = Pick<ClickUp, 'call'>;

/** How many writes each client has sent since its last read; over HTTP a client outlives the server of each request. */
const writes = new WeakMap<ToolClient, number>();

/** So many writes in a row should be looked at before the next. */
const writesUnread = 3;

const hasImages = ({ success, ...answer }: Shown) =>
  success && isPlainObject((answer as { data?: unknown }).data) && 'images' in (answer as { data: object }).data;

/** People's texts may hold what only a program reads; how much was left out is said beside them. */
async function withoutUnseen({ metadata, guidance, ...answer }: Shown): Promise<Shown> {
  const { visibleIn } = await import('./visible-text.js');
  const { value, removed } = visibleIn(answer);
  const said = removed > 0 && `${removed} invisible ${removed === 1 ? 'character' : 'characters'} removed.`;
  const told = [guidance, said].filter(Boolean).join(' ');
  return { ...value, metadata, ...(told && { guidance: told }) } as Shown;
}

/** An MCP server of the tools it is given; connect it to any transport. */
export function createMcpServer(options: McpServerOptions): McpServer {
  const { version, listing, instructions, clientFor, result: form } = options;
  const { characterLimit = characterLimits.usual, deadlineMs = mcpDeadlineMs, asks = false } = options;
  const listed = new Map(listing.map((tool) => [tool.name, tool]));
  /** Says so where writes follow each other unread. */
  const guided = (envelope: Envelope, tool: ListedTool | undefined, client: ToolClient): Shown => {
    if (!tool || !envelope.success || (isPlainObject(envelope.data) && envelope.data.dry_run === true)) return envelope;
    const count = tool.annotations.readOnlyHint ? 0 : (writes.get(client) ?? 0) + 1;
    writes.set(client, count);
    if (count < writesUnread) return envelope;
    return {
      ...envelope,
      guidance: `${count} writes in a row: read back what their answers do not show before going on.`,
    };
  };
  const answer: AnswerCall = async ({ name, arguments: given }, extra) => {
    if (typeof name !== 'string') throw new McpError(ErrorCode.InvalidParams, 'tools/call needs the name of a tool');
    const input = (given ?? {}) as Record<string, unknown>;
    const client = await clientFor(extra);
    const called = await client.call(name, input, asks ? { ...extra, ...asking(extra) } : extra);
    // A tool may be listed under another name.
    const tool = [called.metadata.tool_name, name, `clickup_${name}`].map((each) => listed.get(each)).find(Boolean);
    const whole = guided(called, tool, client);
    const { answer: shown, images } = hasImages(whole)
      ? (await import('./images.js')).takeImages(whole)
      : { answer: whole, images: [] };
    let first: Shown = shown;
    const clientName = extra.clientName ?? server.getClientVersion()?.name;
    const resultFor = (envelope: Shown) => resultOf(envelope, form, clientName);
    const withImages = (result: CallToolResult): CallToolResult =>
      images.length > 0 ? { ...result, content: [...result.content, ...images] } : result;
    let result = resultFor(first);
    if (mayHide(result)) {
      first = await withoutUnseen(first);
      result = resultFor(first);
    }
    if (lengthRead(result) <= characterLimit) return withImages(result);
    const { fit } = await import('./fit.js');
    let spentMs = first.metadata.execution_time_ms;
    const fitting = await fit(first, {
      input,
      tool,
      limit: characterLimit,
      lengthOf: (envelope) => lengthRead(resultFor(envelope)),
      async again(limited) {
        const next = await client.call(name, limited, { ...extra, deadlineMs: deadlineMs - spentMs });
        spentMs += next.metadata.execution_time_ms;
        return mayHide(resultFor(next)) ? withoutUnseen(next) : next;
      },
    });
    return withImages(resultFor(fitting));
  };
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
