import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, LISTS, OAUTH_APP, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { built } from '../support/build.js';
import { openCollector } from '../support/collector.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { freePort } from '../support/free-port.js';
import { Browser, encryptionKeys } from '../support/hosted.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

type Env = Record<string, string>;

const binary = built('hosted-server.js');

function command(
  words: string[],
  env: Env,
  program = binary,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [program, ...words], { env: { PATH: process.env.PATH ?? '', ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** The built server as an operator starts it, once it is ready. */
async function start(env: Env, port: number): Promise<{ url: string; child: ChildProcess; lines: string[] }> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [binary], {
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
  });
  const lines: string[] = [];
  child.stderr.on('data', (data) => lines.push(...String(data).split('\n').filter(Boolean)));
  ends.push(() => child.kill('SIGKILL'));
  await expect
    .poll(
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended: ${lines.join('\n')}`);
        return fetch(`${url}/readyz`).then(
          ({ status }) => status,
          () => 0,
        );
      },
      { timeout: 60_000, interval: 50 },
    )
    .toBe(200);
  return { url, child, lines };
}

async function environment(port: number): Promise<Env> {
  const clickup = await serveSandbox(createSandbox({ rateLimit: false }));
  ends.push(() => clickup.close());
  const data = mkdtempSync(join(tmpdir(), 'clickup-hosted-'));
  ends.push(() => rmSync(data, { recursive: true, force: true }));
  return {
    CLICKUP_CLIENT_ID: OAUTH_APP.clientId,
    CLICKUP_CLIENT_SECRET: OAUTH_APP.clientSecret,
    CLICKUP_AUTH_URL: clickup.url,
    CLICKUP_BASE_URL: clickup.url,
    HOSTED_PUBLIC_URL: `http://127.0.0.1:${port}`,
    HOSTED_ENCRYPTION_KEYS: encryptionKeys,
    HOSTED_DATA_DIR: data,
  };
}

async function signIn(url: string): Promise<void> {
  const browser = new Browser((request) => fetch(request));
  await browser.open(`${url}/oauth/clickup/authorize?return_to=/livez`);
  await browser.submit({ user: USERS.lena, workspace: WORKSPACE_ID });
  expect(browser.text).toContain('ok');
}

const call = (url: string, name: string, input: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
  }).then(async (response) => (await response.json()) as { result?: { isError?: boolean } });

/** Every row of every table, as text. */
async function dumpOf(url: string): Promise<string> {
  const db = await openPostgres({ url });
  const tables = await db.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('hosted', 'public')",
  );
  const rows = [];
  for (const { name } of tables) rows.push(await db.query(`SELECT t::text AS row FROM ${name} t`));
  await db.close();
  return JSON.stringify(rows);
}

const tokenArguments = ['tokens', '--team', WORKSPACE_ID, '--person', USERS.lena];

describe('clickup-hosted', () => {
  it('says what is missing, and ends', async () => {
    const { code, err } = await command([], {});
    expect(code).toBe(2);
    expect(err).toContain('CLICKUP_REDIRECT_URI is not set');
    expect((await command(['serv'], {})).err).toContain('Did you mean serve?');
    expect((await command(['serve', 'keys', 'nw'], {}, built('cli.js'))).err).toContain('Did you mean keys new?');
    const { out } = await command(['keys', 'new'], {});
    expect(out).toMatch(/^\d{4}-\d\d-\d\d:[\w+/]{43}=\n$/);
  });

  it('keeps everything in its embedded database when it is started again', async () => {
    const port = await freePort();
    const env = await environment(port);
    const first = await start(env, port);
    await signIn(first.url);
    first.child.kill('SIGTERM');
    await new Promise((resolve) => first.child.once('exit', resolve));
    expect(first.child.exitCode).toBe(0);
    // The database belongs to one process at a time: these come between.
    expect((await command(['links', 'on', '--team', WORKSPACE_ID], env)).out).toContain(
      'Links are on in Harbour Bikes',
    );
    const token = (await command(tokenArguments, env)).out.trim();
    expect(token).toMatch(/^cum_/);
    const rotated = {
      ...env,
      HOSTED_ENCRYPTION_KEYS: `k2:${Buffer.from(encryptionKeys.slice(3), 'base64').reverse().toString('base64')},${encryptionKeys}`,
    };
    expect((await command(['keys', 'rewrap'], rotated)).out).toBe(
      '2 records went over to the first key; records by key: {"k2":2}; unreadable: 0\n',
    );
    const alone = { ...env, HOSTED_ENCRYPTION_KEYS: rotated.HOSTED_ENCRYPTION_KEYS.split(',')[0]! };
    const collector = await openCollector();
    ends.push(collector.close);
    const second = await start({ ...alone, OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint }, port);
    const bearer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { accounts } = (await (await fetch(`${second.url}/integrated-account`, { headers: bearer })).json()) as {
      accounts: { id: string }[];
    };
    const made = await fetch(`${second.url}/integrated-account/${accounts[0]!.id}/mcp`, {
      method: 'POST',
      headers: bearer,
      body: JSON.stringify({ name: 'agent', config: { methods: ['read', 'write'], tags: ['tasks'] } }),
    });
    const { url } = (await made.json()) as { url: string };
    expect(
      (await call(url, 'clickup_task_create', { list_id: LISTS.bugs, name: 'By a link' })).result?.isError,
    ).toBeFalsy();
    second.child.kill('SIGTERM');
    await new Promise((resolve) => second.child.once('exit', resolve));
    const tool = collector.spans().find(({ name }) => name === 'execute_tool clickup_task_create')!;
    const upstream = collector.spans().find(({ name }) => name === 'POST /v2/list/{list_id}/task')!;
    expect([upstream.traceId, upstream.parentSpanId]).toEqual([tool.traceId, tool.spanId]);
    expect(second.lines.some((line) => line.includes(`"trace_id":"${tool.traceId}"`))).toBe(true);
    expect((await command(['audit', 'verify'], alone)).out).toMatch(/^9011234567 \(Harbour Bikes\): \d+ entries hold/);
    const log = [...first.lines, ...second.lines].join('\n');
    expect(log).toContain('"message":"POST /mcp/k/*** 200"');
    for (const secret of [url.split('/').at(-1)!, token, OAUTH_APP.clientSecret, encryptionKeys.slice(3)])
      expect(log + collector.texts.join('')).not.toContain(secret);
  });

  it.skipIf(noPostgres)('serves from two processes on one PostgreSQL, where a revoked link ends on both', async () => {
    const { url: database, drop } = await newPostgres();
    ends.push(drop);
    const ports = [await freePort(), await freePort()];
    const env = { ...(await environment(ports[0]!)), DATABASE_URL: database };
    const [one, other] = await Promise.all(ports.map((port) => start(env, port)));
    await signIn(one!.url);
    await command(['links', 'on', '--team', WORKSPACE_ID], env);
    const token = (await command(tokenArguments, env)).out.trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { accounts } = (await (await fetch(`${one!.url}/integrated-account`, { headers })).json()) as {
      accounts: { id: string }[];
    };
    const path = `/integrated-account/${accounts[0]!.id}/mcp`;
    const made = await fetch(`${other!.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'agent' }),
    });
    const { id, url } = (await made.json()) as { id: string; url: string };
    const links = [one!.url, other!.url].map((at) => `${at}${new URL(url).pathname}`);
    for (const link of links) expect((await call(link, 'clickup_space_list', {})).result?.isError).toBeFalsy();
    await fetch(`${one!.url}${path}/${id}`, { method: 'DELETE', headers });
    for (const link of links) expect((await call(link, 'clickup_space_list', {})).result).toBeUndefined();
    const dump = await dumpOf(database);
    expect(dump).toContain('Harbour Bikes');
    for (const secret of [token, url.split('/').at(-1)!, OAUTH_APP.clientSecret, encryptionKeys.slice(3)])
      expect(dump).not.toContain(secret);
    expect(dump).not.toMatch(/\b81230001_[\da-f]{40}\b/);
  });
});
