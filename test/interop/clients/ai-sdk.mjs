import { createMCPClient } from '@ai-sdk/mcp';
import { StdioMCPTransport } from '@ai-sdk/mcp/mcp-stdio';

export async function connect({ stdio, url }) {
  const client = await createMCPClient({ transport: url ? { type: 'http', url } : new StdioMCPTransport(stdio) });
  const tools = await client.tools();
  return {
    list: async () => Object.keys(tools),
    call: (name, args) => tools[name].execute(args, { toolCallId: name, messages: [] }),
    close: () => client.close(),
  };
}
