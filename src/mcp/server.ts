import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { toolsList } from '../../generated/tools-list.js';
import type { ClickUp } from '../index.js';
import type { Envelope } from '../runtime/tool.js';
import { compact } from './compact.js';
import { instructions } from './instructions.js';

export interface McpServerOptions {
  version: string;
  /** Loaded at the first call, so that listing tools costs nothing. */
  clickup(): Promise<ClickUp>;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** An MCP server over the 72 tools; connect it to any transport. */
export function createMcpServer({ version, clickup }: McpServerOptions): Server {
  const server = new Server(
    { name: 'clickup-tools', title: 'ClickUp', version },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator: neverAsked },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolsList }) as never);
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const client = await clickup();
    const envelope = await client.call(params.name, params.arguments ?? {}, {
      signal: extra.signal,
      onProgress: progressOf(extra),
    });
    return resultOf(envelope);
  });
  return server;
}

/** The envelope as MCP carries it: structured and as the same text; `isError` exactly when it failed. */
export function resultOf(envelope: Envelope): CallToolResult {
  const shown = envelope.success ? { ...envelope, data: compact(envelope.data) } : envelope;
  return {
    content: [{ type: 'text', text: JSON.stringify(shown) }],
    structuredContent: { ...shown },
    isError: !envelope.success,
  };
}

function progressOf({ _meta, sendNotification }: Extra) {
  return (progress: number, total: number, message?: string) => {
    const progressToken = _meta?.progressToken;
    if (progressToken === undefined) return;
    const params = { progressToken, progress, total, ...(message !== undefined && { message }) };
    sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

/** The server elicits nothing, so no answer ever needs a schema; this keeps a validator out of the bundle. */
const neverAsked = {
  getValidator() {
    throw new Error('this server asks its client for no structured input');
  },
};
