import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

// What a read costs at least: one tool, one fetch of the URL in BENCH_URL, its text handed on.
const server = new McpServer({ name: 'one-tool', version: '1.0.0' });
server.registerTool('read', { description: 'Reads a task.' }, async () => {
  const response = await fetch(process.env.BENCH_URL);
  return { content: [{ type: 'text', text: await response.text() }] };
});
await server.connect(new StdioServerTransport());
