import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { cli } from '../support/cli-program.js';

// What it says to which words is in program.test.ts.
describe('the program', () => {
  it('says its version, on stdout, with code 0', async () => {
    expect(await cli(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('refuses on stderr, with code 2', async () => {
    const { code, stdout, stderr } = await cli(['toolz']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/no command is called toolz\n {2}Did you mean tools\?/);
  });

  it.skipIf(!existsSync('/dev/full'))('says in one line that its output finds no room', async () => {
    const full = openSync('/dev/full', 'w');
    const { code, stderr } = await cli(['tools'], { stdout: full });
    closeSync(full);
    expect([code, stderr]).toEqual([
      1,
      'clickup-tools: the output cannot be written: ENOSPC: no space left on device, write\n',
    ]);
  });
});
