import { describe, expect, it } from 'vitest';
import { parseCall } from '../../src/cli/arguments.js';
import { findTool } from '../../src/cli/catalog.js';
import { examplesOf } from '../../src/cli/describe.js';
import { UsageError } from '../../src/cli/usage.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { everyTool } from '../support/catalog.js';

/** A command as a POSIX shell takes it apart. */
const shellWords = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|\\(.)/g,
      (_, quoted: string | undefined, escaped: string | undefined) => quoted ?? escaped ?? '',
    ),
  );

/** Examples are pasted on any day. */
const days = ['2026-10-05T09:00Z', '2027-02-28T22:30Z', '2031-06-15T06:00Z'];

/** Whether the command succeeds on that day; a command line that is refused does not. */
async function works(name: string | undefined, words: string[], day: string): Promise<boolean> {
  try {
    const { input, sandbox } = parseCall(findTool(name), words, () => '');
    const clock = manualClock(Date.parse(day));
    const embedded = createSandbox({ clock, ...(sandbox || {}) });
    const clickup = createClickUp({ ...embedded.options, clock });
    return (await clickup.call(findTool(name).name, input)).success;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

describe.each(days)('pasted on %s', (day) => {
  describe.each(everyTool)('the help for %s', (_, tool) => {
    it.each(examplesOf(tool))('shows a command that works: $title', async ({ command, fails }) => {
      const [program, call, name, ...words] = shellWords(command);
      expect([program, call]).toEqual(['clickup-tools', 'call']);
      expect(await works(name, words, day)).toBe(!fails);
    });
  });
});
