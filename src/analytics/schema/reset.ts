import type { Database } from '../../db/database.js';

/** What people wrote themselves, what ClickUp does not keep, and the secrets of webhooks; everything else comes from there again. */
const kept = ['projects', 'status_rules', 'daily_tasks', 'status_changes', 'snapshots', 'webhooks'];

/** Emptied with the table whose sums they are, by its triggers: a statement that named both would be refused. */
const totals = ['task_time', 'person_time', 'day_time'];

/** Empties the copy. What ClickUp does not have is kept: projects, rules of statuses, and history. */
export async function reset(db: Database): Promise<void> {
  // Partitions are emptied, or kept, with the table that they are parts of.
  const tables = await db.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'cu'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  );
  const names = tables.map(({ name }) => name).filter((name) => ![...kept, ...totals].includes(name));
  await db.query(`TRUNCATE ${names.map((name) => `cu.${name}`).join(', ')}`);
}
