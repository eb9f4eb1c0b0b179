#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };
import { ClickUpError } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { exitCodes, help, UsageError } from './usage.js';

/** Each command loads its own code, so that a table of tools does not wait for a sandbox. */
const commands: Record<string, (words: readonly string[]) => Promise<number>> = {
  tools: async (words) => (await import('./tools.js')).listTools(words),
  call: async (words) => (await import('./call.js')).callTool(words),
  sandbox: async (words) => (await import('./sandbox.js')).runSandbox(words),
  doctor: async (words) => (await import('./doctor.js')).runDoctor(words),
  help: async ([tool]) => {
    if (tool) return (await import('./tools.js')).describeTool(tool);
    process.stdout.write(help);
    return exitCodes.success;
  },
};

async function main([command = 'help', ...words]: readonly string[]): Promise<number> {
  if (command === '--version') {
    process.stdout.write(`${packageJson.version}\n`);
    return exitCodes.success;
  }
  const name = command === '--help' || command === '-h' ? 'help' : command;
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!run) {
    const near = nearest(name, Object.keys(commands));
    throw new UsageError(
      `no command is called ${name}`,
      near ? `Did you mean ${near}?` : '`clickup-tools --help` lists them.',
    );
  }
  if (words.includes('--help') || words.includes('-h'))
    return commands.help!(name === 'call' && words[0] ? [words[0]] : []);
  return run(words);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const [message, hint] =
    error instanceof UsageError
      ? [error.message, error.hint]
      : error instanceof ClickUpError
        ? [error.message, error.suggestion]
        : [];
  if (message === undefined) throw error;
  process.stderr.write(`clickup-tools: ${message}\n  ${hint}\n`);
  process.exitCode = exitCodes.VALIDATION;
}
