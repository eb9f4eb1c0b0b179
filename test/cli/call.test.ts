import { describe, expect, it } from 'vitest';
import { cliHere } from '../support/cli-here.js';
import { nobodyThere, serve } from '../support/cli-program.js';

describe('call', () => {
  const sprint = '901710000301';
  const bulk = (...names: string[]) => [
    'call',
    'task_create_bulk',
    '--list-id',
    sprint,
    '--tasks',
    JSON.stringify(names.map((name) => ({ name, ...(name === 'bad' && { status: 'nope' }) }))),
    '--sandbox',
  ];

  it('prints text on request, and HTTP calls apart from it', async () => {
    const { stdout, stderr } = await cliHere(['call', 'user_get', '--sandbox', '--output', 'text', '--debug']);
    expect(stdout).toMatch(/^user:\n {2}id: +81230001\n/);
    expect(stderr).toMatch(/GET +\/v2\/user/);
  });

  it.each<[string, number, string[]]>([
    ['wrong input', 2, ['call', 'task_create', '--list-id', sprint, '--name', '', '--sandbox']],
    ['what destroys, unconfirmed', 2, ['call', 'task_delete', '--task-id', 'ENG-96', '--sandbox']],
    ['no key', 3, ['call', 'user_get']],
    ['not found', 4, ['call', 'task_get', '--task-id', '86c0zzzz9', '--sandbox']],
    ['a bulk call, all of it', 0, bulk('A', 'B')],
    ['a bulk call, a part of it', 6, bulk('A', 'bad')],
  ])('ends as it went: %s is %i', async (_, code, words) => {
    const finished = await cliHere(words);
    expect([finished.code, finished.stderr]).toEqual([code, '']);
  });

  it('ends with 1 when nobody is there, and with 5 when the limit is used up', async () => {
    const gone = await cliHere(['call', 'user_get'], {
      env: { CLICKUP_API_KEY: 'pk_1_A', CLICKUP_BASE_URL: await nobodyThere() },
    });
    expect([gone.code, JSON.parse(gone.stdout).error.code]).toEqual([1, 'NETWORK_ERROR']);
    const limited = await serve({ faults: [{ kind: '429', retryAfter: 600 }] });
    expect((await cliHere(['call', 'user_get'], { env: limited })).code).toBe(5);
  });

  it('refuses a bad environment before it sends anything', async () => {
    const { code, stderr } = await cliHere(['call', 'user_get'], { env: { CLICKUP_API_KEY: 'your_api_key' } });
    expect(code).toBe(2);
    expect(stderr).toContain('CLICKUP_API_KEY is not a usable token');
  });
});
