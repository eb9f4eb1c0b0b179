import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { createSandbox, LISTS, OAUTH_APP, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { built } from '../support/build.js';
import { freePort } from '../support/free-port.js';
import { Browser, encryptionKeys } from '../support/hosted.js';
import { noServices, type OwnService, ownPostgres, ownRedis } from '../support/services.js';

/** How many tasks are being made when something fails, and for how many milliseconds PostgreSQL is gone; in full 1000 and 20000. */
const writes = Number(process.env.HOSTED_FAULT_WRITES ?? 100);
const outageMs = Number(process.env.HOSTED_FAULT_OUTAGE ?? 2_000);
const perCall = 50;
const minutes = (count: number) => count * 60_000;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

interface Envelope {
  success: boolean;
  data?: { counts?: Record<string, number>; results?: { status: string; name?: string }[] };
  error?: { code: string; message: string };
}

/** Two processes on one port, with a PostgreSQL and a Redis of their own, and a ClickUp that can be made to hang; each is ended by what is added to `ends`. */
async function openStage(ends: (() => unknown)[]) {
  const postgres = await ownPostgres();
  ends.push(() => postgres.end());
  const redis = await ownRedis();
  ends.push(() => redis.end());
  const sandbox = createSandbox({ rateLimit: { limit: 100_000, windowMs: 60_000 } });
  const hang: { until?: Promise<void> } = {};
  const clickup = await serveSandbox({
    clock: sandbox.clock,
    async exchange(request) {
      await sleep(10);
      if (request.method === 'POST') await hang.until;
      return sandbox.exchange(request);
    },
  });
  ends.push(() => clickup.close());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    CLICKUP_CLIENT_ID: OAUTH_APP.clientId,
    CLICKUP_CLIENT_SECRET: OAUTH_APP.clientSecret,
    CLICKUP_AUTH_URL: clickup.url,
    CLICKUP_BASE_URL: clickup.url,
    HOSTED_PUBLIC_URL: url,
    HOSTED_ENCRYPTION_KEYS: encryptionKeys,
    HOSTED_WORKERS: '2',
    HOSTED_ADDRESS_RATE: '1000000',
    HOSTED_LINK_RATE: '1000000',
    HOSTED_WORKSPACE_RATE: '1000000',
    HOSTED_METRICS_TOKEN: 'metrics-token-of-the-test',
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [built('hosted-server.js')], { env });
  ends.push(() => {
    const workers = workersOf(child);
    child.kill('SIGKILL');
    for (const pid of workers) killed(pid);
  });
  const lines: string[] = [];
  child.stderr.on('data', (data) => lines.push(...String(data).split('\n').filter(Boolean)));
  const ready = async () => {
    while ((await statusOf(`${url}/readyz`)) !== 200) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${lines.join('\n')}`);
      await sleep(100);
    }
  };
  await ready();
  return { postgres, redis, sandbox, hang, clickup, url, env, child, lines, ready };
}

type Stage = Awaited<ReturnType<typeof openStage>>;

/** Processes that serve, by the kernel's list. */
const workersOf = ({ pid }: ChildProcess): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return / (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) \S/, ''))?.[1] === String(pid);
      } catch {
        return false;
      }
    })
    .map(Number);

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself, once the one that kept it was gone.
  }
}

const megabytesOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function signIn({ url, env }: Stage): Promise<(retry?: string) => Promise<string>> {
  const browser = new Browser((request) => fetch(request));
  await browser.open(`${url}/oauth/clickup/authorize?return_to=/livez`);
  await browser.submit({ user: USERS.lena, workspace: WORKSPACE_ID });
  const words = [built('hosted-server.js'), 'tokens', '--team', WORKSPACE_ID, '--person', USERS.lena];
  const command = spawn(process.execPath, words, { env });
  let token = '';
  command.stdout.on('data', (data) => (token += data));
  await new Promise((resolve) => command.once('close', resolve));
  const headers = { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' };
  const { accounts } = (await (await fetch(`${url}/integrated-account`, { headers })).json()) as {
    accounts: { id: string }[];
  };
  return async (retry = 'paced') => {
    const body = JSON.stringify({ name: 'agent', config: { methods: ['read', 'write'], retry } });
    const made = await fetch(`${url}/integrated-account/${accounts[0]!.id}/keys`, { method: 'POST', headers, body });
    return ((await made.json()) as { key: string }).key;
  };
}

describe.skipIf(noServices)('a server on which everything fails once', () => {
  let stage: Stage;
  /** Also what was opened before something failed. */
  const ends: (() => unknown)[] = [];
  let newKey: (retry?: string) => Promise<string>;
  let key: string;
  /** Arguments of every call that was sent, by the names of its tasks. */
  const sent: { input: object; names: string[] }[] = [];

  beforeAll(async () => {
    stage = await openStage(ends);
    newKey = await signIn(stage);
    key = await newKey();
  }, minutes(5));

  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.info(stage.lines.slice(-20).join('\n'));
  });

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const call = async (name: string, input: object, bearer = key): Promise<Envelope | undefined> =>
    fetch(`${stage.url}/api/tools/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(input),
    }).then(
      (response) => response.json() as Promise<Envelope>,
      // The process that had it died.
      () => undefined,
    );

  /** Bulk calls side by side; each is repeated under its key, as a client does that got no answer, or was told that nothing was done. */
  const wave = (fault: string, bearer = key, repeats = 3) =>
    Promise.all(
      Array.from({ length: Math.ceil(writes / perCall) }, async (_, nth) => {
        const names = Array.from({ length: perCall }, (_each, at) => `${fault} ${nth}.${at}`);
        const input = {
          list_id: LISTS.bugs,
          tasks: names.map((name) => ({ name })),
          idempotency_key: randomUUID(),
        };
        sent.push({ input, names });
        let answer = await call('task_create_bulk', input, bearer);
        for (let repeat = 0; repeat < repeats && (!answer || answer.error?.code === 'SERVER_ERROR'); repeat++) {
          await sleep(500);
          answer = await call('task_create_bulk', input, bearer);
        }
        return { names, answer };
      }),
    );

  /** How often each task is at ClickUp. */
  const countsOf = (names: readonly string[]): number[] => {
    const rows = stage.sandbox.snapshot().rows.tasks as readonly { name: string }[];
    const found = new Map<string, number>();
    for (const { name } of rows) found.set(name, (found.get(name) ?? 0) + 1);
    return names.map((name) => found.get(name) ?? 0);
  };

  const made = (fault: string) => {
    const names = sent.flatMap((each) => each.names).filter((name) => name.startsWith(`${fault} `));
    return countsOf(names).reduce((sum, count) => sum + count, 0);
  };

  const audited = async () => {
    const db = await openPostgres({ url: stage.postgres.url });
    try {
      return await db.query<{ event: string; data: { arguments?: string; request: string; tool: string } }>(
        'SELECT event, data FROM hosted.audit ORDER BY seq',
      );
    } finally {
      await db.close();
    }
  };

  /** Nothing is there twice, and of each call that made something the audit says that it was begun. */
  const accounted = async () => {
    const rows = await audited();
    const intended = new Set(rows.filter(({ event }) => event === 'call_intended').map(({ data }) => data.arguments));
    for (const { input, names } of sent) {
      const counts = countsOf(names);
      expect(Math.max(...counts)).toBeLessThanOrEqual(1);
      const digest = createHash('sha256').update(JSON.stringify(input)).digest('base64url').slice(0, 22);
      if (counts.some((count) => count > 0)) expect(intended).toContain(digest);
    }
  };

  /** What was told as done is there; a call that its time did not suffice for says that it does not know. */
  const isTrue = (outcomes: readonly { names: string[]; answer: Envelope | undefined }[]) => {
    for (const { names, answer } of outcomes) {
      if (answer?.success) expect(countsOf(names)).toEqual(names.map(() => 1));
      else expect(answer?.error?.code).toMatch(/^(UNKNOWN_OUTCOME|TIMEOUT)$/);
    }
    expect(outcomes.some(({ answer }) => answer?.success)).toBe(true);
  };

  const told = (fault: string, text: string) => console.info(`faults: ${fault}: ${text}`);
  const answersOf = (outcomes: readonly { answer: Envelope | undefined }[]) =>
    outcomes.map(({ answer }) => (answer?.success ? 'ok' : (answer?.error?.code ?? 'no answer'))).join(' ');

  it(
    'makes everything once while nothing fails',
    async () => {
      const outcomes = await wave('calm');
      isTrue(outcomes);
      await accounted();
    },
    minutes(5),
  );

  it(
    'kill -9 of a node: another takes its place, and what is repeated is not made again',
    async () => {
      const running = wave('node');
      await expect.poll(() => made('node'), { interval: 5, timeout: 60_000 }).toBeGreaterThan(5);
      const [victim] = workersOf(stage.child) as [number];
      process.kill(victim, 'SIGKILL');
      const atKill = made('node');
      const outcomes = await running;
      await expect.poll(() => workersOf(stage.child).length, { timeout: 60_000 }).toBe(2);
      expect(workersOf(stage.child)).not.toContain(victim);
      await stage.ready();
      await accounted();
      told('node', `${atKill} made at the kill, ${made('node')} in the end; ${answersOf(outcomes)}`);
      expect((await call('space_list', {}))?.success).toBe(true);
    },
    minutes(8),
  );

  it(
    'kill -9 of Redis: nobody notices, and limits are counted together again once it is back',
    async () => {
      const running = wave('redis');
      await expect.poll(() => made('redis'), { interval: 5, timeout: 60_000 }).toBeGreaterThan(5);
      await stage.redis.kill();
      const outcomes = await running;
      isTrue(outcomes);
      expect((await call('space_list', {}))?.success).toBe(true);
      await stage.redis.start();
      await expect
        .poll(
          async () => {
            await call('space_list', {});
            const asked = await redisKeys(stage.redis);
            return asked.some((name) => name.includes(':calls:')) && asked.some((name) => name.includes(':limit:'));
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(true);
      await accounted();
      told('redis', `${made('redis')} made; ${answersOf(outcomes)}`);
    },
    minutes(8),
  );

  it(
    'PostgreSQL gone for a while: writes are refused that could not be audited, and all goes on by itself',
    async () => {
      const running = wave('postgres', key, Math.ceil(outageMs / 500) + 20);
      await expect.poll(() => made('postgres'), { interval: 5, timeout: 60_000 }).toBeGreaterThan(5);
      await stage.postgres.kill();
      const before = made('postgres');
      expect((await fetch(`${stage.url}/readyz`)).status).toBe(503);
      const refused = await call('task_create', { list_id: LISTS.bugs, name: 'postgres unaudited' });
      expect(refused?.success).toBe(false);
      await sleep(outageMs);
      await stage.postgres.start();
      const outcomes = await running;
      await stage.ready();
      expect(countsOf(['postgres unaudited'])).toEqual([0]);
      expect((await call('task_create', { list_id: LISTS.bugs, name: 'postgres is back' }))?.success).toBe(true);
      await accounted();
      told('postgres', `${before} made at the kill, ${made('postgres')} in the end; ${answersOf(outcomes)}`);
    },
    minutes(10),
  );

  it(
    'no room for the audit: nothing is written, reading goes on, and writing once there is room',
    async () => {
      const db = await openPostgres({ url: stage.postgres.url });
      await db.query(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT ON hosted.audit EXECUTE FUNCTION full_disk()`);
      const outcomes = await wave('disk', key, 0);
      expect(outcomes.map(({ answer }) => answer?.error?.code)).toEqual(outcomes.map(() => 'SERVER_ERROR'));
      expect(made('disk')).toBe(0);
      expect((await call('space_list', {}))?.success).toBe(true);
      await db.query('DROP TRIGGER full_disk ON hosted.audit');
      await db.close();
      expect((await call('task_create', { list_id: LISTS.bugs, name: 'there is room' }))?.success).toBe(true);
      await accounted();
      told('disk', `0 made; ${answersOf(outcomes)}`);
    },
    minutes(5),
  );

  it(
    'a ClickUp that hangs: calls end in their time, nothing is sent again that may have been done',
    async () => {
      const impatient = await newKey('none');
      let release: () => void = () => undefined;
      stage.hang.until = new Promise((resolve) => {
        release = resolve;
      });
      const outcomes = await wave('hang', impatient, 0);
      expect(outcomes.every(({ answer }) => answer !== undefined && !answer.success)).toBe(true);
      release();
      delete stage.hang.until;
      // What hung is done now: it was told as unknown.
      await sleep(1_000);
      expect((await call('space_list', {}))?.success).toBe(true);
      await accounted();
      told('hang', `${made('hang')} made, told as ${answersOf(outcomes)}`);
    },
    minutes(5),
  );

  it(
    'keeps memory and pools as they were',
    async () => {
      const load = async () => {
        for (let at = 0; at < 200; at++) await call('space_list', {});
        await wave(`flat ${randomUUID()}`);
        return workersOf(stage.child).map(megabytesOf);
      };
      const first = await load();
      const second = await load();
      const db = await openPostgres({ url: stage.postgres.url });
      const [pools] = await db.query<{ count: number }>(
        "SELECT count(*) AS count FROM pg_stat_activity WHERE application_name LIKE 'clickup-tools%'",
      );
      await db.close();
      told('flat', `MB before ${first.map(Math.round)}, after ${second.map(Math.round)}; connections ${pools!.count}`);
      // Ten and one that listens, of each process, and this one.
      expect(pools!.count).toBeLessThanOrEqual(2 * 11 + 1);
      expect(Math.max(...second)).toBeLessThan(Math.max(...first) * 1.5 + 50);
      const rows = await audited();
      const ended = new Set(rows.filter(({ event }) => event === 'call_ended').map(({ data }) => data.request));
      const open = rows.filter(({ event, data }) => event === 'call_intended' && !ended.has(data.request)).length;
      told('audit', `${rows.length} entries, ${open} begun by processes that died or had no database`);
    },
    minutes(10),
  );
});

/** Names of all keys. */
async function redisKeys({ url }: OwnService): Promise<string[]> {
  const { createClient } = await import('redis');
  const client = createClient({ url });
  await client.connect();
  const names = await client.keys('*');
  client.destroy();
  return names;
}
