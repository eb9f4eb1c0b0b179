import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runQuery } from '../../src/analytics/query.js';
import { analyticsFixture } from '../support/analytics.js';
import { kinds, noPostgres } from '../support/databases.js';
import { failure } from '../support/sandbox-client.js';

const limits = { rows: 5, timeoutMs: 10_000 };

describe.each(kinds)('SQL (%s)', (kind) => {
  const isAbsent = kind === 'postgres' && noPostgres !== undefined;
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
});
