import { MCPServerStdio, MCPServerStreamableHttp } from '@openai/agents';

export async function connect({ stdio, url }) {
  const server = url
    ? new MCPServerStreamableHttp({ url, name: 'clickup' })
    : new MCPServerStdio({ ...stdio, name: 'clickup' });
  await server.connect();
  return {
    list: async () => (await server.listTools()).map(({ name }) => name),
    call: (name, args) => server.callTool(name, args),
    close: () => server.close(),
  };
}
