import type { Database } from '../db/database.js';
import { DatabaseError } from '../db/database-error.js';
import { invalidInput } from '../runtime/errors.js';

export interface QueryLimits {
  /** Most rows. */
  rows: number;
  /** Milliseconds that it may take. */
  timeoutMs: number;
}

/**
 * Runs one statement that reads, on the views without the name of their schema. More rows than allowed are not even fetched. Throws
 * for a statement that writes, for several, and for what SQL refuses.
 */
export async function runQuery<Row extends object>(
  db: Database,
  sql: string,
  { rows, timeoutMs }: QueryLimits,
): Promise<{ rows: Row[]; isCut: boolean }> {
  const statement = sql.trim().replace(/;\s*$/, '');
  try {
    return await db.transaction(
      async (tx) => {
        await tx.query('SET LOCAL search_path = analytics, cu, public');
        // With parameters, even none, a database takes one statement alone; a cursor takes only what reads.
        await tx.query(`DECLARE found NO SCROLL CURSOR FOR ${statement}`, []);
        const found = await tx.query<Row>(`FETCH ${rows + 1} FROM found`, []);
        return { rows: found.slice(0, rows), isCut: found.length > rows };
      },
      { readOnly: true, timeoutMs },
    );
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw invalidInput(`The database refuses the statement: ${error.message}`, {
      parameter: 'sql',
      suggestion:
        'Give one SELECT, WITH or VALUES. Views: tasks, employees, time_logs, daily_syncs; tables: those of the schema cu.',
    });
  }
}
