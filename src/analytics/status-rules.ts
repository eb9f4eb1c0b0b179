import type { Queryable } from '../db/database.js';
import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { type Category, categories, categoryOf, type StatusRule, statusKey } from './categories.js';

/** What a Workspace says of its statuses; read in the order of the patterns, the longest first. */
export const statusRules = (db: Queryable, workspaceId: string): Promise<StatusRule[]> =>
  db.query<StatusRule>(
    'SELECT pattern, category FROM cu.status_rules WHERE workspace_id = $1 ORDER BY length(pattern) DESC, pattern COLLATE "C"',
    [workspaceId],
  );

/** Each status that tasks have, with its kind and what decides it. */
export async function statusKinds(db: Queryable, workspaceId: string) {
  return db.query<{ status: string; type: string; category: Category; tasks: number }>(
    `SELECT status, status_type AS type, category, count(*) AS tasks FROM cu.tasks
     WHERE workspace_id = $1 AND deleted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 3, 1`,
    [workspaceId],
  );
}

/**
 * Says what statuses mean, by name or with * for anything; an empty kind takes a rule away. Tasks in the copy follow at once. Run it in
 * a transaction. Throws for what is no kind.
 */
export async function setStatusRules(
  tx: Queryable,
  workspaceId: string,
  given: readonly (readonly [pattern: string, category: string])[],
): Promise<{ changed: number }> {
  for (const [pattern, category] of given) {
    const key = statusKey(pattern);
    if (key === '')
      throw invalidInput('A rule has no name of a status', {
        parameter: 'status',
        value: pattern,
        suggestion: 'Write status=kind, such as "in review=active".',
      });
    await tx.query('DELETE FROM cu.status_rules WHERE workspace_id = $1 AND pattern = $2', [workspaceId, key]);
    if (category === '') continue;
    if (!categories.includes(category as Category)) {
      const near = nearest(category, categories);
      throw invalidInput(`"${category}" is no kind of status`, {
        parameter: pattern,
        value: category,
        suggestion: `${near ? `Did you mean ${near}? ` : ''}There are ${categories.join(', ')}.`,
      });
    }
    await tx.query('INSERT INTO cu.status_rules (workspace_id, pattern, category) VALUES ($1, $2, $3)', [
      workspaceId,
      key,
      category,
    ]);
  }
  const rules = await statusRules(tx, workspaceId);
  let changed = 0;
  for (const { status, type, category, tasks } of await statusKinds(tx, workspaceId)) {
    const now = categoryOf(status, type, rules);
    if (now === category) continue;
    changed += tasks;
    await tx.query(
      'UPDATE cu.tasks SET category = $1 WHERE workspace_id = $2 AND status = $3 AND status_type = $4 AND category = $5',
      [now, workspaceId, status, type, category],
    );
  }
  return { changed };
}
