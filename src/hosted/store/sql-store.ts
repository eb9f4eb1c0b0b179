import type { Database, Param, Queryable } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrations, role } from './migrations.js';
import type { TableName } from './rows.js';
import type { Scope, Store, Tx } from './store.js';
import { type ColumnKind, tables } from './tables.js';

type Row = Record<string, unknown>;

/** A store in a database, whose own rules hold tenants apart once more. */
export async function sqlStore(db: Database): Promise<Store> {
  await migrate(db, migrations);
  const [user] = await db.query<{ bypasses: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
  );
  // Both hold until the transaction ends, so that the next one on the connection begins with nothing.
  const enter = `SELECT set_config('app.tenant', $1, true)${user?.bypasses ? `, set_config('role', '${role}', true)` : ''}`;
  return {
    as: (scope: Scope, work) =>
      db.transaction(async (tx) => {
        await tx.query(enter, [scope === 'server' ? '*' : scope.tenant]);
        return work(transaction(tx));
      }),
    close: () => db.close(),
  };
}

function transaction(db: Queryable): Tx {
  return {
    async insert(table, row) {
      const statement = new Statement(table);
      const names = statement.columns.join(', ');
      const values = statement.columns
        .map((column) => statement.value(column, (row as unknown as Row)[column]))
        .join(', ');
      const sql = `INSERT INTO hosted.${table} (${names}) VALUES (${values}) ON CONFLICT DO NOTHING RETURNING 1 AS added`;
      return (await db.query(sql, statement.params)).length > 0;
    },
    async find(table, where, order) {
      const statement = new Statement(table);
      const ordered = order ? ` ORDER BY ${statement.known(order.by)}${order.descending ? ' DESC' : ''}` : '';
      const limited = order?.limit === undefined ? '' : ` LIMIT ${Math.trunc(order.limit)}`;
      const sql = `SELECT ${statement.columns.join(', ')} FROM hosted.${table}${statement.where(where as Row)}${ordered}${limited}`;
      return statement.rows(await db.query(sql, statement.params)) as never;
    },
    async update(table, where, set) {
      const statement = new Statement(table);
      const changes = Object.entries(set).map(
        ([column, value]) => `${statement.known(column)} = ${statement.value(column, value)}`,
      );
      const sql = `UPDATE hosted.${table} SET ${changes.join(', ')}${statement.where(where as Row)} RETURNING ${statement.columns.join(', ')}`;
      return statement.rows(await db.query(sql, statement.params)) as never;
    },
    async remove(table, where) {
      const statement = new Statement(table);
      const sql = `DELETE FROM hosted.${table}${statement.where(where as Row)} RETURNING ${statement.columns.join(', ')}`;
      return statement.rows(await db.query(sql, statement.params)) as never;
    },
  };
}

/** One statement about a table: its parameters, and rows in the form of the store. */
class Statement {
  readonly params: Param[] = [];
  readonly columns: readonly string[];
  private readonly kinds: Readonly<Record<string, ColumnKind>>;

  constructor(table: TableName) {
    this.kinds = tables[table].columns;
    this.columns = Object.keys(this.kinds);
  }

  /** A name that may stand in SQL: that of a column. */
  known(column: string): string {
    if (Object.hasOwn(this.kinds, column)) return column;
    throw new Error(`there is no column ${column}`);
  }

  value(column: string, value: unknown): string {
    const kind = this.kinds[this.known(column)];
    if (kind === 'json') return `${this.param(JSON.stringify(value))}::jsonb`;
    if (kind?.startsWith('moment') && typeof value === 'number') return this.param(new Date(value));
    return this.param(value as Param);
  }

  where(conditions: Row): string {
    const parts = Object.entries(conditions).map(([column, wanted]) => {
      const name = this.known(column);
      if (wanted === null) return `${name} IS NULL`;
      if (typeof wanted !== 'object') return `${name} = ${this.value(column, wanted)}`;
      if ('in' in wanted) return `${name} = ANY(${this.param(wanted.in as Param)})`;
      return `${name} < ${this.value(column, (wanted as { before: number }).before)}`;
    });
    return parts.length > 0 ? ` WHERE ${parts.join(' AND ')}` : '';
  }

  rows(found: readonly Row[]): Row[] {
    return found.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, value instanceof Date ? value.getTime() : value]),
      ),
    );
  }

  private param(value: Param): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }
}
