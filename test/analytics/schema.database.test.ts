import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/analytics/schema/index.js';
import { reset } from '../../src/analytics/schema/reset.js';
import { migrate } from '../../src/db/migrate.js';
import { isMissing, kinds, newDatabase } from '../support/databases.js';

describe.each(kinds)('the schema (%s)', (kind) => {
  const isAbsent = isMissing(kind);
  let made: Awaited<ReturnType<typeof newDatabase>>;
  beforeAll(async () => {
    if (isAbsent) return;
    made = await newDatabase(kind);
    await migrate(made.db, schema);
  });
  afterAll(() => made?.drop());

  it.skipIf(isAbsent)('is emptied by a reset, but for what ClickUp does not keep', async () => {
    const { db } = made;
    const values = "('1', '1', gen_random_uuid(), '1', 1, now(), 5, '')";
    await db.query(
      `INSERT INTO cu.workspaces (workspace_id, name) VALUES ('1', 'One');
       INSERT INTO cu.time_entries (workspace_id, entry_id, uuid, task_id, user_id, start_at, duration_ms, content_hash) VALUES ${values};
       INSERT INTO cu.projects VALUES ('1', 'alias', 'space', '1', now())`,
    );
    for (const table of ['task_time', 'person_time', 'day_time'])
      expect(await db.query(`SELECT ms FROM cu.${table}`)).toEqual([{ ms: 5 }]);
    await reset(db);
    for (const table of ['time_entries', 'task_time', 'person_time', 'day_time'])
      expect(await db.query(`SELECT 1 FROM cu.${table}`)).toEqual([]);
    expect(await db.query('SELECT 1 FROM cu.projects')).toHaveLength(1);
  });

  it.skipIf(isAbsent)('has the Workspace first in every key and index, so that tables can be split by it', async () => {
    const indexes = await made.db.query<{ table: string; index: string; first: string }>(
      `SELECT i.indrelid::regclass::text AS table, i.indexrelid::regclass::text AS index, a.attname AS first
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'cu'
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] ORDER BY 2`,
    );
    expect(indexes.length).toBeGreaterThan(20);
    expect(indexes.filter(({ first }) => first !== 'workspace_id')).toEqual([]);
    const unkeyed = await made.db.query(
      `SELECT relname FROM pg_class c WHERE relnamespace = 'cu'::regnamespace AND relkind IN ('r', 'p')
         AND NOT EXISTS (SELECT 1 FROM pg_index WHERE indrelid = c.oid AND indisprimary)`,
    );
    expect(unkeyed).toEqual([]);
  });
});
