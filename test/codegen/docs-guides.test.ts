import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as sdk from '../../src/index.js';
import * as sandboxModule from '../../src/sandbox/index.js';
import { codeBlocks, pagesBelow } from './docs-pages.js';

const snippets = pagesBelow('docs/guides').flatMap(({ path, text }) =>
  codeBlocks(text, 'ts').map((code, index) => [`${path} ${index + 1}`, code] as const),
);

/** The package as a snippet imports it, except that ClickUp is the sandbox where the snippet brings none of its own. */
const modules = () => {
  const clock = sandboxModule.manualClock();
  const { fetch, apiKey } = sandboxModule.createSandbox({ clock });
  const createClickUp = (options: sdk.ClickUpOptions) =>
    sdk.createClickUp(options.fetch ? options : { ...options, fetch, clock, apiKey });
  return { 'clickup-tools': { ...sdk, createClickUp }, 'clickup-tools/sandbox': sandboxModule };
};

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/** Runs a snippet; gives what it printed, and what it printed as errors. */
const run = async (code: string) => {
  const body = code.replace(/^import \{([^}]+)\} from '([^']+)';$/gm, "const {$1} = modules['$2'];");
  const { outputText } = ts.transpileModule(body, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const printed: unknown[][] = [];
  const errors: unknown[][] = [];
  const console = {
    log: (...values: unknown[]) => printed.push(values),
    error: (...values: unknown[]) => errors.push(values),
  };
  await new AsyncFunction('modules', 'console', outputText)(modules(), console);
  return { printed, errors };
};

describe('snippets of the guides', () => {
  it.each(snippets)('%s runs and prints something other than an error', async (_, code) => {
    const { printed, errors } = await run(code);
    expect(errors).toEqual([]);
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.flat()).not.toContain(undefined);
  });

  it('say truly that a lost answer leaves one task and an UNKNOWN_OUTCOME', async () => {
    const code = snippets.find(([, text]) => text.includes('reset-after'))![1];
    expect((await run(code)).printed).toEqual([['UNKNOWN_OUTCOME']]);
  });
});
