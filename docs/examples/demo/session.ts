import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

/** A list as the server sends it to models. */
interface Table {
  columns: string[];
  rows: unknown[][];
  same?: Record<string, unknown>;
}

export type Row = Record<string, unknown>;

/** A real MCP client on the built server with its embedded ClickUp; `say` prints, `call` runs a tool and shows the call. */
export async function openSession() {
  const client = new Client({ name: 'demo', version: '1.0.0' });
  const server = new URL('../../../dist/mcp.js', import.meta.url).pathname;
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [server, '--sandbox'] }));
  const say = (text = '') => process.stdout.write(`${text}\n`);

  async function call<Data extends object>(name: string, input: Row = {}): Promise<Data> {
    say(`  > ${name} ${JSON.stringify(input)}`);
    const { structuredContent, isError } = await client.callTool({ name, arguments: input });
    const { data, error } = structuredContent as { data: Data; error: { message: string; suggested_action: string } };
    if (isError) throw new Error(`${name}: ${error.message} ${error.suggested_action}`);
    return data;
  }

  return { client, call, say };
}

export type Session = Awaited<ReturnType<typeof openSession>>;

/** A list from the server as objects again, whichever of the two forms it came in. */
export function rowsOf(list: Table | Row[] | undefined): Row[] {
  if (list === undefined || Array.isArray(list)) return list ?? [];
  return list.rows.map((row) => ({
    ...list.same,
    ...Object.fromEntries(list.columns.map((name, i) => [name, row[i] ?? undefined])),
  }));
}
