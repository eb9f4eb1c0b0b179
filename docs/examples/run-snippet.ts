import crypto from 'node:crypto';
import http from 'node:http';
import { inspect } from 'node:util';
import ts from 'typescript';
import * as hosted from '../../src/hosted/index.js';
import * as sdk from '../../src/index.js';
import * as sandboxModule from '../../src/sandbox/index.js';

/** The package as a program imports it, except that ClickUp is a fresh sandbox on a clock that stands still. */
const modules = () => {
  const clock = sandboxModule.manualClock();
  const fresh = { ...sandboxModule.createSandbox({ clock }).options, random: () => 0.5 };
  const createClickUp = (options: sdk.ClickUpOptions) =>
    sdk.createClickUp(options.fetch || options.transport ? options : { ...options, ...fresh });
  return {
    'clickup-tools': { ...sdk, createClickUp },
    'clickup-tools/hosted': hosted,
    'clickup-tools/sandbox': sandboxModule,
    'node:crypto': crypto,
    'node:http': http,
  };
};

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/** What a program printed: the values of each call of `console.log` and of `console.error`. */
export interface Printed {
  log: unknown[][];
  error: unknown[][];
}

/** Runs a program that imports this package and the modules of Node that are listed above, and those given besides. */
export async function runSnippet(program: string, more: Readonly<Record<string, object>> = {}): Promise<Printed> {
  const body = program.replace(/^import \{([^}]+)\} from '([^']+)';$/gm, "const {$1} = modules['$2'];");
  const { target, module } = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target, module } });
  const printed: Printed = { log: [], error: [] };
  const console = {
    log: (...values: unknown[]) => printed.log.push(values),
    error: (...values: unknown[]) => printed.error.push(values),
  };
  await new AsyncFunction('modules', 'console', outputText)({ ...modules(), ...more }, console);
  return printed;
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: 100 });

/** The lines that a terminal shows of what was printed. */
export const printedLines = (calls: unknown[][]): string =>
  calls.map((values) => values.map(shown).join(' ').trimEnd()).join('\n');
