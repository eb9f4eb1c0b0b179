import type { Database } from '../../db/database.js';

/** What people wrote themselves, what ClickUp does not keep, and the secrets of webhooks; everything else comes from there again. */
const kept = ['projects', 'status_rules', 'daily_tasks', 'status_changes', 'snapshots', 'webhooks'];

/** Empties the copy. What ClickUp does not have is kept: projects, rules of statuses, and history. */
export async function reset(db: Database): Promise<void> {
  const tables = await db.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'cu' ORDER BY 1",
  );
  const names = tables.map(({ name }) => name).filter((name) => !kept.includes(name));
  await db.query(`TRUNCATE ${names.map((name) => `cu.${name}`).join(', ')}`);
}
