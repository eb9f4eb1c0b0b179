import type { Database, Param, Queryable } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { lockOf } from '../../runtime/jobs/records.js';
import { wholePrefix } from '../../runtime/store.js';
import { Changes } from './changes.js';
import { migrations, role } from './migrations.js';
import type { Rows, TableName } from './rows.js';
import type { Found, Scope, Store, Tx } from './store.js';
import { type ColumnKind, noteChanged, tables } from './tables.js';
import { together } from './together.js';

type Row = Record<string, unknown>;

/** A store in a database, whose own rules hold tenants apart once more. */
export async function sqlStore(db: Database): Promise<Store> {
  await migrate(db, migrations);
  const [user] = await db.query<{ bypasses: boolean }>(
    'SELECT rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
  );
  // Both hold until the transaction ends, so that the next one on the connection begins with nothing.
  const enter = `SELECT set_config('app.tenant', $1, true)${user?.bypasses ? `, set_config('role', '${role}', true)` : ''}`;
  const changes = new Changes();
  let isConnected = true;
  changes.isHeard = () => isConnected;
  const listeners = new Set<(text: string) => void>();
  const listening = await db.listen?.(channel, {
    hear(text) {
      if (!text.startsWith(noticeMark)) return changes.note(text);
      for (const listener of listeners) listener(text.slice(noticeMark.length));
      return undefined;
    },
    isHeard: (isHeard) => {
      isConnected = isHeard;
      changes.missed();
    },
  });
  return {
    changes,
    notices:
      listening &&
      ((listener) => {
        listeners.add(listener);
        return {
          send: (text) => listening.say(`${noticeMark}${text}`),
          close: async () => {
            listeners.delete(listener);
          },
        };
      }),
    async as(scope: Scope, work) {
      const changed = new Set<string>();
      try {
        return await db.transaction(async (tx) => {
          await tx.query(enter, [scope === 'server' ? '*' : scope.tenant]);
          const result = await work(transaction(tx, changed));
          // Other processes hear of it as it is committed.
          if (listening && changed.size > 0)
            await tx.query(`SELECT pg_notify('${channel}', tenant) FROM unnest($1::text[]) AS tenant`, [[...changed]]);
          return result;
        });
      } finally {
        // Also where it failed: it may have been committed all the same.
        changes.made([...changed]);
      }
    },
    lookUp: together({
      ...lookUps,
      read: async (hashes) => {
        const [only] = hashes;
        const asked = hashes.length === 1 ? db.query<Looked>(lookUp, [only!]) : db.query<Looked>(lookUpAll, [hashes]);
        const found = (await asked).flatMap((row) => (row.found ? [foundIn(row.found)] : []));
        return new Map(found.map((each) => [each.access.lookup_hash, each]));
      },
    }),
    async findGrant({ tenant_id, id }) {
      const [row] = await db.query<Looked>('SELECT hosted.granted($1, $2) AS found', [tenant_id, id]);
      return rowIn({ grants: row?.found ?? null }, 'grants');
    },
    async close() {
      await listening?.end();
      await db.close();
    },
  };
}

/** Where processes tell each other whose rows they changed. */
const channel = 'clickup_hosted_changes';

/** Tells what else they tell each other from the id of a tenant. */
const noticeMark = 'node ';

/** One value each, since the database and the driver take several times as long for the columns of three tables. */
const lookUp = 'SELECT hosted.looked_up($1) AS found';
/** One by one all the same: for a list of them the database makes a plan each time, which takes longer than ten look-ups. */
const lookUpAll = 'SELECT hosted.looked_up(hash) AS found FROM unnest($1::text[]) AS hash';
const lookUps = { most: 100, atOnce: 2 };

interface Looked {
  found: Row | null;
}

const foundIn = (found: Row): Found => ({
  access: rowIn(found, 'accesses')!,
  tenant: rowIn(found, 'tenants'),
  grant: rowIn(found, 'grants'),
});

const momentsOf = new Map(
  (Object.keys(tables) as TableName[]).map((name) => {
    const columns = Object.entries(tables[name].columns) as [string, ColumnKind][];
    return [name, columns.filter(([, kind]) => kind.startsWith('moment')).map(([column]) => column)];
  }),
);

/** The row of a table among several that were looked up together; in JSON a moment is text. */
function rowIn<Name extends TableName>(found: Row, table: Name): Rows[Name] | undefined {
  const row = found[table] as Row | null;
  // Of a person who was disconnected there is nothing, or a row of nothing.
  if (row === null || row.id === null) return undefined;
  for (const column of momentsOf.get(table)!) {
    const moment = row[column];
    if (typeof moment === 'string') row[column] = Date.parse(moment);
  }
  return row as never;
}

/** Moments are numbers in the store. */
const inStore = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);

function transaction(db: Queryable, changed: Set<string>): Tx {
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
      const rows = statement.rows(await db.query(sql, statement.params));
      noteChanged(changed, table, rows);
      return rows as never;
    },
    async countUses(uses) {
      // Figures that a crash may take along: the disk is not waited for.
      await db.query('SET LOCAL synchronous_commit = off');
      await db.query(
        `UPDATE hosted.accesses AS access SET use_count = access.use_count + use.calls, last_used_at = use.at
         FROM unnest($1::text[], $2::bigint[], $3::text[]) AS given (id, calls, moment),
              LATERAL (SELECT given.id, given.calls, given.moment::timestamptz AS at) AS use
         WHERE access.id = use.id`,
        [uses.map(({ id }) => id), uses.map(({ calls }) => calls), uses.map(({ at }) => new Date(at).toISOString())],
      );
    },
    async remove(table, where) {
      const statement = new Statement(table);
      const sql = `DELETE FROM hosted.${table}${statement.where(where as Row)} RETURNING ${statement.columns.join(', ')}`;
      const rows = statement.rows(await db.query(sql, statement.params));
      noteChanged(changed, table, rows);
      return rows as never;
    },
    async removeRecords({ before, now }) {
      const [removed] = await db.query<{ count: number }>(
        `WITH removed AS (
           DELETE FROM hosted.records AS old WHERE at < $1 AND NOT (
             starts_with(stream, '${wholePrefix}') AND (
               EXISTS (SELECT FROM hosted.records AS later
                 WHERE (later.tenant_id, later.grant_id, later.stream) = (old.tenant_id, old.grant_id, old.stream)
                   AND later.at >= $1)
               OR EXISTS (SELECT FROM hosted.leases AS lease
                 WHERE (lease.tenant_id, lease.grant_id, lease.name) = (old.tenant_id, old.grant_id, '${lockOf('')}' || old.stream)
                   AND lease.until > $2)))
           RETURNING 1)
         SELECT count(*) FROM removed`,
        [new Date(before), new Date(now)],
      );
      return removed!.count;
    },
    async alone(name) {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`clickup hosted ${name}`]);
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
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, inStore(value)])),
    );
  }

  private param(value: Param): string {
    this.params.push(value);
    return `$${this.params.length}`;
  }
}
