import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';

describe.each(kinds)('time of tasks (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  beforeAll(async () => {
    if (isAbsent) return;
    fixture = await analyticsFixture(kind);
    await fixture.sync();
  });
  afterAll(() => fixture?.drop());

  it.skipIf(isAbsent)('is that of the entries after every kind of change', async () => {
    const { db } = fixture;
    const differences = () =>
      db.query(
        `SELECT * FROM (SELECT workspace_id, task_id, sum(duration_ms)::bigint AS ms FROM cu.time_entries
           WHERE task_id IS NOT NULL AND deleted_at IS NULL AND NOT is_running GROUP BY 1, 2) AS entries
         FULL JOIN cu.task_time USING (workspace_id, task_id) WHERE coalesce(entries.ms, 0) <> coalesce(task_time.ms, 0)`,
      );
    const [{ task_id, other } = { task_id: '', other: '' }] = await db.query<{ task_id: string; other: string }>(
      'SELECT min(task_id) AS task_id, max(task_id) AS other FROM cu.time_entries',
    );
    expect(task_id < other).toBe(true);
    const changes: [string, string[]][] = [
      ['UPDATE cu.time_entries SET duration_ms = duration_ms + 7 WHERE task_id = $1', [task_id]],
      ['UPDATE cu.time_entries SET task_id = $2 WHERE task_id = $1', [task_id, other]],
      ['UPDATE cu.time_entries SET task_id = NULL WHERE entry_id IN (SELECT min(entry_id) FROM cu.time_entries)', []],
      ['UPDATE cu.time_entries SET deleted_at = now() WHERE task_id = $1', [other]],
      ['UPDATE cu.time_entries SET deleted_at = NULL, is_running = true WHERE task_id = $1', [other]],
      ['UPDATE cu.time_entries SET is_running = false', []],
      [
        `INSERT INTO cu.time_entries SELECT (jsonb_populate_record(e, '{"entry_id": "9"}')).* FROM cu.time_entries e WHERE task_id = $1 LIMIT 1
         ON CONFLICT (workspace_id, entry_id) DO UPDATE SET duration_ms = 1`,
        [other],
      ],
      [
        `INSERT INTO cu.time_entries SELECT * FROM cu.time_entries WHERE task_id = $1
         ON CONFLICT (workspace_id, entry_id) DO UPDATE SET duration_ms = excluded.duration_ms + 3`,
        [other],
      ],
      ['DELETE FROM cu.time_entries WHERE task_id = $1', [other]],
    ];
    expect(await differences()).toEqual([]);
    for (const [sql, params] of changes) {
      await db.query(sql, params);
      expect(await differences(), sql).toEqual([]);
    }
    const [left] = await db.query<{ ms: number }>('SELECT sum(ms)::bigint AS ms FROM cu.task_time');
    expect(left!.ms).toBeGreaterThan(0);
    await db.query('TRUNCATE cu.time_entries');
    expect(await db.query('SELECT 1 FROM cu.task_time')).toEqual([]);
  });
});
