import { MCPClient } from 'mcp-use';

export async function connect({ stdio, url }, onProgress) {
  const client = MCPClient.fromDict({ mcpServers: { clickup: url ? { url } : stdio } });
  const session = await client.createSession('clickup');
  return {
    list: async () => (await session.listTools()).map(({ name }) => name),
    call: (name, args) => session.callTool(name, args, { onprogress: ({ progress }) => onProgress(progress) }),
    close: () => client.closeAllSessions(),
  };
}
