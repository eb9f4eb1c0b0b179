import { strFromU8, unzipSync } from 'fflate';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, xlsxOf } from '../../src/analytics/dashboard/table.js';
import { serveOverHttp } from '../../src/analytics/serve-http.js';
import { Metrics } from '../../src/runtime/metrics.js';
import { SPACES, USERS } from '../../src/sandbox/index.js';
import { findings } from '../site/findings.js';
import { browserPath } from '../site/settings.js';
import { analyticsFixture } from '../support/analytics.js';

// What the reports and routes answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
let base: string;
let served: Awaited<ReturnType<typeof serve>>;
const token = 'a-token-that-is-long-enough';
const logged: string[] = [];

const serve = (env: Record<string, string> = {}, restPort = 'off') =>
  serveOverHttp(
    {
      clickup: fixture.clickup,
      db: fixture.db,
      metrics: new Metrics(),
      workspaceId: undefined,
      tools: [],
      close: async () => undefined,
    },
    {
      port: '0',
      restPort,
      mcp: { version: '1.2.3', listing: [], instructions: '', clientFor: async () => fixture.clickup },
      env: { ANALYTICS_SCHEDULE: 'off', ...env },
      write: (line) => void logged.push(line),
    },
  );

beforeAll(async () => {
  fixture = await analyticsFixture();
  served = await serve();
  base = served.addresses[0]!;
});
afterAll(async () => {
  await served.close();
  await fixture.drop();
});

const get = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });
const jobOf = async (response: Response): Promise<Answer> => {
  expect(response.status).toBe(202);
  const { job, status_url } = (await response.json()) as Answer;
  await served.jobs.idle();
  expect(response.headers.get('location')).toBe(status_url);
  return ((await (await get(`/jobs/${job.id}`)).json()) as Answer).job;
};

describe('the sync service', () => {
  it('begins empty, and its dashboard says what to do', async () => {
    expect(await (await get('/health')).json()).toMatchObject({ status: 'ok', synced_at: null, next_sync: null });
    const text = await (await get('/dashboard')).text();
    expect(text).toContain('Nothing was synced yet');
    expect(text).toContain('Sync now');
  });

  it('syncs everything, the people alone and the day, each as a job', async () => {
    expect(await jobOf(await get('/sync/tasks'))).toMatchObject({
      kind: 'tasks',
      state: 'done',
      result: { kind: 'full' },
    });
    const changes = await get('/sync/tasks', { method: 'POST', body: '{"full": false}' });
    expect(await jobOf(changes)).toMatchObject({ result: { kind: 'incremental' }, requested_by: 'request' });
    const calls = fixture.sandbox.requests.length;
    const people = await jobOf(await get('/sync/employees'));
    const [{ count }] = (await fixture.db.query<{ count: number }>('SELECT count(*) FROM cu.members')) as [
      { count: number },
    ];
    expect(people.result).toEqual({ employees: count });
    expect(fixture.sandbox.requests.length - calls).toBe(1);
    const daily = await jobOf(await get('/sync/daily', { method: 'POST' }));
    expect(fixture.sandbox.requests.length - calls).toBe(1);
    const kept = await fixture.db.query(
      `SELECT metric, sum(value)::int AS value FROM cu.snapshots WHERE day = $1 AND metric IN ('not_started', 'active', 'completed') GROUP BY 1 ORDER BY 1`,
      [daily.result.day],
    );
    const counted = await fixture.db.query(
      `SELECT CASE WHEN category IN ('done', 'closed') THEN 'completed' ELSE category END AS metric, count(*)::int AS value FROM cu.tasks
       WHERE deleted_at IS NULL AND category IN ('done', 'closed', 'active', 'not_started') GROUP BY 1 ORDER BY 1`,
    );
    expect(kept).toEqual(counted);
    expect(((await (await get('/health')).json()) as Answer).synced_at).toMatch(/Z$/);
    expect(((await (await get('/jobs')).json()) as Answer).jobs).toHaveLength(4);
    expect(logged.map((line) => JSON.parse(line)).filter(({ module }) => module === 'sync')).toContainEqual(
      expect.objectContaining({ message: 'employees done', job: people.id }),
    );
  });

  it('keeps one day after the other', async () => {
    const days = () => fixture.db.query('SELECT DISTINCT day FROM cu.snapshots ORDER BY day');
    expect(await days()).toHaveLength(1);
    const hour = 3_600_000;
    fixture.clock.advance(24 * hour - (fixture.clock.now() % (24 * hour)) + 24 * hour);
    await fixture.call('sync_now', { part: 'daily' });
    expect(await days()).toHaveLength(2);
    fixture.clock.advance(hour / 12);
    await fixture.call('sync_now', { part: 'daily' });
    expect(await days()).toHaveLength(2);
  });

  it.each([
    ['/sync/everything', 404, 'There are: /sync/tasks'],
    ['/sync/tasks?full=perhaps', 400, 'Give full (true or false)'],
    ['/sync/tasks?history_days=0', 400, 'history_days (1 to 3660)'],
    ['/jobs/none', 404, '/jobs lists those'],
    ['/dashboard/none.csv', 404, 'There are: timesheet'],
    ['/dashboard/timesheet.csv?period=someday', 422, 'Give one of today'],
  ])('refuses %s', async (path, status, next) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(((await response.json()) as Answer).error.suggested_action).toContain(next);
  });

  it('starts nothing for pages of other sites, images, and browsers that look ahead', async () => {
    const before = served.jobs.list().length;
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' },
      { referer: 'https://example.com/page' },
    ])
      expect((await get('/sync/tasks', { headers: headers as Record<string, string> })).status).toBe(403);
    expect((await get('/sync/tasks', { method: 'POST', headers: { origin: 'https://example.com' } })).status).toBe(403);
    expect((await get('/dashboard/sync', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    );
    expect(served.jobs.list()).toHaveLength(before);
    expect((await get('/sync/daily', { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(202);
    await served.jobs.idle();
  });

  it('says which job failed, and why', async () => {
    const { restore } = fixture.beforeRequest(() => {
      throw new Error('no network');
    });
    const job = await jobOf(await get('/sync/employees'));
    restore();
    expect(job).toMatchObject({ state: 'failed', error: { type: 'API_ERROR' } });
    expect(await (await get('/dashboard')).text()).toContain('The last sync of employees failed');
    await jobOf(await get('/sync/employees'));
  });
});

describe('with a token', () => {
  it('asks for it everywhere but at /health, and lets a browser sign in', async () => {
    const guarded = await serve({ MCP_HTTP_TOKEN: token });
    const at = (path: string, init: RequestInit = {}) =>
      fetch(guarded.addresses[0] + path, { redirect: 'manual', ...init });
    expect((await at('/health')).status).toBe(200);
    for (const path of ['/sync/tasks', '/jobs', '/jobs/x']) expect((await at(path)).status).toBe(401);
    expect((await at('/jobs', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    expect((await at('/jobs', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    const closed = await (await at('/dashboard')).text();
    expect(closed).toContain('Sign in');
    expect(closed).not.toContain('Timesheet');
    expect(await (await at('/dashboard/timesheet.csv')).text()).not.toContain('Milliseconds');
    const signIn = (given: string) =>
      at('/dashboard/sign-in', { method: 'POST', body: new URLSearchParams({ token: given }) });
    expect((await signIn('wrong')).status).toBe(403);
    const signed = await signIn(token);
    expect(signed.status).toBe(303);
    const set = signed.headers.get('set-cookie')!;
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).not.toContain(token);
    const headers = { cookie: set.split(';')[0]! };
    expect(await (await at('/dashboard', { headers })).text()).toContain('Timesheet');
    expect((await at('/jobs', { headers })).status).toBe(200);
    expect((await at('/sync/tasks', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    await guarded.close();
    const restarted = await serve({ MCP_HTTP_TOKEN: token });
    expect((await fetch(`${restarted.addresses[0]}/jobs`, { headers })).status).toBe(401);
    await restarted.close();
  });

  it('answers at a second port too, and says which option chooses another', async () => {
    const two = await serve({}, '00');
    expect(two.addresses).toHaveLength(2);
    for (const address of two.addresses) expect((await fetch(`${address}/health`)).status).toBe(200);
    await two.close();
    await expect(serve({}, new URL(base).port)).rejects.toMatchObject({
      message: expect.stringContaining('in use'),
      suggestion: expect.stringContaining('--rest-port off'),
    });
  });

  it('is wanted by whoever listens beyond this machine', async () => {
    await expect(serve({ MCP_HTTP_HOST: '0.0.0.0' })).rejects.toThrow(/MCP_HTTP_TOKEN/);
  });
});

describe('figures', () => {
  const csv = async (path: string): Promise<Record<string, string>[]> => {
    const text = await (await get(path)).text();
    const [head, ...lines] = text.trim().split('\r\n');
    const names = head!.split(',');
    return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
  };

  it('are those of the tools, part by part', async () => {
    const input = { period: 'last_month' };
    const sheet = await fixture.call<Answer>('get_monthly_timesheet', input);
    const rows = await csv('/dashboard/timesheet.csv?period=last_month');
    expect(rows.map((row) => [Number(row['User id']), Number(row.Milliseconds)])).toEqual(
      sheet.people.map(({ user_id, tracked_ms }: Answer) => [user_id, tracked_ms]),
    );
    const employees = await fixture.call<Answer>('get_employee_time_report', input);
    const projects = await csv('/dashboard/projects.csv?period=last_month');
    expect(projects.reduce((sum, row) => sum + Number(row.Milliseconds), 0)).toBe(employees.total.tracked_ms);
    const burnup = await fixture.call<Answer>('get_burnup', { period: 'last_30_days' });
    expect((await csv('/dashboard/burnup.csv')).map((row) => Number(row.Completed))).toEqual(
      burnup.days.map(({ completed }: Answer) => completed),
    );
    const workload = await fixture.call<Answer>('get_workload', { shared: 'split' });
    const left = new Map(workload.people.map((each: Answer) => [each.name, each.remaining_hours]));
    expect(
      new Map((await csv('/dashboard/workload.csv')).map((row) => [row.Person, Number(row['Hours left'])])),
    ).toEqual(left);
    const risk = await fixture.call<Answer>('get_at_risk_tasks', { limit: 500 });
    expect(risk.tasks.length).toBeGreaterThan(5);
    const page = await (await get('/dashboard')).text();
    for (const { name } of risk.tasks) expect(page).toContain(name.replaceAll("'", '&#39;').replaceAll('"', '&quot;'));
  });

  it('begin in a long period with the first week that holds something', async () => {
    const page = await (await get('/dashboard?period=this_year')).text();
    const [head] = /<table class="heat">.*?<\/thead>/s.exec(page)!;
    const shown = [...head.matchAll(/week from (\d{4}-\d\d-\d\d)/g)].map(([, week]) => week);
    const { people } = await fixture.call<Answer>('get_monthly_timesheet', { period: 'this_year' });
    const weeks = Object.keys(people[0].weeks_from);
    const held = weeks.filter((week) => people.some((person: Answer) => person.weeks_from[week] > 0));
    expect([shown[0], shown.at(-1)]).toEqual([held[0], held.at(-1)]);
    expect(shown.length).toBeLessThan(weeks.length);
    const [row] = await csv('/dashboard/timesheet.csv?period=this_year');
    expect(Object.keys(row!)).toEqual(expect.arrayContaining(weeks));
  });

  it('follow the filters, and say where they cannot', async () => {
    const all = await csv('/dashboard/timesheet.csv?period=last_month');
    const own = await csv(`/dashboard/timesheet.csv?period=last_month&person=${USERS.lena}`);
    expect(own).toEqual(all.filter((row) => row['User id'] === String(USERS.lena)));
    const scoped = await csv(`/dashboard/timesheet.csv?period=last_month&scope=${SPACES.engineering}`);
    const expected = await fixture.call<Answer>('get_monthly_timesheet', {
      period: 'last_month',
      scope: SPACES.engineering,
    });
    expect(scoped.reduce((sum, row) => sum + Number(row.Milliseconds), 0)).toBe(expected.total.tracked_ms);
    const { tasks } = await fixture.call<Answer>('get_at_risk_tasks', { assignee: 'lena', limit: 500 });
    expect(tasks.every(({ assignees }: Answer) => assignees.includes('Lena Hoffmann'))).toBe(true);
    const risks = await (await get(`/dashboard/at-risk.csv?person=${USERS.lena}`)).text();
    expect(risks.trim().split('\r\n')).toHaveLength(tasks.length + 1);
    const page = await (await get('/dashboard?scope=Nowhere')).text();
    expect(page.match(/is called &quot;Nowhere&quot;/g)).toHaveLength(1);
    expect(page).toMatch(/Harbour Bikes analytics[\s\S]*Synced 20|Synced <time/);
    expect(await (await get('/dashboard')).text()).toContain('as it stands now, whatever the period');
  });

  it('can be had again by the SQL beside them', async () => {
    const page = await (await get('/dashboard?period=last_month')).text();
    const [first] = /<section class="card" id="projects".*?<pre[^>]*>(.*?)<\/pre>/s.exec(page)!.slice(1);
    const sql = first!
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    const rows = await fixture.db.query<{ ms: number }>(sql);
    const { total } = await fixture.call<Answer>('get_employee_time_report', { period: 'last_month' });
    expect(rows.reduce((sum, { ms }) => sum + Number(ms), 0)).toBe(total.tracked_ms);
  });

  it('are written so that a spreadsheet takes no text for a formula', () => {
    const table = {
      columns: [
        { key: 'name', label: 'Name' },
        { key: 'hours', label: 'Hours', decimals: 1 },
      ],
      rows: [
        { name: '=HYPERLINK("https://example.com")', hours: -1.5 },
        { name: 'a "b", c\n<&>', hours: null },
      ],
    };
    expect(csvOf(table)).toBe(
      '\uFEFFName,Hours\r\n"\'=HYPERLINK(""https://example.com"")",-1.5\r\n"a ""b"", c\n<&>",\r\n',
    );
    const files = unzipSync(xlsxOf(table, 'A: title/with * what a sheet may not be called'));
    const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
    expect(sheet).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;https://example.com&quot;)</t></is></c><c r="B2"><v>-1.5</v></c>',
    );
    expect(sheet).toContain('a &quot;b&quot;, c\n&lt;&amp;&gt;');
    expect(strFromU8(files['xl/workbook.xml']!)).toContain('name="A  title with   what a sheet ma"');
  });

  it('are had as a workbook', async () => {
    const response = await get('/dashboard/timesheet.xlsx?period=2026-09');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="timesheet_2026-09-01_2026-09-30.xlsx"',
    );
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(files)).toContain('xl/worksheets/sheet1.xml');
  });
});

describe.skipIf(!browserPath)('in a browser', () => {
  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is accessible and asks nobody else (%s, %s wide)', async (colorScheme, width) => {
    const browser = await chromium.launch({ executablePath: browserPath!, args: ['--no-sandbox'] });
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!/^data:/.test(request.url()) && !request.url().startsWith(base)) foreign.push(request.url());
    });
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${base}/`, { waitUntil: 'networkidle' });
    expect(page.url()).toBe(`${base}/dashboard`);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.locator('select[name=person]').selectOption({ label: 'Lena Hoffmann' });
    await page.locator('input[name=period]').fill('last_week');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL(/person=/);
    expect(await page.locator('.heat tbody tr').count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#timesheet').getByRole('link', { name: 'XLSX' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^timesheet_.*\.xlsx$/);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.waitForURL(/person=/);
    await served.jobs.idle();
    expect(served.jobs.list()[0]).toMatchObject({ kind: 'tasks', state: 'done', result: { kind: 'incremental' } });
    expect([foreign, complaints]).toEqual([[], []]);
    await browser.close();
  });

  it('keeps to its policy', async () => {
    const response = await get('/dashboard');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'/,
    );
    const text = await response.text();
    expect(text).not.toMatch(/<script|style="|https?:\/\/(?!app\.clickup\.com\/t\/)/);
  });
});
