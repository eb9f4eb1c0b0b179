import { canonical } from '../../runtime/canonical.js';
import type { Clock } from '../../runtime/clock.js';
import { queues } from '../../runtime/store.js';
import type { AuditRow } from '../store/rows.js';
import { findOne, type Store, type Tx } from '../store/store.js';
import type { DerivedKeys } from '../vault/derived-keys.js';

/** Who did it, and what to look for: ids and figures, never contents or secrets. */
export type AuditData = Readonly<Record<string, unknown>>;

/** The log of what was done in each tenant: entries are added, never changed, and each holds the hash of the one before. */
export interface Audit {
  /** Adds an entry; it is kept once the promise is fulfilled. */
  record(tenant: string, event: string, data: AuditData): Promise<void>;
  /** Newest first. */
  list(tenant: string, limit: number): Promise<AuditRow[]>;
  /** Follows the chain of a tenant from its first entry. */
  verify(tenant: string): Promise<AuditVerdict>;
}

export interface AuditVerdict {
  entries: number;
  /** Hash of the last entry; written down elsewhere, it also proves that nothing was cut off. */
  head: string;
  /** The first entry that is not as it was written, or the place where one is missing. */
  broken?: { seq: number; why: string };
}

const pageSize = 1_000;
const start = '';

/** Entries that one transaction adds. */
const mostTogether = 100;

/** An entry that is not kept yet, and who waits for that. */
interface Waiting {
  entry: Omit<AuditRow, 'seq' | 'previous' | 'hash'>;
  kept(): void;
  failed(error: unknown): void;
}

/** The hashes are keyed: who can write to the database alone cannot make a chain that holds. */
export function createAudit(store: Store, keys: DerivedKeys, clock: Pick<Clock, 'now'>): Audit {
  const queue = queues();
  const hashOf = ({ tenant_id, seq, at, event, data, previous }: Omit<AuditRow, 'hash'>) =>
    // A database gives names back in another order.
    keys.hash('audit', canonical([tenant_id, seq, at, event, data, previous]));
  const waiting = new Map<string, Waiting[]>();
  /** Keeps what waits: those who come while a transaction is under way share the next one, as they share its wait for the disk. */
  const keep = async (tenant: string): Promise<void> => {
    const together = waiting.get(tenant)?.splice(0, mostTogether) ?? [];
    if (waiting.get(tenant)?.length === 0) waiting.delete(tenant);
    // Those before took it along.
    if (together.length === 0) return;
    try {
      const entries = together.map(({ entry }) => entry);
      await store.as({ tenant }, (tx) => append(tx, tenant, entries, hashOf));
      for (const { kept } of together) kept();
    } catch (error) {
      for (const { failed } of together) failed(error);
    }
  };
  return {
    record: (tenant, event, data) =>
      new Promise((kept, failed) => {
        const entry = { tenant_id: tenant, at: clock.now(), event, data: plain(data) };
        const others = waiting.get(tenant) ?? [];
        waiting.set(tenant, others);
        others.push({ entry, kept, failed });
        // In this process too they come one after the other, so that those who wait hold no connection.
        void queue(tenant, () => keep(tenant));
      }),
    list: (tenant, limit) =>
      store.as({ tenant }, (tx) => tx.find('audit', { tenant_id: tenant }, { by: 'seq', descending: true, limit })),
    async verify(tenant) {
      const head = await store.as({ tenant }, (tx) => findOne(tx, 'audit_heads', { tenant_id: tenant }));
      let previous = start;
      let seq = 0;
      const broken = (at: number, why: string) => ({ entries: seq, head: previous, broken: { seq: at, why } });
      for (;;) {
        const wanted = Array.from({ length: pageSize }, (_, index) => seq + index + 1);
        const rows = await store.as({ tenant }, (tx) =>
          tx.find('audit', { tenant_id: tenant, seq: { in: wanted } }, { by: 'seq' }),
        );
        for (const row of rows) {
          if (row.seq !== seq + 1) return broken(seq + 1, 'it is missing');
          if (row.previous !== previous) return broken(row.seq, 'it does not follow the one before');
          if (row.hash !== hashOf(row)) return broken(row.seq, 'it was changed');
          seq = row.seq;
          previous = row.hash;
        }
        if (rows.length < pageSize) break;
      }
      if ((head?.seq ?? 0) !== seq) return broken(seq + 1, 'it is missing');
      if ((head?.hash ?? start) !== previous) return broken(seq, 'it is not the last one that was written');
      return { entries: seq, head: previous };
    },
  };
}

/** Entries of a tenant are added one after the other: each holds the hash of the one before. */
async function append(
  tx: Tx,
  tenant_id: string,
  entries: readonly Waiting['entry'][],
  hashOf: (row: Omit<AuditRow, 'hash'>) => string,
): Promise<void> {
  await tx.alone(`audit ${tenant_id}`);
  const head = await findOne(tx, 'audit_heads', { tenant_id });
  let last = { seq: head?.seq ?? 0, hash: head?.hash ?? start };
  for (const entry of entries) {
    const row = { ...entry, seq: last.seq + 1, previous: last.hash };
    last = { seq: row.seq, hash: hashOf(row) };
    if (!(await tx.insert('audit', { ...row, hash: last.hash })))
      throw new Error(`the audit log has an entry ${row.seq} already`);
  }
  if (head) await tx.update('audit_heads', { tenant_id }, last);
  else await tx.insert('audit_heads', { tenant_id, ...last });
}

/** What JSON keeps of it. */
const plain = (data: AuditData): Record<string, unknown> => JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
