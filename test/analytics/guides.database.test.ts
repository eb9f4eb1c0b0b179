import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runSnippet } from '../../docs/examples/run-snippet.js';
import { type MirrorOptions, openMirror } from '../../src/analytics/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { codeBlocks } from '../support/docs-pages.js';

const guide = readFileSync(new URL('../../docs/guides/analytics.md', import.meta.url), 'utf8');
const programs = codeBlocks(guide, 'ts').filter((code) => code.includes('clickup-tools/analytics'));

describe('programs of the analytics guide', () => {
  it('run and print something other than an error', async () => {
    expect(programs.length).toBeGreaterThan(0);
    for (const program of programs) {
      const { options } = createSandbox({ clock: manualClock(), rateLimit: false });
      // In memory, and on a ClickUp of its own.
      const open = ({ folder: _, ...rest }: MirrorOptions) => openMirror({ ...rest, ...options });
      const { log, error } = await runSnippet(program, { 'clickup-tools/analytics': { openMirror: open } });
      expect(error).toEqual([]);
      expect(log.length).toBeGreaterThan(0);
      expect(log.flat()).not.toContain(undefined);
    }
  });
});
