import { execFile, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/db/postgres.js';
import { createLog } from '../../src/hosted/log/log.js';
import { openToken } from '../../src/hosted/mcp/open-token.js';
import { sqlStore } from '../../src/hosted/store/sql-store.js';
import { LISTS, OAUTH_APP, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { openCollector } from '../support/collector.js';
import { newPostgres, noPostgres } from '../support/databases.js';
import { type HostedServer, hostedServer, manager, SECOND, settings } from '../support/hosted.js';

const run = promisify(execFile);
const noPgDump = spawnSync('pg_dump', ['--version']).status !== 0;
const metricsToken = randomBytes(32).toString('hex');

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A database owned by a role that is no superuser, as the guide has it: its address for the server, and for an admin. */
async function ownedDatabase(role: string) {
  const { db, url, drop } = await newPostgres();
  ends.push(drop);
  const name = new URL(url).pathname.slice(1);
  await db.query(`ALTER DATABASE ${name} OWNER TO ${role}`);
  return { db, admin: url, own: Object.assign(new URL(url), { username: role }).href };
}

async function opened(url: string, options: Parameters<typeof hostedServer>[0] = {}) {
  const server = await hostedServer({ store: await sqlStore(await openPostgres({ url })), ...options });
  ends.push(() => server.hosted.close());
  return server;
}

const call = async (server: HostedServer, url: string, name: string, input: object) => {
  const response = await server.send(new URL(url).pathname, {
    json: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } },
  });
  return { status: response.status, text: await response.text() };
};

describe.skipIf(noPostgres || noPgDump)('a database of the hosted server', () => {
  it('is dumped without a secret, and restored, walls and vault included', async () => {
    const role = `clickup_owner_${randomUUID().slice(0, 8)}`;
    const keeper = await newPostgres();
    await keeper.db.query(`CREATE ROLE ${role} LOGIN`);
    ends.push(async () => {
      await keeper.db.query(`DROP ROLE ${role}`);
      await keeper.drop();
    });
    const folder = mkdtempSync(join(tmpdir(), 'clickup-backup-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const [first, second] = [await ownedDatabase(role), await ownedDatabase(role)];

    // A run with everything that has a secret.
    const said: string[] = [];
    const collector = await openCollector();
    ends.push(collector.close);
    const collectorsKey = randomBytes(32).toString('hex');
    const traces = {
      url: collector.url,
      headers: { 'x-collector-key': collectorsKey },
      serviceName: 'backup',
      tellsClickUp: true,
    };
    const server = await opened(first.own, {
      settings: { ...settings, metricsToken, traces },
      log: createLog('debug', (line) => said.push(line)),
    });
    const [lena, samuel] = [await manager(server, USERS.lena), await manager(server, USERS.samuel, SECOND)];
    const browser = await server.signIn(USERS.priya);
    const { url: link, id } = (await lena.create({ config: { methods: ['read', 'write'] } })).body;
    const { url: revoked, id: revokedId } = (await lena.create({})).body;
    const [key, other] = [await lena.key({ methods: ['read'] }), await samuel.key()];
    const secrets = [
      ...[link, revoked].map((url) => url.split('/').at(-1)!),
      ...[
        key,
        other,
        lena.api,
        samuel.api,
        metricsToken,
        collectorsKey,
        OAUTH_APP.clientSecret,
        settings.encryptionKeys.slice(3),
      ],
      ...[lena.grant, samuel.grant].map((grant) => openToken(server.deps, grant)),
      ...[...browser.cookies.values()].flatMap((jar) => [...jar.values()]),
    ];
    const answers = [
      await call(server, link, 'clickup_task_create', { list_id: LISTS.bugs, name: 'In the backup' }),
      await call(server, link, 'clickup_task_get', { task_id: 'not there' }),
      await call(server, link, `no_such_${key}`, {}),
    ];
    await server.send(`${lena.path}/${revokedId}`, { method: 'DELETE', bearer: lena.api });
    answers.push(await call(server, revoked, 'clickup_space_list', {}));
    for (const [path, bearer] of [
      [`/mcp/k/${key}`, other],
      [`/api/tools/${key}`, key],
      [`/integrated-account/${key}/mcp`, lena.api],
      [`/oauth/clickup/callback?code=${key}&state=${other}`, ''],
      ['/api/tools/space_list', other],
    ] as const) {
      const response = await server.send(path, { json: {}, ...(bearer && { bearer }) });
      // What somebody sent comes back to nobody but them.
      said.push((await response.text()).replaceAll(key, ''));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 401]);
    said.push(await (await server.send('/metrics', { bearer: metricsToken })).text());
    await server.deps.uses.flush();
    await server.deps.tracing.close();
    expect(collector.spans().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['finish sign-in', 'execute_tool clickup_task_create', 'POST /mcp/k/:secret']),
    );

    // Row-level security holds for the owner too, so that a backup needs more than the server's own user.
    const file = join(folder, 'clickup.dump');
    await expect(run('pg_dump', ['--format=custom', `--file=${file}`, first.own])).rejects.toThrow(
      /row-level security/,
    );
    await run('pg_dump', ['--format=custom', `--file=${file}`, first.admin]);
    const { stdout: plain } = await run('pg_dump', [first.admin], { maxBuffer: 2 ** 28 });
    expect(plain).toContain('Second Workspace');
    const everything = [plain, ...said, ...collector.texts, ...answers.slice(0, 2).map(({ text }) => text)].join('\n');
    for (const secret of await Promise.all(secrets)) {
      expect(secret.length).toBeGreaterThan(15);
      expect(everything.includes(secret), `${secret.slice(0, 6)}... is told`).toBe(false);
    }

    await run('pg_restore', ['--exit-on-error', `--dbname=${second.admin}`, file]);
    const restored = await opened(second.own, { transport: server.sandbox.options.transport, clock: server.clock });
    expect((await call(restored, link, 'clickup_task_list', { list_id: LISTS.bugs })).text).toContain('In the backup');
    expect((await call(restored, revoked, 'clickup_space_list', {})).status).toBe(401);
    for (const tenant of [WORKSPACE_ID, SECOND]) {
      const { entries, broken } = await restored.deps.audit.verify(tenant);
      expect([entries > 0, broken]).toEqual([true, undefined]);
    }
    const owner = await openPostgres({ url: second.own });
    ends.push(() => owner.close());
    expect(await owner.query('SELECT id FROM hosted.grants')).toEqual([]);

    // A row that is moved does not open, neither in another tenant nor by other keys.
    await second.db.query(
      'UPDATE hosted.grants SET token = (SELECT token FROM hosted.grants WHERE tenant_id = $1 AND person_id = $2) WHERE tenant_id = $3',
      [SECOND, USERS.samuel, WORKSPACE_ID],
    );
    const moved = await opened(second.own, { transport: server.sandbox.options.transport, clock: server.clock });
    expect((await call(moved, link, 'clickup_space_list', {})).text).toContain('cannot be read');
    expect(
      await moved.deps.store.as('server', (tx) => tx.find('grants', { tenant_id: WORKSPACE_ID, state: 'unreadable' })),
    ).not.toEqual([]);
    const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;
    await expect(opened(second.own, { settings: { ...settings, encryptionKeys } })).rejects.toThrow(
      /does not belong here|key/,
    );
    expect(id).toBeTruthy();
  });
});
