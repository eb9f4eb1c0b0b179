import { describe, expect, it } from 'vitest';
import { checkAccount, checkClock, checkLimit, type Finding } from '../../src/cli/checks.js';
import { checkEnvironment, nodeVersion } from '../../src/cli/doctor.js';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock, type SandboxOptions } from '../../src/sandbox/index.js';

const at = Date.UTC(2026, 9, 5, 9, 0, 0);
const date = (offsetMs: number) => ({ at, date: new Date(at + offsetMs).toUTCString() });
const lines = (findings: readonly Finding[]) =>
  findings.map(({ level, what, next }) => [level, what, next].join(' | '));

function account({ apiKey, workspaceId, ...options }: SandboxOptions & { apiKey?: string; workspaceId?: string } = {}) {
  const sandbox = createSandbox({ clock: manualClock(at), ...options });
  const client = createClickUp({
    apiKey: apiKey ?? sandbox.apiKey,
    fetch: sandbox.fetch,
    clock: sandbox.clock,
    random: () => 0.5,
  });
  return checkAccount(client, { workspaceId, lastArrival: () => date(0) });
}

describe('what ClickUp says about the key', () => {
  it('names person, Workspace, plan, limit and clock', async () => {
    const findings = await account();
    expect(findings.every(({ level }) => level === 'ok')).toBe(true);
    expect(findings.map(({ what }) => what)).toEqual([
      'Key: Lena Hoffmann (lena@harbourbikes.example); dates are read in Europe/Berlin',
      'Workspace: Harbour Bikes (9011234567)',
      expect.stringMatching(/^Plan: Business; \d+ of \d+ member seats and \d+ of \d+ guest seats taken$/),
      expect.stringMatching(/^Rate limit: \d+ of 100 calls left in this minute$/),
      "Clock: agrees with ClickUp's",
    ]);
  });

  it('refuses a wrong key, and asks nothing further', async () => {
    const [finding, ...more] = await account({ apiKey: 'pk_1_WRONG' });
    expect(finding).toMatchObject({ level: 'FAIL', code: 3, next: expect.stringContaining('CLICKUP_API_KEY') });
    expect(finding!.what).toMatch(/^Key: /);
    expect(more).toEqual([]);
    expect(JSON.stringify(finding)).not.toContain('pk_1_WRONG');
  });

  it('tells an unreachable ClickUp from a wrong key', async () => {
    const [finding] = await account({ faults: [{ kind: 'refused' }] });
    expect(finding).toMatchObject({ level: 'FAIL', code: 1 });
    expect(finding!.what).toMatch(/^ClickUp: .*ECONNREFUSED/);
  });

  it('refuses a Workspace that the key does not reach, and names those it does', async () => {
    const findings = await account({ workspaceId: '42' });
    expect(lines(findings)).toContainEqual(
      expect.stringMatching(/^FAIL \| Workspace: 42 is not .* \| Set CLICKUP_WORKSPACE_ID to one of: Harbour Bikes/),
    );
  });

  it('only notes a plan that it may not see', async () => {
    const findings = await account({ faults: [{ kind: '500', operation: 'GetWorkspaceplan' }] });
    expect(lines(findings)).toContainEqual(expect.stringMatching(/^note \| Plan: not known/));
    expect(findings.some(({ level }) => level === 'FAIL')).toBe(false);
  });
});

describe('a proxy in the environment', () => {
  const told = (env: Record<string, string>) =>
    lines(checkEnvironment({ CLICKUP_API_KEY: 'pk_1_A', ...env }, false)).filter((line) => line.includes('PROXY'));

  it('is noted where Node does not read it', () => {
    expect(told({ HTTPS_PROXY: 'http://user:SECRET@proxy:8080' })).toEqual([
      expect.stringMatching(/^note \| HTTPS_PROXY is set, but Node does not read it \| .*NODE_USE_ENV_PROXY=1/),
    ]);
    expect(told({ HTTPS_PROXY: 'http://user:SECRET@proxy:8080' }).join()).not.toContain('SECRET');
  });

  it('needs no word where Node does', () => {
    expect(told({ HTTPS_PROXY: 'http://proxy:8080', NODE_USE_ENV_PROXY: '1' })).toEqual([]);
    expect(told({})).toEqual([]);
  });
});

describe('the clock', () => {
  it.each<[number, string, RegExp]>([
    [900, 'ok', /agrees/],
    [-30_000, 'ok', /30 s ahead of/],
    [30_000, 'ok', /30 s behind/],
    [-600_000, 'FAIL', /600 s ahead of/],
    [3_600_000, 'FAIL', /3600 s behind/],
  ])('%i ms between it and the Date of the answer', (offset, level, what) => {
    const finding = checkClock(date(offset));
    expect(finding.level).toBe(level);
    expect(finding.what).toMatch(what);
    expect(finding.next !== undefined).toBe(level === 'FAIL');
  });

  it('is only noted where the server is on this machine, as a sandbox on its own time', () => {
    expect(checkClock(date(-600_000), true).level).toBe('note');
  });

  it.each([undefined, { at, date: null }, { at, date: 'soon' }])('is not compared with %j', (arrival) => {
    expect(checkClock(arrival)).toEqual({ level: 'ok', what: 'Clock: not compared, the answer carries no date' });
  });
});

describe('the rate limit', () => {
  const limit = { remaining: 98, limit: 100, reset_at: at + 60_000 };

  it('says what is left', () => {
    expect(checkLimit(limit, date(0))).toEqual({
      level: 'ok',
      what: 'Rate limit: 98 of 100 calls left in this minute',
    });
    expect(checkLimit(limit, undefined).level).toBe('ok');
  });

  it('notes a reset on another clock than the answer, as a sandbox on its own time has it', () => {
    const finding = checkLimit(limit, date(47 * 86_400_000));
    expect(finding.level).toBe('note');
    expect(finding.what).toContain('2026-10-05T09:01:00.000Z');
  });

  it('notes that figures are missing', () => {
    expect(checkLimit(undefined, date(0)).level).toBe('note');
  });
});

describe('the environment', () => {
  it('says what is missing and where to get it', () => {
    expect(checkEnvironment({}, false)).toEqual([
      expect.objectContaining({ level: 'FAIL', what: 'CLICKUP_API_KEY is not set', code: 3 }),
    ]);
    expect(checkEnvironment({}, true)).toEqual([]);
  });

  it('reports every bad value at once', () => {
    const env = { CLICKUP_API_KEY: 'your_api_key', CLICKUP_TEAM_ID: 'abc', CLICKUP_TIME_ZONE: 'Mars/Base' };
    expect(checkEnvironment(env, false).map(({ what }) => what)).toEqual([
      'CLICKUP_API_KEY is not a usable token',
      'CLICKUP_TEAM_ID is "abc"',
      'CLICKUP_TIME_ZONE is "Mars/Base"',
    ]);
  });

  it('notes variables that nobody reads and keys that travel in the clear', () => {
    const env = { CLICKUP_API_KEY: 'pk_1_A', CLICKUP_WORKSPACE: '1', CLICKUP_BASE_URL: 'http://proxy.example/api' };
    expect(lines(checkEnvironment(env, false))).toEqual([
      'note | API: http://proxy.example/api | With http everybody on the way can read the key; use https.',
      'note | CLICKUP_WORKSPACE is not read | Did you mean CLICKUP_WORKSPACE_ID?',
    ]);
    const here = checkEnvironment({ CLICKUP_API_KEY: 'pk_1_A', CLICKUP_BASE_URL: 'http://127.0.0.1:1/api' }, false);
    expect(here).toEqual([{ level: 'ok', what: 'API: http://127.0.0.1:1/api' }]);
  });

  it.each([
    ['20.20.2', 'ok'],
    ['20.19.0', 'ok'],
    ['22.1.0', 'ok'],
    ['20.18.3', 'FAIL'],
    ['18.20.0', 'FAIL'],
  ])('Node %s', (version, level) => {
    expect(nodeVersion(version).level).toBe(level);
  });
});
