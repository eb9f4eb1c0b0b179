import { DatabaseError } from '../../db/database-error.js';
import type { Run } from './run.js';

/** The indexes of time entries beside that of their key, as the schema makes them. */
const indexes: Readonly<Record<string, string>> = {
  time_entries_start: '(workspace_id, start_at)',
  time_entries_user: '(workspace_id, user_id, start_at)',
  time_entries_task: '(workspace_id, task_id)',
};

type Writer = Pick<Run, 'db' | 'page'>;

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const lockNotAvailable = '55P03';

/**
 * Drops the indexes of a table that has no rows yet, where this program may: to keep them while a million rows arrive takes as long as
 * the rows, to make them afterwards a tenth. They are missing until `makeIndexes`; reports work without them, slowly.
 */
export async function dropIndexes({ db, page }: Writer): Promise<void> {
  // Partitions, and tables on several machines, are somebody's own arrangement.
  const [table] = await db.query<{ is_ours: boolean }>(
    `SELECT relkind = 'r' AND pg_has_role(relowner, 'USAGE') AND to_regclass('cu.day_time') IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM cu.time_entries) AS is_ours FROM pg_class WHERE oid = 'cu.time_entries'::regclass`,
  );
  if (!table?.is_ours) return;
  try {
    await page(async (tx) => {
      // A report that reads the empty table is not waited for: all others would wait behind this.
      await tx.query("SELECT set_config('lock_timeout', '1s', true)", []);
      for (const name of Object.keys(indexes)) await tx.query(`DROP INDEX IF EXISTS cu.${name}`);
    });
  } catch (error) {
    if (!(error instanceof DatabaseError && error.sqlState === lockNotAvailable)) throw error;
  }
}

/** Makes those that are missing, whoever dropped them: a first sync may have ended before it came to this. */
export async function makeIndexes({ db, page }: Writer): Promise<void> {
  const missing = await db.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass('cu.' || name) IS NULL
       AND (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'cu.time_entries'::regclass)`,
    [Object.keys(indexes)],
  );
  if (missing.length === 0) return;
  const make = missing.map(({ name }) => `CREATE INDEX IF NOT EXISTS ${name} ON cu.time_entries ${indexes[name]}`);
  await page((tx) => tx.query(make.join('; ')).then(() => undefined), { timeoutMs: 0 });
}
