import { createMcpServer } from '../mcp/server.js';
import { StdioTransport } from '../mcp/stdio.js';
import type { Command } from './command.js';
import { mcpOptions } from './mcp-options.js';
import type { Analytics } from './open.js';

/** The port of the published analytics server, whose clients are set up for it. */
const usualPort = '8001';
/** That of its sync service. */
const usualRestPort = '8000';

/** Serves the tools until its client is gone (stdio) or it is stopped (HTTP, with the dashboard and the sync service). */
export async function serve(
  analytics: Analytics,
  { http, port = usualPort, restPort = usualRestPort, sandbox, profile }: Command,
): Promise<number> {
  const options = mcpOptions(analytics, profile);
  // Whoever types it into a terminal has no client that reads from there.
  if (http || process.stdin.isTTY) {
    const { serveOverHttp } = await import('./serve-http.js');
    const write = (line: string) => void process.stderr.write(line);
    const served = await serveOverHttp(analytics, { port, restPort, mcp: options, env: process.env, write });
    process.stderr.write(`Dashboard: ${served.addresses[0]}/dashboard${sandbox ? ' (sandbox)' : ''}\n`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    });
    await served.close();
    return 0;
  }
  const server = createMcpServer(options);
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await server.connect(new StdioTransport());
  await ended;
  await server.drain(2_000);
  await analytics.close();
  return 0;
}
