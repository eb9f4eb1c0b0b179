#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes, UsageError } from '../cli/usage.js';
import { configWarnings, readConfig } from '../config/read.js';
import { redact } from '../config/redact.js';
import { endOnClosedPipe } from '../node/closed-pipe.js';
import { ClickUpError } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { help, readCommand } from './command.js';

const names = [
  'sync',
  'status',
  'report',
  'query',
  'serve',
  'webhooks',
  'status-rules',
  'import-projects',
  'reset',
] as const;

async function main(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  const [name] = command.words;
  if (command.version || command.help || !name) {
    process.stdout.write(command.version ? `${packageJson.version}\n` : help);
    return exitCodes.success;
  }
  if (name === 'prompt') {
    process.stdout.write((await import('./small-profile.js')).systemPrompt);
    return exitCodes.success;
  }
  const known = names.find((each) => each === name);
  if (!known) {
    const near = nearest(name, names);
    throw new UsageError(
      `no command is called ${name}`,
      near ? `Did you mean ${near}?` : `There are: ${names.join(', ')}, prompt.`,
    );
  }
  if (command.envFile !== undefined) process.loadEnvFile(command.envFile);
  const { sandbox, folder } = command;
  const config = readConfig(process.env, { program: 'clickup-tools', sandbox: sandbox !== false });
  for (const warning of configWarnings(config)) process.stderr.write(`clickup-analytics: ${warning}\n`);
  const [{ openAnalytics }, { commands }] = await Promise.all([import('./open.js'), import('./commands.js')]);
  const analytics = await openAnalytics({ config, env: process.env, sandbox, folder, sql: command.sql });
  try {
    return await commands[known]!(analytics, command);
  } finally {
    await analytics.close();
  }
}

/** Says what went wrong and what to do; a stack is for those who debug. */
function explain(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UsageError ? error.hint : error instanceof ClickUpError ? error.suggestion : '';
  const stack = process.env.ENABLE_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  process.stderr.write(redact(`clickup-analytics: ${message}${hint && `\n  ${hint}`}${stack}\n`, process.env));
  return error instanceof ClickUpError ? exitCodes[error.type] : exitCodes.VALIDATION;
}

endOnClosedPipe('clickup-analytics');
main(process.argv.slice(2))
  .catch(explain)
  .then((code) => {
    process.exitCode = code;
  });
