import packageJson from '../../package.json' with { type: 'json' };
import { redact } from '../config/redact.js';
import { ClickUpError } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { paintFor, withHeadings } from './colour.js';
import { textWidth } from './terminal.js';
import { exitCodes, help, UsageError } from './usage.js';
import { indent, wrap } from './width.js';

/** Each command loads its own code, so that a table of tools does not wait for a sandbox. */
const commands: Record<string, (words: readonly string[]) => Promise<number>> = {
  tools: async (words) => (await import('./tools.js')).listTools(words),
  call: async (words) => (await import('./call.js')).callTool(words),
  jobs: async (words) => (await import('./shortcuts.js')).runJobs(words),
  history: async (words) => (await import('./shortcuts.js')).runHistory(words),
  sandbox: async (words) => (await import('./sandbox.js')).runSandbox(words),
  doctor: async (words) => (await import('./doctor.js')).runDoctor(words),
  mcp: () => startProgram('mcp.js'),
  serve: () => startProgram('hosted-server.js'),
  completion: async (words) => (await import('./completion.js')).complete(words),
  help: async ([tool]) => {
    if (tool === 'sandbox') return printHelp((await import('./sandbox-help.js')).sandboxHelp());
    if (tool && !Object.hasOwn(commands, tool)) return (await import('./describe.js')).describeTool(tool);
    return printHelp(help);
  },
};

function print(text: string): number {
  process.stdout.write(text);
  return exitCodes.success;
}

/** Another program, which reads its options as it does by its own name: for those who can start one program of a package only. */
async function startProgram(file: string): Promise<number> {
  process.argv.splice(2, 1);
  await import(new URL(`./${file}`, import.meta.url).href);
  return Number(process.exitCode ?? exitCodes.success);
}

const printHelp = (text: string): number => print(withHeadings(text, paintFor(process.stdout)));

async function main([command = 'help', ...words]: readonly string[]): Promise<number> {
  if (command === '--version' || command === '-v') {
    return print(`${packageJson.version}\n`);
  }
  const name = command === '--help' || command === '-h' ? 'help' : command;
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!run) throw new UsageError(`no command is called ${name}`, await commandHint(name));
  const isPassedOn = name === 'mcp' || name === 'serve' || (name === 'completion' && words[0] === '--');
  if (!isPassedOn && (words.includes('--help') || words.includes('-h')))
    return commands.help!(name === 'call' ? words.filter((word) => !word.startsWith('-')).slice(0, 1) : [name]);
  return run(words);
}

async function commandHint(name: string): Promise<string> {
  if (name.startsWith('-')) return 'Options come after their command; `clickup-tools --help` lists both.';
  const { isTool } = await import('./catalog.js');
  if (name.startsWith('clickup_') || isTool(name)) return `Tools run with \`clickup-tools call ${name}\`.`;
  const near = nearest(name, Object.keys(commands));
  return near ? `Did you mean ${near}?` : '`clickup-tools --help` lists them.';
}

/** `clickup-tools` with these words: does what they say, and gives the exit code. */
export async function runProgram(words: readonly string[]): Promise<number> {
  try {
    return await main(words);
  } catch (error) {
    return explain(error);
  }
}

/** Says what went wrong and what to do; a stack is for those who debug. */
function explain(error: unknown): number {
  const isOurs = error instanceof UsageError || error instanceof ClickUpError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = isOurs
    ? error instanceof UsageError
      ? error.hint
      : error.suggestion
    : 'This should not happen; ENABLE_DEBUG=true shows where. Please report it.';
  const stack = !isOurs && error instanceof Error && process.env.ENABLE_DEBUG ? `\n${error.stack}` : '';
  const lines = wrap(hint, textWidth(process.stderr) - 2).join('\n');
  const problem = paintFor(process.stderr)('red', redact(`clickup-tools: ${message}`, process.env));
  process.stderr.write(`${problem}\n${redact(`${indent(lines)}${stack}`, process.env)}\n`);
  return isOurs ? exitCodes.VALIDATION : exitCodes.API_ERROR;
}
