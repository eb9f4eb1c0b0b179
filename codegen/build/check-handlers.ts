import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManifestError, type Problem } from '../manifest/problems.js';
import type { Model } from '../model.js';

/** Throws a ManifestError for tools whose handler is not in the `src` folder that is given, or is called otherwise. */
export const checkHandlers = async ({ tools }: Model, src: string): Promise<void> => {
  const problems: Problem[] = [];
  for (const { name, implementation, source } of tools) {
    if (implementation.type !== 'handler') continue;
    const path = `src/${implementation.module}.ts`;
    const text = await readFile(join(src, `${implementation.module}.ts`), 'utf8').catch(() => undefined);
    const exported = new RegExp(`^export (async function|function|const) ${implementation.function}\\b`, 'm');
    if (text !== undefined && exported.test(text)) continue;
    const problem = text === undefined ? `needs the file ${path}` : `${path} exports no ${implementation.function}`;
    const message = `${name} has handler: true: ${problem}. Export ${implementation.function}(ctx, input) from it`;
    problems.push({ ...source, message: text === undefined ? `${message}, or bind an operation instead` : message });
  }
  if (problems.length > 0) throw new ManifestError(problems);
};
