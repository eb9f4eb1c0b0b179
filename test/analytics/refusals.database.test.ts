import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openMirror } from '../../src/analytics/index.js';
import { schema } from '../../src/analytics/schema/index.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { createSandbox, FOLDERS, LISTS, manualClock, SPACES } from '../../src/sandbox/index.js';
import { analyticsFixture, liveCopyOf } from '../support/analytics.js';
import { isMissing, kinds, newDatabase, newPostgres, noPostgres, postgresUrl } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

type Fixture = Awaited<ReturnType<typeof analyticsFixture>>;

/** What each report needs beside what it has by default. */
const needed: Readonly<Record<string, string>> = {
  space: SPACES.engineering,
  folder: FOLDERS.platform,
  list: LISTS.bugs,
  project: LISTS.bugs,
  assignee: 'lena',
  status: 'active',
  query: 'lock',
  since: 'last_week',
  task: 'none',
};

/** Arguments that name something, with one that there is not: what is answered, and what the next step says. */
const wrong: Readonly<Record<string, { value: string; code: string; next: RegExp }>> = {
  scope: { value: 'Product Enginering', code: 'RESOURCE_NOT_FOUND', next: /Did you mean "Product Engineering"/ },
  space: { value: 'Product Enginering', code: 'RESOURCE_NOT_FOUND', next: /Did you mean "Product Engineering"/ },
  folder: { value: 'Platfrom', code: 'RESOURCE_NOT_FOUND', next: /Did you mean "Platform"/ },
  list: { value: 'Bgus', code: 'RESOURCE_NOT_FOUND', next: /Did you mean "Bugs"/ },
  project: { value: 'Bgus', code: 'RESOURCE_NOT_FOUND', next: /Did you mean "Bugs"/ },
  assignee: { value: 'Nobody', code: 'RESOURCE_NOT_FOUND', next: /details\.candidates/ },
  task: { value: 'no-such-task', code: 'RESOURCE_NOT_FOUND', next: /sync_now/ },
  period: { value: '2099-01', code: 'INVALID_PARAMETER', next: /Today is/ },
  since: { value: '2099-01-01', code: 'INVALID_PARAMETER', next: /Today is/ },
  time_zone: { value: 'Mars/Base', code: 'INVALID_PARAMETER', next: /IANA|Europe/ },
};

describe('bad input', () => {
  let fixture: Fixture;
  afterEach(() => fixture.drop());

  it('of every report and argument gets what is wrong and what comes near', async () => {
    fixture = await analyticsFixture();
    await fixture.sync();
    const reports = analyticsTools.filter(({ input }) => 'time_zone' in input.shape);
    expect(reports.length).toBeGreaterThan(40);
    const answers: string[] = [];
    for (const { name, input } of reports) {
      const shape = input.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
      const usual = Object.fromEntries(
        Object.keys(shape)
          .filter((key) => !shape[key]!.safeParse(undefined).success)
          .map((key) => [key, needed[key]]),
      );
      for (const [parameter, { value, code, next }] of Object.entries(wrong)) {
        if (!(parameter in shape)) continue;
        const answer = await fixture.clickup.call(name as never, { ...usual, [parameter]: value } as never);
        const error = answer.success ? undefined : answer.error;
        const isRight =
          error?.code === code && next.test(error.suggested_action) && error.details?.parameter === parameter;
        if (!isRight) answers.push(`${name} with ${parameter}: ${JSON.stringify(error)}`);
      }
    }
    expect(answers).toEqual([]);
  });
});

/** A server that refuses whoever connects, in PostgreSQL's protocol. https://www.postgresql.org/docs/15/protocol-message-formats.html */
async function refusing(sqlState: string, message: string): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
      const head = Buffer.alloc(5, 'E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `postgresql://me:secret@127.0.0.1:${(server.address() as AddressInfo).port}/clickup`, server };
}

const open = (databaseUrl: string) => openMirror({ ...createSandbox({ clock: manualClock() }).options, databaseUrl });

describe('a database that cannot be opened', () => {
  it.each([
    ['a wrong password', '28P01', 'password authentication failed for user "me"', 'UNAUTHORIZED', /user and password/],
    ['no entry for the host', '28000', 'no pg_hba.conf entry', 'UNAUTHORIZED', /user and password/],
    ['one that does not exist', '3D000', 'database "clickup" does not exist', 'INVALID_PARAMETER', /createdb/],
    ['one that starts up', '57P03', 'the database system is starting up', 'NETWORK_ERROR', /Check that it runs/],
    ['one without room for more', '53300', 'sorry, too many clients already', 'NETWORK_ERROR', /Check that it runs/],
  ])('%s', async (_name, sqlState, message, code, next) => {
    const { url, server } = await refusing(sqlState, message);
    const error = (await failure(open(url))) as { code: string; message: string; suggestion: string };
    server.close();
    expect(error).toMatchObject({ code, suggestion: expect.stringMatching(next) });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('secret');
  });

  it('one that nobody serves', async () => {
    const { url, server } = await refusing('57P03', '');
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(open(url))).toMatchObject({
      code: 'NETWORK_ERROR',
      message: expect.stringContaining('127.0.0.1'),
      suggestion: expect.stringContaining('DATABASE_URL'),
    });
  });

  it.skipIf(noPostgres)('a name and a user that the server does not know', async () => {
    const at = (more: object) => Object.assign(new URL(postgresUrl), more).href;
    expect(await failure(open(at({ pathname: '/no_such_database' })))).toMatchObject({ code: 'INVALID_PARAMETER' });
    expect(await failure(open(at({ username: 'no_such_role' })))).toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('an address that is none', async () => {
    expect(await failure(open('127.0.0.1:5432/clickup'))).toMatchObject({ code: 'INVALID_PARAMETER' });
  });
});

describe.each(kinds)('a database that is not as it should be (%s)', (kind) => {
  const test = it.skipIf(isMissing(kind));
  let db: Database;
  let drop: () => Promise<unknown> = async () => undefined;
  afterEach(async () => {
    await drop();
    drop = async () => undefined;
  });
  const fresh = async () => {
    ({ db, drop } = await newDatabase(kind));
    return db;
  };

  test('was never synced', async () => {
    const fixture = await analyticsFixture(kind);
    drop = fixture.drop;
    for (const [name, input] of [
      ['get_weekly_timesheet', {}],
      ['get_tasks', { scope: 'Bugs' }],
      ['cache_status', {}],
    ] as const)
      expect(await failure(fixture.call(name, input))).toMatchObject({
        code: 'CONFLICT',
        message: 'Nothing was synced yet',
        suggested_action: expect.stringContaining('clickup-analytics sync'),
      });
  });

  test('was synced in part', async () => {
    const fixture = await analyticsFixture(kind);
    drop = fixture.drop;
    const { restore } = fixture.beforeRequest((count) => {
      if (count > 24) throw new Error('the network is gone');
    });
    await failure(fixture.sync());
    restore();
    expect(await failure(fixture.call('get_workload'))).toMatchObject({
      code: 'CONFLICT',
      message: 'The first sync of this Workspace has not finished',
      suggested_action: expect.stringContaining('goes on where it stopped'),
    });
  });

  test('has the steps of an older version: the others are made, and its rows stay', async () => {
    await fresh();
    await migrate(db, { ...schema, steps: schema.steps.slice(0, 3) });
    await db.query("INSERT INTO cu.workspaces (workspace_id, name) VALUES ('1', 'Kept')");
    expect(await migrate(db, schema)).toEqual(schema.steps.slice(3).map(({ name }) => name));
    expect(await db.query('SELECT name FROM cu.workspaces')).toEqual([{ name: 'Kept' }]);
  });

  test('has tables of which there is no record, and keeps them', async () => {
    await fresh();
    await db.query('CREATE SCHEMA cu; CREATE TABLE cu.tasks (task_id text); INSERT INTO cu.tasks VALUES (1)');
    expect(await failure(migrate(db, schema))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('and no record of it: schema "cu" already exists'),
      suggestion: expect.stringContaining('empty database'),
    });
    expect(await db.query('SELECT task_id FROM cu.tasks')).toEqual([{ task_id: '1' }]);
  });

  test('is newer than the program', async () => {
    await fresh();
    await migrate(db, { ...schema, steps: [...schema.steps, { name: 'of tomorrow', sql: 'SELECT 1' }] });
    expect(await failure(migrate(db, schema))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('newer than this program'),
      suggestion: expect.stringContaining('Update clickup-tools'),
    });
  });

  test('lost a table', async () => {
    const fixture = await analyticsFixture(kind);
    drop = fixture.drop;
    await fixture.sync();
    await fixture.db.query('DROP TABLE cu.task_deps');
    expect(await failure(fixture.call('get_at_risk_tasks'))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('lacks a part of what this program made: relation "cu.task_deps"'),
    });
  });

  test('has no room left in mid-sync: says so, keeps what it has, and goes on', async () => {
    const fixture = await analyticsFixture(kind, { seed: { scale: 600 } });
    drop = fixture.drop;
    // The server raises it as it does where a file cannot grow.
    await fixture.db.query(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM cu.tasks) > 250 THEN
          RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER full_disk AFTER INSERT ON cu.tasks FOR EACH STATEMENT EXECUTE FUNCTION full_disk()`);
    expect(await failure(fixture.sync())).toMatchObject({
      code: 'SERVER_ERROR',
      message: expect.stringContaining('has no room left'),
      suggested_action: expect.stringContaining('Free disk space and run the same again'),
    });
    const [{ tasks } = { tasks: 0 }] = await fixture.db.query<{ tasks: number }>(
      'SELECT count(*) AS tasks FROM cu.tasks',
    );
    expect(tasks).toBeGreaterThan(100);
    const [run] = await fixture.db.query('SELECT state, error FROM cu.sync_runs');
    expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('no room left') });
    await fixture.db.query('DROP TRIGGER full_disk ON cu.tasks');
    await expectWhole(fixture);
  });
});

/** The next sync goes on, and the copy is as one that was made at once. */
async function expectWhole(fixture: Fixture): Promise<void> {
  expect(await fixture.sync()).toMatchObject({ kind: 'full', state: 'done' });
  const again = await analyticsFixture('embedded', { data: fixture.sandbox.snapshot() });
  again.clock.set(fixture.clock.now());
  await again.sync();
  expect(await liveCopyOf(fixture.db)).toEqual(await liveCopyOf(again.db));
  await again.drop();
}

describe.skipIf(noPostgres)('PostgreSQL', () => {
  /** Ends all other connections of a database, as a restart does. */
  const restart =
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';

  it.each([1, 60, 140, 220])(
    'restarted in mid-transaction, after %i tasks: says so, loses nothing, and goes on',
    async (after) => {
      const fixture = await analyticsFixture('postgres', { seed: { scale: 600 } });
      await fixture.db.query(`
      CREATE FUNCTION restart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM cu.tasks) > ${after} THEN
          PERFORM pg_terminate_backend(pg_backend_pid());
          PERFORM pg_sleep(5);
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER restart AFTER INSERT ON cu.tasks FOR EACH STATEMENT EXECUTE FUNCTION restart()`);
      const error = await failure(fixture.sync());
      expect(error).toMatchObject({
        code: 'NETWORK_ERROR',
        message: expect.stringContaining('cannot be reached'),
        suggested_action: expect.stringContaining('run the same again'),
      });
      await fixture.db.query('DROP TRIGGER restart ON cu.tasks');
      await expectWhole(fixture);
      await fixture.drop();
    },
  );

  it('restarted between two pages: the sync goes on with new connections', async () => {
    const fixture = await analyticsFixture('postgres', { seed: { scale: 600 } });
    let restarts = 0;
    fixture.beforeRequest(async (count) => {
      if (count % 7 !== 0) return;
      restarts += 1;
      await fixture.db.query(restart);
    });
    await expectWhole(fixture);
    expect(restarts).toBeGreaterThan(3);
    await fixture.drop();
  });

  it('that takes no writes, as a replica: reports work, syncs say why they cannot', async () => {
    const { db, url, drop } = await newPostgres();
    const { options } = createSandbox({ clock: manualClock(), rateLimit: false });
    const primary = await openMirror({ ...options, databaseUrl: url });
    await primary.sync();
    const [{ name }] = (await db.query<{ name: string }>('SELECT current_database() AS name')) as [{ name: string }];
    await db.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const replica = await openMirror({ ...options, databaseUrl: url });
    expect(await replica.report('get_workload')).toMatchObject({ success: true });
    expect(await replica.sync()).toMatchObject({
      success: false,
      error: {
        code: 'CONFLICT',
        message: expect.stringContaining('The database takes no writes'),
        suggested_action: expect.stringContaining('Name the primary'),
      },
    });
    await replica.close();
    await primary.close();
    await drop();
  });

  it('that takes no writes and lacks the tables, or whose role may not make them', async () => {
    const { db, url, drop } = await newPostgres();
    const [{ name }] = (await db.query<{ name: string }>('SELECT current_database() AS name')) as [{ name: string }];
    const role = `${name}_role`;
    await db.query(`CREATE ROLE ${role} LOGIN PASSWORD 'r'`);
    const as = Object.assign(new URL(url), { username: role, password: 'r' }).href;
    expect(await failure(open(as))).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('permission denied'),
      suggestion: expect.stringContaining('owns the database'),
    });
    await db.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await failure(open(url))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(`lacks ${schema.steps.length} of ${schema.steps.length} steps`),
    });
    await db.query(`DROP ROLE ${role}`);
    await drop();
  });
});
