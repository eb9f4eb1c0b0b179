import { afterEach, expect, it } from 'vitest';
import { type Mirror, openMirror, type ServedMirror } from '../../src/analytics/index.js';
import { webhookPath } from '../../src/analytics/webhooks/register.js';
import { createSandbox, type FaultRule, LISTS, manualClock, TASKS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { freePort } from '../support/free-port.js';
import { failure } from '../support/sandbox-client.js';

// What the server answers is read by name: a type for each would only repeat it.
type Answer = ReturnType<typeof JSON.parse>;

const token = 'a-token-that-is-long-enough';
const bearer = { authorization: `Bearer ${token}` };

let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});

/** A server on a real port, to which the sandbox delivers its webhooks. */
async function serve(settings: (port: number) => Record<string, string>, faults: readonly FaultRule[] = []) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, rateLimit: false, faults });
  const postgres = noPostgres ? undefined : await newPostgres();
  if (postgres) ends.push(postgres.drop);
  const mirror: Mirror = await openMirror({
    ...sandbox.options,
    workspaceId: WORKSPACE_ID,
    databaseUrl: postgres?.url,
    cacheMs: 0,
  });
  ends.push(() => mirror.close());
  const port = await freePort();
  const log: Answer[] = [];
  const start = async (): Promise<ServedMirror> => {
    const given = { ANALYTICS_SCHEDULE: 'off', LOG_LEVEL: 'debug', ...settings(port) };
    const served = await mirror.serve({ port, settings: given, log: (line) => log.push(JSON.parse(line)) });
    ends.push(() => served.close());
    return served;
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  const send = async (method: string, path: string, body?: object) => {
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2${path}`, {
      method,
      headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    await sandbox.webhooks.settled();
    return (await answer.json()) as Answer;
  };
  /** The jobs that are done, newest first, once there are so many. */
  const jobsDone = async (count: number): Promise<Answer[]> => {
    for (;;) {
      const { jobs } = (await (await get('/jobs', bearer)).json()) as Answer;
      const done = jobs.filter(({ state }: Answer) => state === 'done' || state === 'failed');
      if (done.length >= count) return done;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  return { sandbox, clock, mirror, port, log, start, get, send, jobsDone };
}

const withWebhooks = (port: number) => ({
  MCP_HTTP_TOKEN: token,
  ANALYTICS_PUBLIC_URL: `http://127.0.0.1:${port}`,
});

it('registers a webhook at start, and syncs what it tells of', async () => {
  const { mirror, start, send, get, jobsDone, sandbox, clock, port } = await serve(withWebhooks);
  await mirror.sync();
  const served = await start();
  const hooks = async () => (await send('GET', `/team/${WORKSPACE_ID}/webhook`)).webhooks as Answer[];
  expect(await hooks()).toMatchObject([
    { endpoint: `http://127.0.0.1:${port}${webhookPath}`, health: { status: 'active' } },
  ]);
  clock.advance(60_000);
  const requests = sandbox.requests.length;
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Told by a webhook' });
  await send('PUT', `/task/${TASKS.offlineUnlock}`, { name: 'Told twice' });
  const [job] = await jobsDone(1);
  expect(job).toMatchObject({
    kind: 'tasks',
    requested_by: 'webhook',
    state: 'done',
    result: { kind: 'incremental', calls: 1 },
  });
  expect(sandbox.requests.length - requests).toBe(3);
  const { rows } = await mirror.query(`SELECT name FROM cu.tasks WHERE task_id = '${TASKS.offlineUnlock}'`);
  expect(rows).toEqual([{ name: 'Told twice' }]);
  // Whoever is not ClickUp starts nothing.
  const [{ body, signature } = { body: '', signature: '' }] = sandbox.webhooks.deliveries;
  const forged = { method: 'POST', body: `${body} `, headers: { 'x-signature': signature } };
  expect((await fetch(`${served.address}${webhookPath}`, forged)).status).toBe(403);
  expect((await get(webhookPath)).status).toBe(404);
  // Started again, it takes up the one that is there.
  await served.close();
  const again = await start();
  expect(await hooks()).toHaveLength(1);
  await send('POST', `/list/${LISTS.bugs}/task`, { name: 'After a restart' });
  expect(await jobsDone(1)).toMatchObject([{ requested_by: 'webhook', state: 'done' }]);
  expect((await mirror.query("SELECT 1 AS is FROM tasks WHERE title = 'After a restart'")).rows).toHaveLength(1);
  await again.close();
});

it('says when no webhook can be had, and syncs by asking', async () => {
  const { mirror, start, log, get, jobsDone } = await serve(withWebhooks, [
    { kind: '500', operation: 'CreateWebhook' },
  ]);
  await mirror.sync();
  await start();
  expect(log).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      module: 'webhooks',
      message: 'not registered: syncs ask ClickUp themselves',
      next_step: expect.any(String),
    }),
  );
  expect((await get('/sync/tasks?full=false', bearer)).status).toBe(202);
  const [job] = await jobsDone(1);
  expect(job.result.calls).toBeGreaterThanOrEqual(3);
});

it('is reached by others with a token only', async () => {
  const { start } = await serve((port) => ({ ANALYTICS_PUBLIC_URL: `http://127.0.0.1:${port}` }));
  expect(await failure(start())).toMatchObject({
    code: 'INVALID_PARAMETER',
    message: expect.stringContaining('there is no MCP_HTTP_TOKEN'),
    suggestion: expect.stringContaining('MCP_HTTP_TOKEN'),
  });
});

it('counts calls for Prometheus, for those who have a token of it', async () => {
  const { mirror, start, get, sandbox } = await serve(() => ({
    MCP_HTTP_TOKEN: token,
    MCP_HTTP_METRICS_TOKEN: 'another-token-of-some-length',
  }));
  await start();
  await mirror.sync();
  await mirror.report('get_workload');
  await mirror.report('get_workload');
  await mirror.report('get_list_progress', { list: 'Nowhere' });
  expect((await get('/metrics')).status).toBe(401);
  expect((await get('/metrics', bearer)).status).toBe(401);
  const response = await get('/metrics', { authorization: 'Bearer another-token-of-some-length' });
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n');
  expect(lines).toContain('clickup_calls_total{tool="get_workload",outcome="success"} 2');
  expect(lines).toContain('clickup_calls_total{tool="get_list_progress",outcome="error"} 1');
  expect(lines).toContain('clickup_calls_total{tool="sync_now",outcome="success"} 1');
  expect(lines).toContain('clickup_errors_total{code="RESOURCE_NOT_FOUND"} 1');
  expect(lines).toContain(`clickup_requests_total ${sandbox.requests.length}`);
});

it('has no page of figures without a token', async () => {
  const { start, get } = await serve(() => ({}));
  await start();
  expect((await get('/metrics')).status).toBe(404);
});
