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
  const rest = Object.keys(rows[0] ?? {}).filter((column) => !key.includes(column));
  const update =
    keep || rest.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')} ${where ? `WHERE ${where}` : ''}`;
  await write(tx, table, rows, `ON CONFLICT (${key.join(', ')}) ${update}`);
}

/** Inserts rows that are known not to be there, which is faster than to look for each. */
export async function insert(tx: Queryable, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const types = await typesOf(tx, table, columns);
  const isJson = columns.map((column) => types.get(column) === 'jsonb');
  let lines = '';
  for (const row of rows)
    lines += `${columns.map((column, index) => fieldOf(row[column], isJson[index]!)).join('\t')}\n`;
  await tx.copy(`${table} (${columns.join(', ')})`, lines);
}

/** A value as COPY reads it. https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2 */
function fieldOf(value: unknown, isJson: boolean): string {
  if (value === null || value === undefined) return '\\N';
  return textOf(value, isJson).replace(/[\\\t\n\r]/g, (each) => escaped[each]!);
}

const escaped: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const textOf = (value: unknown, isJson: boolean): string =>
  isJson ? JSON.stringify(value) : value instanceof Date ? value.toISOString() : String(value);

/** Column by column, as arrays: what reads JSON takes twice as long. */
async function write(tx: Queryable, table: string, rows: readonly Row[], onConflict: string): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const types = await typesOf(tx, table, columns);
  const places = columns.map((column, index) => `$${index + 1}::${types.get(column)}[]`);
  await tx.query(
    `INSERT INTO ${table} AS old (${columns.join(', ')}) SELECT * FROM unnest(${places.join(', ')}) ${onConflict}`,
    columns.map((column) => arrayOf(rows, column, types.get(column) === 'jsonb')),
  );
}

const typesByTable = new Map<string, ReadonlyMap<string, string>>();

/** The types of columns. They are asked for once: a step of the schema may add a column, but changes none. */
async function typesOf(tx: Queryable, table: string, columns: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = typesByTable.get(table);
  if (known && columns.every((column) => known.has(column))) return known;
  const found = await tx.query<{ name: string; type: string }>(
    'SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped',
    [table],
  );
  const types = new Map(found.map(({ name, type }) => [name, type]));
  typesByTable.set(table, types);
  return types;
}

/** One column of all rows as PostgreSQL reads an array. https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO */
function arrayOf(rows: readonly Row[], column: string, isJson: boolean): string {
  let text = '';
  for (const row of rows) text += `,${elementOf(row[column], isJson)}`;
  return `{${text.slice(1)}}`;
}

function elementOf(value: unknown, isJson: boolean): string {
  if (value === null || value === undefined) return 'NULL';
  if (!isJson && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  const text = textOf(value, isJson);
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}
