import type { Queryable } from '../../db/database.js';
import type { Row } from './rows.js';

interface Upsert {
  table: string;
  key: readonly string[];
  /** Leaves rows that are there as they are. */
  keep?: boolean;
  /** What must hold for a row to be overwritten: `old` is the one that is there, `excluded` the new one. */
  where?: string;
}

/** Inserts rows, or overwrites those with the same key; one statement for any number. Columns are those of the first row. */
export async function upsert(
  tx: Queryable,
  { table, key, keep = false, where }: Upsert,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const rest = columns.filter((column) => !key.includes(column));
  const update =
    keep || rest.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')} ${where ? `WHERE ${where}` : ''}`;
  await tx.query(
    `INSERT INTO ${table} AS old (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)
     ON CONFLICT (${key.join(', ')}) ${update}`,
    [JSON.stringify(rows)],
  );
}
