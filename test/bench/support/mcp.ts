import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Envelope } from '../../../src/runtime/envelope.js';

export const ourServer = new URL('../../../dist/mcp.js', import.meta.url).pathname;

/** A tool's answer as the client got it. */
export interface Answer {
  isError: boolean;
  /** The text a model would read. */
  text: string;
  envelope: Envelope;
}

export interface Session {
  client: Client;
  /** Process id of the server. */
  pid: number;
  call(name: string, input: object): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a server with plain `node` and connects the official client to it. */
export async function openSession(
  server: string,
  env: Record<string, string> = {},
  args: string[] = [],
): Promise<Session> {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [server, ...args],
    env: { PATH: process.env.PATH ?? '', ...env },
    stderr: 'ignore',
  });
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(transport);
  return {
    client,
    pid: transport.pid ?? 0,
    close: () => client.close(),
    async call(name, input) {
      const result = await client.callTool({ name, arguments: { ...input } });
      const text = (result.content as { text: string }[])[0]?.text ?? '';
      const envelope = (result.structuredContent ?? JSON.parse(text)) as Envelope;
      return { isError: result.isError === true, text, envelope };
    },
  };
}

/** Our server on an API of ours; the key is made up. */
export const openOurs = (api: { url: string }): Promise<Session> =>
  openSession(ourServer, { CLICKUP_API_KEY: 'pk_81234567_BENCH', CLICKUP_BASE_URL: api.url });

/** Runs work on a session of our server, and ends it. */
export async function withOurs<Result>(api: { url: string }, work: (session: Session) => Promise<Result>) {
  const session = await openOurs(api);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** Resident memory of a process in kB. */
export function residentKb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  }
}
