import type { Database, Queryable } from '../db/database.js';
import { DatabaseError } from '../db/database-error.js';
import { invalidInput } from '../runtime/errors.js';

export interface QueryLimits {
  /** Most rows. */
  rows: number;
  /** Milliseconds that it may take. */
  timeoutMs: number;
}

/** Ends the transaction without keeping what the statement set for its session, and carries what it found. */
class Found<Row> extends Error {
  constructor(readonly rows: Row[]) {
    super('found');
  }
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
    await db.transaction(
      async (tx) => {
        await tx.query('SET LOCAL search_path = analytics, cu, public');
        // With parameters, even none, a database takes one statement alone; a cursor takes only what reads.
        await tx.query(`DECLARE found NO SCROLL CURSOR FOR ${statement}`, []);
        const found = await tx.query<Row>(`FETCH ${rows + 1} FROM found`, []);
        await tx.query('SELECT pg_advisory_unlock_all()', []);
        throw new Found(found);
      },
      { readOnly: true, timeoutMs },
    );
    throw new Error('the transaction was not rolled back');
  } catch (error) {
    if (error instanceof Found) return { rows: error.rows.slice(0, rows), isCut: error.rows.length > rows };
    if (!(error instanceof DatabaseError)) throw error;
    throw invalidInput(`The database refuses the statement: ${error.message}`, {
      parameter: 'sql',
      suggestion:
        'Give one SELECT, WITH or VALUES. Views: tasks, employees, time_logs, daily_syncs; tables: those of the schema cu.',
    });
  }
}

/** Whether the role of a connection can neither write to the copy nor reach beyond it. */
export async function isReaderOnly(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>(
    `SELECT r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
       OR pg_has_role(r.oid, 'pg_read_server_files', 'MEMBER') OR pg_has_role(r.oid, 'pg_write_server_files', 'MEMBER')
       OR pg_has_role(r.oid, 'pg_execute_server_program', 'MEMBER') OR pg_has_role(r.oid, 'pg_signal_backend', 'MEMBER')
       OR EXISTS (SELECT 1 FROM pg_namespace n WHERE n.nspname IN ('cu', 'analytics') AND has_schema_privilege(r.oid, n.oid, 'CREATE'))
       OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname IN ('cu', 'analytics') AND c.relkind IN ('r', 'p', 'v') AND has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS may
     FROM pg_roles r WHERE r.rolname = session_user`,
    [],
  );
  return row?.may === false;
}
