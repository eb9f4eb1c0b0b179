import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import type { Finished } from './cli-program.js';

/**
 * The command line in this process, for what does not depend on being one: a start of node takes half a second. The
 * environment is the one that is given, until it ends; signals, stdin and the working folder need `cli()`.
 */
export async function cliHere(
  words: readonly string[],
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<Finished> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += text;
      return true;
    }),
  );
  const outside = process.env;
  const listeners = process.listeners('SIGINT');
  process.env = { ...env };
  try {
    return { code: await runProgram(words), ...said };
  } finally {
    process.env = outside;
    for (const spy of spies) spy.mockRestore();
    for (const listener of process.listeners('SIGINT'))
      if (!listeners.includes(listener)) process.off('SIGINT', listener);
  }
}
