import { inspect } from 'node:util';
import ts from 'typescript';
import * as sdk from '../../src/index.js';
import * as sandboxModule from '../../src/sandbox/index.js';

/** The package as a program imports it, except that ClickUp is a fresh sandbox on a clock that stands still. */
const modules = () => {
  const clock = sandboxModule.manualClock();
  const { fetch, apiKey } = sandboxModule.createSandbox({ clock });
  const createClickUp = (options: sdk.ClickUpOptions) =>
    sdk.createClickUp(options.fetch ? options : { ...options, fetch, clock, apiKey, random: () => 0.5 });
  return { 'clickup-tools': { ...sdk, createClickUp }, 'clickup-tools/sandbox': sandboxModule };
};

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, { depth: 6, breakLength: 100 });

/** Runs a program that imports nothing but this package; gives the lines that it prints. */
export async function runSnippet(program: string): Promise<string> {
  const body = program.replace(/^import \{([^}]+)\} from '([^']+)';$/gm, "const {$1} = modules['$2'];");
  const { target, module } = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target, module } });
  const lines: string[] = [];
  const console = { log: (...values: unknown[]) => lines.push(values.map(shown).join(' ').trimEnd()) };
  await new AsyncFunction('modules', 'console', outputText)(modules(), console);
  return lines.join('\n');
}
