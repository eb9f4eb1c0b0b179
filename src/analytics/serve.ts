import packageJson from '../../package.json' with { type: 'json' };
import type { McpServerOptions } from '../mcp/options.js';
import { createMcpServer } from '../mcp/server.js';
import { StdioTransport } from '../mcp/stdio.js';
import type { Command } from './command.js';
import type { Analytics } from './open.js';
import { listed, systemPrompt } from './small-profile.js';

/** The port of the published analytics server, whose clients are set up for it. */
const usualPort = '8001';
/** That of its sync service. */
const usualRestPort = '8000';

const instructions = `Reports on a ClickUp Workspace from a synced copy. Answers say in meta of what, of which days and how fresh they are; sync_now brings the copy up to date.
Times are exact in *_ms; *_hours are rounded. Name Spaces, Folders, Lists, tasks and people as they are called; periods are words such as last_week, 2026-11 or 2026-11-01..2026-11-15.
Never add up figures that an answer already totals, and never invent one that no tool gave.`;

/** Serves the tools until its client is gone (stdio) or it is stopped (HTTP, with the dashboard and the sync service). */
export async function serve(
  analytics: Analytics,
  { http, port = usualPort, restPort = usualRestPort, sandbox, profile }: Command,
): Promise<number> {
  const { clickup, close, tools } = analytics;
  const { version } = packageJson;
  const options: McpServerOptions = {
    version,
    listing: listed(tools, profile),
    instructions: profile === undefined ? instructions : systemPrompt,
    clientFor: async () => clickup,
  };
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
  await close();
  return 0;
}
