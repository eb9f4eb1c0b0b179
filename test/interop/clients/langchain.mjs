import { MultiServerMCPClient } from '@langchain/mcp-adapters';

export async function connect({ stdio, url }, onProgress) {
  const clickup = url ? { transport: 'http', url } : { transport: 'stdio', ...stdio };
  const client = new MultiServerMCPClient({
    mcpServers: { clickup },
    onProgress: ({ progress }) => onProgress(progress),
  });
  const tools = new Map((await client.getTools()).map((tool) => [tool.name, tool]));
  return {
    list: async () => [...tools.keys()],
    call: (name, args) => tools.get(name).invoke(args),
    close: () => client.close(),
  };
}
