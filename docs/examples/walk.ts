import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';
import { createClickUp } from '../../src/index.js';
import { createMcpServer } from '../../src/mcp/server.js';
import { StdioTransport } from '../../src/mcp/stdio.js';
import { createSandbox, LISTS } from '../../src/sandbox/index.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const listTasks = { name: 'clickup_task_list', arguments: { list_id: LISTS.sprint24 } };

/** Sends one `tools/call` through stdin and waits for its answer on stdout. */
async function call(id: number): Promise<void> {
  const request = { jsonrpc: '2.0', id, method: 'tools/call', params: listTasks };
  const write = process.stdout.write;
  const answered = new Promise<string>((resolve) => {
    process.stdout.write = ((text: string) => {
      resolve(text);
      return true;
    }) as typeof write;
  });
  process.stdin.emit('data', Buffer.from(`${JSON.stringify(request)}\n`));
  const answer = JSON.parse(await answered) as { result?: { isError: boolean } };
  process.stdout.write = write;
  if (answer.result?.isError !== false) throw new Error(JSON.stringify(answer));
}

/** Our files of which the second call runs a function; the first has loaded the tool and learnt who the token is. */
async function filesOfACall(): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await call(1);
  await session.post('Profiler.takePreciseCoverage');
  await call(2);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ url, functions }) => url.startsWith('file://') && functions.some(({ ranges }) => ranges[0]!.count > 0))
    .map(({ url }) => fileURLToPath(url).slice(root.length))
    .filter((path) => /^(src|generated)\//.test(path) && !path.startsWith('src/sandbox/'))
    .sort();
}

const { apiKey, fetch } = createSandbox({ rateLimit: false });
const clickup = createClickUp({ apiKey, fetch });
const server = createMcpServer({ version: '0', listing: [], instructions: '', clientFor: () => clickup });
await server.connect(new StdioTransport());
const files = await filesOfACall();
process.stdout.write(`${files.join('\n')}\n`);
process.exit();
