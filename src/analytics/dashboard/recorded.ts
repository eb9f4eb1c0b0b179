import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Param, Queryable } from '../../db/database.js';

interface Statement {
  sql: string;
  params: readonly Param[];
}

const recording = new AsyncLocalStorage<Statement[]>();

/** The same database, whose statements can be asked for; see `recorded`. */
export function recordable(db: Database): Database {
  const noting = (each: Queryable): Queryable => ({
    query(sql, params) {
      recording.getStore()?.push({ sql, params: params ?? [] });
      return each.query(sql, params);
    },
    copy: (into, lines) => each.copy(into, lines),
  });
  return {
    kind: db.kind,
    ...noting(db),
    transaction: (work, options) => db.transaction((tx) => work(noting(tx)), options),
    close: () => db.close(),
  };
}

/** Does some work, and gives the statements by which it summed: those that begin with a common table expression. */
export async function recorded<Result>(work: () => Promise<Result>): Promise<{ result: Result; sql: string[] }> {
  const statements: Statement[] = [];
  const result = await recording.run(statements, work);
  return { result, sql: statements.filter(({ sql }) => /^\s*WITH\b/.test(sql)).map(readable) };
}

/** A statement that can be run as it stands: its parameters in their places, without the indentation of the program. */
function readable({ sql, params }: Statement): string {
  const lines = sql.trim().split('\n');
  const indent = Math.min(...lines.slice(1).map((line) => /^ */.exec(line)![0].length), 99);
  return lines
    .map((line, index) => (index === 0 ? line : line.slice(Math.max(indent - 2, 0))))
    .join('\n')
    .replace(/\$(\d+)/g, (_, place: string) => literal(params[Number(place) - 1] ?? null));
}

function literal(value: Param): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`;
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]`;
  return String(value);
}
