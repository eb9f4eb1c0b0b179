import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../src/analytics/query.js';
import { entryOf } from '../../src/analytics/tool.js';
import { sqlTool } from '../../src/analytics/tools/sql.js';
import type { Envelope } from '../../src/index.js';
import { createClickUp } from '../../src/index.js';
import { WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds, postgresUrl } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

const limits = { rows: 5, timeoutMs: 10_000 };

describe.each(kinds)('SQL (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  const test = it.skipIf(isAbsent);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind);
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());

  test('finds the views by their names, and fetches no more than it may', async () => {
    const { rows, isCut } = await runQuery<{ title: string }>(
      fixture.db,
      'SELECT title FROM tasks ORDER BY title;',
      limits,
    );
    const all = await fixture.db.query<{ name: string }>('SELECT name FROM cu.tasks ORDER BY name');
    expect(rows.map(({ title }) => title)).toEqual(all.slice(0, 5).map(({ name }) => name));
    expect(isCut).toBe(true);
    const endless = 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    expect((await runQuery(fixture.db, endless, limits)).rows).toEqual([1, 2, 3, 4, 5].map((i) => ({ i })));
    expect(await runQuery(fixture.db, 'VALUES (1)', limits)).toEqual({ rows: [{ column1: 1 }], isCut: false });
  });

  test.each([
    'DELETE FROM cu.tasks',
    'WITH gone AS (DELETE FROM cu.tasks RETURNING 1) SELECT * FROM gone',
    'SELECT 1; DELETE FROM cu.tasks',
    "SELECT set_config('transaction_read_only', 'off', false), 1; COMMIT; DELETE FROM cu.tasks",
    "SELECT nextval('cu.sync_runs_run_id_seq')",
    'SELECT * INTO kept FROM cu.tasks',
    'DROP TABLE cu.tasks',
    'SELECT * FROM nothing',
    '',
  ])('refuses %s', async (sql) => {
    const before = await fixture.db.query('SELECT count(*) FROM cu.tasks');
    const refused = await failure(runQuery(fixture.db, sql, limits));
    expect(refused).toMatchObject({ code: 'INVALID_PARAMETER', suggestion: expect.stringContaining('one SELECT') });
    expect(await fixture.db.query('SELECT count(*) FROM cu.tasks')).toEqual(before);
  });

  test.each([
    "SELECT set_config('TimeZone', 'Asia/Kathmandu', false)",
    "SELECT set_config('search_path', 'nowhere', false)",
    'SELECT pg_advisory_lock(1)',
    "SELECT set_config('default_transaction_read_only', 'on', false)",
  ])('keeps nothing of %s', async (sql) => {
    const state = () =>
      fixture.db.query(
        "SELECT current_setting('TimeZone'), current_setting('search_path'), current_setting('default_transaction_read_only'), (SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND d.datname = current_database())",
        [],
      );
    const before = await state();
    await runQuery(fixture.db, sql, limits);
    expect(await state()).toEqual(before);
  });

  describe('of a model', () => {
    const reader = `analytics_reader_${randomUUID().slice(0, 8)}`;
    const ask = async (sql: string, readerUrl?: string): Promise<Envelope> => {
      const clickup = createClickUp({
        ...fixture.sandbox.options,
        workspaceId: WORKSPACE_ID,
        tools: [entryOf(sqlTool)],
        services: { analytics: { db: fixture.db, readerUrl } },
      });
      return (await clickup.call('query_sql' as never, { sql, rows: 3 } as never)) as Envelope;
    };
    let url: string | undefined;
    beforeAll(async () => {
      if (isAbsent || kind === 'embedded') return;
      const [{ name } = { name: '' }] = await fixture.db.query<{ name: string }>('SELECT current_database() AS name');
      await fixture.db.query(
        `CREATE ROLE ${reader} LOGIN PASSWORD 'r'; GRANT USAGE ON SCHEMA cu, analytics TO ${reader}; GRANT SELECT ON ALL TABLES IN SCHEMA cu, analytics TO ${reader}`,
      );
      url = Object.assign(new URL(postgresUrl), { pathname: `/${name}`, username: reader, password: 'r' }).href;
    });
    afterAll(async () => {
      if (url) await fixture.db.query(`DROP OWNED BY ${reader}; DROP ROLE ${reader}`);
    });

    test('reads the copy, and no more rows than asked for', async () => {
      const answer = await ask('SELECT title FROM tasks ORDER BY title', url);
      expect(answer).toMatchObject({ success: true, data: { truncated: true } });
      expect((answer as { data: { rows: unknown[] } }).data.rows).toHaveLength(3);
    });

    test.each([
      'DELETE FROM cu.tasks',
      "SELECT set_config('transaction_read_only', 'off', true)",
      "SELECT query_to_xml('DELETE FROM cu.tasks', true, true, '')",
      "SELECT set_config('role', 'none', true), query_to_xml('DELETE FROM cu.tasks', true, true, '')",
      'SELECT 1) TO STDOUT; DROP TABLE cu.tasks; --',
      'SELECT 1; COMMIT; DROP TABLE cu.tasks',
      'SELECT * FROM cu.tasks FOR UPDATE',
    ])('does not get by with %s', async (sql) => {
      const count = () => fixture.db.query('SELECT count(*) FROM cu.tasks');
      const before = await count();
      expect(await ask(sql, url)).toMatchObject({ success: false, error: { code: 'INVALID_PARAMETER' } });
      expect(await count()).toEqual(before);
    });

    it.skipIf(isAbsent || kind === 'embedded')('needs a role that can do nothing else', async () => {
      expect(await ask('SELECT 1')).toMatchObject({
        error: { message: expect.stringContaining('a role of its own') },
      });
      expect(await ask("SELECT pg_read_file('/etc/hostname')", url)).toMatchObject({ success: false });
      const { username, password } = new URL(postgresUrl);
      const owner = Object.assign(new URL(url!), { username, password }).href;
      expect(await ask('SELECT 1', owner)).toMatchObject({
        error: { message: expect.stringContaining('may do more than read') },
      });
    });
  });
});
