import { lockOf } from '../../runtime/jobs/records.js';
import { isWhole, queues } from '../../runtime/store.js';
import { Changes } from './changes.js';
import type { LeaseRow, RecordRow, Rows, TableName } from './rows.js';
import { findOne, type Scope, type Store, type Tx, type Where } from './store.js';
import { noteChanged, tables } from './tables.js';

type Row = Record<string, unknown>;

/** A store that ends with its process, for tests: one transaction after the other. It holds tenants apart as the database does. */
export function memoryStore(): Store {
  let kept: Partial<Record<TableName, readonly Row[]>> = {};
  const queue = queues();
  const changes = new Changes();
  const as: Store['as'] = (scope, work) =>
    queue('transaction', async () => {
      const draft = { ...kept };
      const changed = new Set<string>();
      const result = await work(transaction(draft, scope, changed));
      kept = draft;
      changes.made([...changed]);
      return result;
    });
  return {
    as,
    changes,
    lookUp: (hash) =>
      as('server', async (tx) => {
        const access = await findOne(tx, 'accesses', { lookup_hash: hash });
        if (!access) return undefined;
        const { tenant_id, grant_id } = access;
        const tenant = await findOne(tx, 'tenants', { id: tenant_id });
        return { access, tenant, grant: await findOne(tx, 'grants', { tenant_id, id: grant_id }) };
      }),
    findGrant: ({ tenant_id, id }) => as({ tenant: tenant_id }, (tx) => findOne(tx, 'grants', { tenant_id, id })),
    close: async () => undefined,
  };
}

function transaction(rows: Partial<Record<TableName, readonly Row[]>>, scope: Scope, noted: Set<string>): Tx {
  const isVisible = (table: TableName, row: Row): boolean => {
    const { tenant } = tables[table];
    return scope === 'server' || tenant === undefined || row[tenant] === scope.tenant;
  };
  const matching = (table: TableName, where: Row) => (row: Row) =>
    isVisible(table, row) && Object.entries(where).every(([column, wanted]) => fits(row[column], wanted));
  const all = (table: TableName) => rows[table] ?? [];
  const check = (table: TableName, row: Row): void => {
    if (!isVisible(table, row)) throw new Error(`a row of ${table} is of another tenant`);
  };
  return {
    async insert(table, given) {
      const row = copy(given as unknown as Row);
      check(table, row);
      const { key, unique = [] } = tables[table] as { key: readonly string[]; unique?: readonly string[] };
      const isSame = (other: Row) =>
        key.every((column) => other[column] === row[column]) || unique.some((column) => other[column] === row[column]);
      if (all(table).some(isSame)) return false;
      rows[table] = [...all(table), row];
      return true;
    },
    async find(table, where, order) {
      const found = all(table).filter(matching(table, where as Row));
      if (order) {
        const sign = order.descending ? -1 : 1;
        found.sort((a, b) => sign * compare(a[order.by], b[order.by]));
      }
      return found.slice(0, order?.limit).map(copy) as never;
    },
    async update(table, where, set) {
      const changed: Row[] = [];
      const isMeant = matching(table, where as Row);
      rows[table] = all(table).map((row) => {
        if (!isMeant(row)) return row;
        const next = copy({ ...row, ...set });
        check(table, next);
        changed.push(next);
        return next;
      });
      noteChanged(noted, table, changed);
      return changed.map(copy) as never;
    },
    async countUses(uses) {
      const ofId = new Map(uses.map((use) => [use.id, use]));
      rows.accesses = all('accesses').map((row) => {
        const use = ofId.get(row.id as string);
        if (!use || !isVisible('accesses', row)) return row;
        return { ...row, use_count: (row.use_count as number) + use.calls, last_used_at: use.at };
      });
    },
    async remove(table, where) {
      const isMeant = matching(table, where as Row);
      const removed = all(table).filter(isMeant);
      rows[table] = all(table).filter((row) => !isMeant(row));
      noteChanged(noted, table, removed);
      return removed as unknown as Rows[typeof table][];
    },
    async removeRecords({ before, now }) {
      const [records, leases] = [all('records') as unknown as RecordRow[], all('leases') as unknown as LeaseRow[]];
      const isKept = ({ tenant_id, grant_id, stream, at }: RecordRow): boolean => {
        const isOfGrant = (each: RecordRow | LeaseRow) => each.tenant_id === tenant_id && each.grant_id === grant_id;
        if (at >= before || !isWhole(stream)) return at >= before;
        return (
          records.some((each) => isOfGrant(each) && each.stream === stream && each.at >= before) ||
          leases.some((each) => isOfGrant(each) && each.name === lockOf(stream) && each.until > now)
        );
      };
      const kept = records.filter((row) => !isVisible('records', { ...row }) || isKept(row));
      rows.records = kept as unknown as Row[];
      return records.length - kept.length;
    },
    // Transactions come one after the other here.
    alone: async () => undefined,
  };
}

const copy = (row: Row): Row => structuredClone(row);

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;

function fits(value: unknown, wanted: Where<Row>[string]): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if ('in' in wanted) return (wanted.in as readonly unknown[]).includes(value);
  return typeof value === 'number' && value < (wanted as unknown as { before: number }).before;
}
