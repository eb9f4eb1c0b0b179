import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';

// The least that a server on the SDK is over HTTP, without sessions as the SDK has it: one tool, one fetch of the URL in
// BENCH_URL, its text handed on. GET gives BENCH_BYTES bytes from memory.
const bytes = Buffer.alloc(Number(process.env.BENCH_BYTES ?? 0), 'x');

async function answer(request, response) {
  const server = new McpServer({ name: 'one-tool', version: '1.0.0' });
  server.registerTool('read', { description: 'Reads a task.' }, async () => {
    const task = await fetch(process.env.BENCH_URL);
    return { content: [{ type: 'text', text: await task.text() }] };
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  await server.connect(transport);
  await transport.handleRequest(request, response);
}

const server = createServer((request, response) => {
  if (request.method === 'POST') answer(request, response);
  else response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`http://127.0.0.1:${server.address().port}/mcp\n`));
