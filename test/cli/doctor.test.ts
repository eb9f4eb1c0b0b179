import { describe, expect, it } from 'vitest';
import { API_KEYS, manualClock } from '../../src/sandbox/index.js';
import { cliHere } from '../support/cli-here.js';
import { nobodyThere, serve } from '../support/cli-program.js';

describe('doctor', () => {
  it('goes by what one sees, without asking anybody', async () => {
    const { code, stdout } = await cliHere(['doctor', '--troubleshoot'], {
      env: { CLICKUP_BASE_URL: await nobodyThere() },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The client does not show it\n/);
    expect(stdout).toContain('spawn node ENOENT');
    expect((await cliHere(['doctor', '--troubleshoot', '--sandbox'])).code).toBe(2);
  });

  it('compares the clocks over HTTP, and never shows the key', async () => {
    const env = await serve();
    const { code, stdout, stderr } = await cliHere(['doctor'], { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok +Clock: /m);
    expect(stdout).toContain(`"CLICKUP_BASE_URL": "${env.CLICKUP_BASE_URL}"`);
    expect(stdout).not.toContain(API_KEYS.owner);
  });

  it('notes a sandbox that is on another clock', async () => {
    const env = await serve({ clock: manualClock() });
    const { stdout } = await cliHere(['doctor'], { env });
    expect(stdout).toMatch(/^note +Clock: \d+ s ahead of ClickUp's/m);
  });

  it.each<[string, number, Record<string, string>, RegExp]>([
    ['no key', 3, { CLICKUP_API_KEY: '' }, /FAIL {2}CLICKUP_API_KEY is not set\n.*One problem/s],
    ['a wrong key', 3, { CLICKUP_API_KEY: 'pk_1_WRONG' }, /FAIL {2}Key: .*One problem/s],
    ['nobody there', 1, { CLICKUP_BASE_URL: 'nobody' }, /FAIL {2}ClickUp: .*ECONNREFUSED/],
    [
      'several problems',
      2,
      { CLICKUP_TIME_ZONE: 'Mars/Base', CLICKUP_WORKSPACE_ID: '42' },
      /FAIL.*FAIL.*2 problems: see FAIL/s,
    ],
  ])('finds %s', async (_, code, env, text) => {
    const nobody = env.CLICKUP_BASE_URL === 'nobody' ? { CLICKUP_BASE_URL: await nobodyThere() } : {};
    const finished = await cliHere(['doctor'], { env: { ...(await serve()), ...env, ...nobody } });
    expect(finished.code).toBe(code);
    expect(finished.stdout).toMatch(text);
    expect(finished.stdout).not.toContain('mcpServers');
  });
});
