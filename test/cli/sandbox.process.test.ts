import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { API_KEYS, LISTS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { cli } from '../support/cli-program.js';

describe('sandbox', () => {
  it('serves until it is interrupted; doctor agrees with what it prints; what it held can be kept', async () => {
    const running = cli(['sandbox', '--port', '0', '--plan', 'free', '--save', 'kept.json']);
    const welcome = await running.says('mcpServers');
    const [, url = ''] = /listening on (\S+)/.exec(welcome) ?? [];
    const [, key = ''] = /CLICKUP_API_KEY=(\S+)/.exec(welcome) ?? [];
    const env = { CLICKUP_BASE_URL: url, CLICKUP_API_KEY: key };
    const doctor = await cli(['doctor'], { env });
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toMatch(/Plan: Free Forever.*Clock: agrees/s);
    expect(doctor.stdout).not.toMatch(/^note/m);
    await cli(['call', 'task_create', '--list-id', '901710000301', '--name', 'Zanzibar'], { env });
    running.interrupt();
    expect((await running).code).toBe(0);

    const again = cli(['sandbox', '--port=0', '--data', 'kept.json']);
    const [, next = ''] = /listening on (\S+)/.exec(await again.says('mcpServers')) ?? [];
    const found = await cli(['call', 'task_search', '--query', 'Zanzibar'], {
      env: { ...env, CLICKUP_BASE_URL: next },
    });
    expect(JSON.parse(found.stdout).data.matched).toBe(1);
    again.interrupt();
    await again;
  });

  it('holds a company at work today, for a single call and over HTTP at the moment that is asked for', async () => {
    const report = ['call', 'time_get_report', '--start-date', 'last monday', '--people', 'all'];
    const { data } = JSON.parse((await cli([...report, '--sandbox'])).stdout);
    expect(data.total_ms).toBeGreaterThan(3_600_000);
    const running = cli(['sandbox', '--port', '0', '--now', '2026-12-24T12:00Z', '--rate-limit', 'off']);
    const welcome = await running.says('mcpServers');
    expect(welcome).toContain('sample data as of 2026-12-24T12:00Z; plan Business, no rate limit.');
    const [, url = ''] = /listening on (\S+)/.exec(welcome) ?? [];
    const answer = await fetch(`${url}/v2/team/${WORKSPACE_ID}/time_entries/current`, {
      headers: { Authorization: API_KEYS.owner },
    });
    const timer = (await answer.json()) as { data: { start: string } };
    expect(new Date(Number(timer.data.start)).toISOString()).toBe('2026-12-24T11:18:00.000Z');
    running.interrupt();
    await running;
  });

  it('breaks what it is told to break', async () => {
    const running = cli(['sandbox', '--port', '0', '--fault', '500:operation=GetAuthorizedUser']);
    const [, url = ''] = /listening on (\S+)/.exec(await running.says('mcpServers')) ?? [];
    const answer = await fetch(`${url}/v2/user`, { headers: { Authorization: API_KEYS.owner } });
    expect(answer.status).toBe(500);
    running.interrupt();
    await running;
  });

  it('says in strict mode what is wrong with a request, to who sends it and in the terminal', async () => {
    const running = cli(['sandbox', '--port', '0', '--strict']);
    const welcome = await running.says('mcpServers');
    expect(welcome).toContain(`guest ${API_KEYS.guest}`);
    const [, url = ''] = /listening on (\S+)/.exec(welcome) ?? [];
    const headers = { Authorization: API_KEYS.owner };
    const answer = await fetch(`${url}/v2/user?verbose=1`, { headers });
    expect(answer.headers.get('x-sandbox-notes')).toMatch(/^query verbose is not described \(#\/paths/);
    running.interrupt();
    expect((await running).stderr).toMatch(/^GET \/api\/v2\/user\?verbose=1 200: query verbose is not described/);
  });

  it('ends at once, although webhooks are still to be delivered', async () => {
    const running = cli(['sandbox', '--port', '0']);
    const [, url = ''] = /listening on (\S+)/.exec(await running.says('mcpServers')) ?? [];
    let attempts = 0;
    const silent = createServer(() => attempts++);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const post = (path: string, body: object) =>
      fetch(`${url}/v2/${path}`, {
        method: 'POST',
        headers: { Authorization: API_KEYS.owner, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post(`team/${WORKSPACE_ID}/webhook`, { endpoint: `http://127.0.0.1:${port}/`, events: ['taskCreated'] });
    const knocked = new Promise((resolve) => silent.once('connection', resolve));
    await post(`list/${LISTS.ideas}/task`, { name: 'Told to nobody' });
    await knocked;
    running.interrupt();
    expect((await running).code).toBe(0);
    // Seen through to the end it would be five, a wait between each two.
    expect(attempts).toBeLessThan(5);
    silent.close();
  });
});
