import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reset } from '../../src/analytics/schema/reset.js';
import { LISTS } from '../../src/sandbox/index.js';
import { analyticsFixture, copyOf } from '../support/analytics.js';
import { noPostgres } from '../support/databases.js';

const guide = readFileSync(new URL('../../docs/guides/analytics-scale.md', import.meta.url), 'utf8');
const block = (of: RegExp): string =>
  [...guide.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql]) => sql!).find((sql) => of.test(sql))!;

/** Indexes, keys, triggers and views of the copy, but those of partitions. */
const namesIn = `SELECT relname || ' ' || coalesce(tgname, indexrelid::regclass::text) AS name FROM pg_class c
  LEFT JOIN pg_index i ON i.indrelid = c.oid LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT tgisinternal
  WHERE relnamespace = 'cu'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
  UNION ALL SELECT viewname || definition FROM pg_views WHERE schemaname = 'analytics' ORDER BY 1`;

it.skipIf(noPostgres)('goes on as before when its tables were split as the guide says', async () => {
  const fixture = await analyticsFixture('postgres');
  const { db } = fixture;
  await fixture.sync();
  const timesheet = () =>
    fixture.call<{ total: { tracked_ms: number } }>('get_monthly_timesheet', { period: 'last_month' });
  const estimates = () => fixture.call<{ median_ratio: number }>('get_estimation_accuracy', { include_open: true });
  const [copy, names, sheet] = [await copyOf(db), await db.query(namesIn), await timesheet()];
  await db.query(block(/^BEGIN/));
  expect((await db.query('SELECT 1 FROM pg_class WHERE relispartition')).length).toBeGreaterThan(8);
  expect(await copyOf(db)).toEqual(copy);
  expect(await db.query(namesIn)).toEqual(names);
  expect(await timesheet()).toEqual(sheet);

  fixture.clock.advance(60_000);
  await fixture.call('clickup_task_create', { list_id: LISTS.bugs, name: 'After the split' });
  await fixture.call('clickup_time_create', { start: '2 hours ago', duration: '1 hour' });
  expect((await fixture.sync()).rows).toBeGreaterThanOrEqual(2);
  const differing = await db.query(
    `SELECT 1 FROM (SELECT task_id, sum(duration_ms) AS ms FROM cu.time_entries
       WHERE task_id IS NOT NULL AND deleted_at IS NULL AND NOT is_running GROUP BY 1) AS entries
     FULL JOIN cu.task_time USING (task_id) WHERE coalesce(entries.ms, 0) <> coalesce(task_time.ms, 0)`,
  );
  expect(differing).toEqual([]);
  const known = await estimates();
  expect(JSON.stringify(known)).toContain('tracked_hours');
  const after = await timesheet();
  await db.query(block(/^DROP TRIGGER/));
  expect(await estimates()).toEqual(known);
  expect(await timesheet()).toEqual(after);
  await db.query(
    'INSERT INTO cu.daily_tasks SELECT (jsonb_populate_record(d, \'{"task_id": "kept"}\')).* FROM cu.daily_tasks d LIMIT 1',
  );
  await reset(db);
  expect(await db.query("SELECT 1 FROM cu.daily_tasks WHERE task_id = 'kept'")).toHaveLength(1);
  expect(await db.query('SELECT 1 FROM cu.tasks')).toEqual([]);
  await fixture.drop();
});
