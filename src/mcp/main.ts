#!/usr/bin/env node
import { finished } from 'node:stream';
import { toolsList } from '../../generated/listings/index.js';
import { tools } from '../../generated/tools/index.js';
import packageJson from '../../package.json' with { type: 'json' };
import type { ClickUp } from '../client/create-clickup.js';
import { configWarnings, readConfig } from '../config/read.js';
import { redact } from '../config/redact.js';
import { settingsHelp } from '../config/report.js';
import { mcpDeadlineMs } from '../config/settings.js';
import { endOnClosedPipe } from '../node/closed-pipe.js';
import { instructionsFor } from '../registry/instructions.js';
import { entriesFor, inToolsets, select, withServices } from '../registry/select.js';
import { ClickUpError } from '../runtime/errors.js';
import { createMcpServer, type McpServer } from './server.js';
import { StdioTransport } from './stdio.js';

const { version } = packageJson;

const help = `clickup-mcp ${version}: ClickUp tools over the Model Context Protocol, on stdin and stdout.

  clickup-mcp             serve ClickUp; needs CLICKUP_API_KEY
  clickup-mcp --sandbox   serve an embedded ClickUp with sample data; no account, no key
  clickup-mcp --version
  clickup-mcp --help

An MCP client starts it; \`clickup-tools doctor\` prints the configuration to paste.

Environment
${settingsHelp('clickup-mcp')}`;

function main(args: readonly string[]): void {
  const unknown = args.find((arg) => !['--sandbox', '--version', '--help'].includes(arg));
  if (unknown !== undefined) fail(`unknown option ${nameOf(unknown)}`, 'clickup-mcp --help lists the options');
  else if (args.includes('--help')) process.stdout.write(help);
  else if (args.includes('--version')) process.stdout.write(`${version}\n`);
  else serve(args.includes('--sandbox'));
}

function serve(sandbox: boolean): void {
  const { result, ...config } = readConfig(process.env, { program: 'clickup-mcp', sandbox });
  if (!sandbox && !config.apiKey) {
    process.stderr.write('clickup-mcp: CLICKUP_API_KEY is not set; tools are listed, but every call will say so.\n');
  }
  for (const warning of configWarnings(config)) process.stderr.write(`clickup-mcp: ${warning}\n`);
  const served = select(tools, withServices({}), inToolsets('standard'));
  let client: Promise<ClickUp> | undefined;
  // Everything heavy stands behind this import: a server that only lists tools never loads it.
  const load = async () =>
    (await import('../node/open-client.js')).openClient(
      { deadlineMs: mcpDeadlineMs, ...config, tools: served },
      { sandbox },
    );
  const server = createMcpServer({
    version,
    listing: entriesFor(toolsList, served),
    instructions: instructionsFor(served),
    result,
    clientFor: () => {
      client ??= load();
      return client;
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
  finished(process.stdin, () => end(server, async () => (await client)?.close()));
  server.connect(new StdioTransport()).catch((error: unknown) => fail(String(error), 'start it from an MCP client'));
}

/** What was asked before stdin ended is answered, as far as it can be in this time. */
const graceMs = 2_000;

function end(server: McpServer, stopWaiting: () => Promise<void>): void {
  // For calls that do not even end when they are cancelled.
  setTimeout(() => process.exit(0), graceMs + 250).unref();
  // The SDK answers within the turn in which it is asked.
  setImmediate(async () => {
    stopWaiting().catch(() => undefined);
    await server.drain(graceMs);
    process.stdout.write('', () => process.exit(0));
  });
}

/** An option without its value, which may be a key. */
const nameOf = (word: string): string => redact(word.replace(/=.*/s, ''), process.env);

function fail(problem: string, next: string): void {
  process.stderr.write(`clickup-mcp: ${problem}\n  ${next}\n`);
  process.exitCode = 2;
}

endOnClosedPipe('clickup-mcp');
try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ClickUpError)) throw error;
  fail(error.message, error.suggestion);
}
