import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../../../src/db/postgres.js';
import { newSecret } from '../../../src/hosted/access/secret.js';
import { createHosted, type Hosted } from '../../../src/hosted/create-hosted.js';
import { createLog } from '../../../src/hosted/log/log.js';
import { readHostedSettings } from '../../../src/hosted/settings/read-settings.js';
import { openStore } from '../../../src/hosted/store/open-store.js';
import type { AccessRow, GrantRow, TenantRow } from '../../../src/hosted/store/rows.js';
import { newPostgres, noPostgres } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';
import { taskNumber } from '../fixtures/tasks.js';
import { pin } from '../support/cores.js';
import { type HttpServer, startHttp } from '../support/http-session.js';

export const hostedServer = new URL('../../../dist/hosted-server.js', import.meta.url).pathname;
const apiServer = new URL('../servers/api.ts', import.meta.url).pathname;
const floorServer = new URL('../servers/one-tool-http.mjs', import.meta.url).pathname;

/** What is in the database while everything is measured. */
export const loaded = { tenants: 1_000, linksOfEach: 10 };

export const taskId = taskNumber(1).id;

/** A running hosted server. */
export interface Node {
  /** Where a link leads on it. */
  urlOf(link: string): URL;
  child: ChildProcess;
  close(): void;
}

/** Everything that is measured stands on it: an API that answers at once, a bare server, and a loaded database. */
export interface Stage {
  /** Secrets of the links, those of a tenant side by side. */
  links: readonly string[];
  /** The same server inside of this process. */
  hosted: Hosted;
  bare: HttpServer;
  /** Starts one more hosted server on the database. */
  node(): Promise<Node>;
  /** Has the servers keep to one core and everything else, as far as it runs by now, to the others. */
  pin(): Promise<boolean>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  if (noPostgres) throw new Error(`The bench needs PostgreSQL: ${noPostgres}. CLICKUP_TEST_POSTGRES_URL says where.`);
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const { url: database, drop } = await newPostgres();
    ends.push(drop);
    const folder = mkdtempSync(join(tmpdir(), 'clickup-hosted-bench-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const api = fork(apiServer, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, BENCH_LIMIT: '100000000' },
    });
    ends.push(() => api.disconnect());
    const [clickup] = (await once(api, 'message')) as [string];
    const env = {
      NODE_ENV: 'test',
      CLICKUP_CLIENT_ID: 'BENCH',
      CLICKUP_CLIENT_SECRET: randomUUID(),
      CLICKUP_BASE_URL: clickup,
      HOSTED_ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      DATABASE_URL: database,
    };
    const settings = readHostedSettings({ ...env, HOSTED_PUBLIC_URL: 'http://127.0.0.1:3000' });
    const hosted = await createHosted({ settings, store: await openStore(settings), log: createLog('silent') });
    ends.push(() => hosted.close());
    const links = await load(hosted);
    await settle(database);
    const read = `${clickup}/v2/task/${taskId}?include_markdown_description=true`;
    const bare = await startHttp([floorServer], { BENCH_URL: read });
    ends.push(() => bare.close());
    const nodes: Node[] = [];
    const node = async () => {
      const started = await startNode(env, join(folder, `${randomUUID()}.log`));
      nodes.push(started);
      ends.push(() => started.close());
      return started;
    };
    const pinAll = async () => {
      const backends = await backendsOf(database);
      const isPinned = pin('others', process.pid, api.pid!, ...backends);
      return pin('server', bare.pid, ...nodes.map(({ child }) => child.pid!)) && isPinned;
    };
    return { links, hosted, bare, node, pin: pinAll, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Does now what a database does in its first minutes after so many rows, in the midst of what is measured. */
async function settle(url: string): Promise<void> {
  const db = await openPostgres({ url });
  for (const sql of ['VACUUM ANALYZE', 'CHECKPOINT']) await db.query(sql);
  await db.close();
}

/** The processes of PostgreSQL that serve this database, which may run on another machine. */
async function backendsOf(url: string): Promise<number[]> {
  const db = await openPostgres({ url });
  const rows = await db.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND inet_server_addr() = inet_client_addr()',
  );
  await db.close();
  return rows.map(({ pid }) => pid);
}

/** Fills the database; gives the secrets of the links. */
async function load({ deps }: Hosted): Promise<string[]> {
  const { store, vault, keys, clock } = deps;
  const now = clock.now();
  const links: string[] = [];
  for (let at = 0; at < loaded.tenants; at++) {
    const [tenantId, grantId] = [String(9_020_000_000 + at), randomUUID()];
    const token = `${tenantId}_${randomUUID()}`;
    const tenant: TenantRow = {
      id: tenantId,
      name: `Workspace ${at}`,
      allow_links: true,
      open_links: false,
      write_deletes: false,
      created_at: now,
    };
    const grant: GrantRow = {
      id: grantId,
      tenant_id: tenantId,
      person_id: String(81_000_000 + at),
      role: 1,
      state: 'ok',
      token: vault.seal(token, { tenant: tenantId, row: grantId, column: 'token' }),
      token_hash: keys.hash('lookup', token),
      created_at: now,
      updated_at: now,
    };
    const rows = Array.from({ length: loaded.linksOfEach }, (): { row: AccessRow; secret: string } => {
      const secret = newSecret('link');
      const row: AccessRow = {
        id: randomUUID(),
        tenant_id: tenantId,
        grant_id: grantId,
        kind: 'link',
        name: 'Agent',
        lookup_hash: keys.hash('lookup', secret),
        last4: secret.slice(-4),
        config: { methods: ['read', 'write'], tags: [], tools: [], spaces: [], folders: [], lists: [], retry: 'paced' },
        second_factor: false,
        client_id: null,
        family_id: null,
        created_by: grant.person_id,
        created_at: now,
        expires_at: now + 30 * 86_400_000,
        revoked_at: null,
        last_used_at: null,
        use_count: 0,
      };
      return { row, secret };
    });
    await store.as({ tenant: tenantId }, async (tx) => {
      await tx.insert('tenants', tenant);
      await tx.insert('grants', grant);
      for (const { row } of rows) await tx.insert('accesses', row);
    });
    links.push(...rows.map(({ secret }) => secret));
  }
  return links;
}

/** Starts the built server as an operator does, with its log in a file. */
async function startNode(env: Readonly<Record<string, string>>, log: string): Promise<Node> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [hostedServer], {
    env: { PATH, ...env, PORT: String(port), HOSTED_PUBLIC_URL: url },
    stdio: ['ignore', 'ignore', openSync(log, 'a')],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`clickup-hosted did not start: ${readFileSync(log, 'utf8')}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { urlOf: (link) => new URL(`${url}/mcp/k/${link}`), child, close: () => child.kill('SIGKILL') };
}
