import { randomUUID } from 'node:crypto';
import { stream as history } from '../../journal/record.js';
import { isWhole, queues, type Store as RuntimeStore } from '../../runtime/store.js';
import type { Deps } from '../deps.js';
import type { GrantRow } from '../store/rows.js';
import type { Tx } from '../store/store.js';

/** How often who works on something says so, after what silence it is anybody's, and how often others look. */
const every = { beatMs: 5_000, deadMs: 20_000, pollMs: 200 } as const;

/** Records of a stream that may lose its oldest, and how many come between two looks at that. */
const most = { records: 1_000, between: 100 } as const;

/**
 * What must be known of the calls of a grant after its node died: those with an `idempotency_key`, and jobs. All nodes share it, so that
 * a call which is repeated on another one is known there. Records are sealed: they hold what was written and answered.
 */
export function callStore(
  { store, keys, clock, log }: Pick<Deps, 'store' | 'keys' | 'clock' | 'log'>,
  { id: grant_id, tenant_id }: Pick<GrantRow, 'id' | 'tenant_id'>,
): RuntimeStore {
  const as = <Result>(work: (tx: Tx) => Promise<Result>) => store.as({ tenant: tenant_id }, work);
  const place = (stream: string, seq: number) => ({
    tenant: tenant_id,
    row: `${grant_id} ${stream} ${seq}`,
    column: 'record',
  });
  const queue = queues();
  const leaseOf = (name: string) => ({ tenant_id, grant_id, name });

  /** Makes the lease ours where it is nobody's. */
  const take = (name: string, owner: string): Promise<boolean> =>
    as(async (tx) => {
      await tx.alone(`lease ${grant_id} ${name}`);
      const until = clock.now() + every.deadMs;
      await tx.remove('leases', { ...leaseOf(name), until: { before: clock.now() } });
      return tx.insert('leases', { ...leaseOf(name), owner, until });
    });

  const holding = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const owner = randomUUID();
    while (!(await take(name, owner))) await new Promise((resolve) => setTimeout(resolve, every.pollMs));
    const beat = () =>
      as((tx) => tx.update('leases', { ...leaseOf(name), owner }, { until: clock.now() + every.deadMs })).catch(
        (error: unknown) => log.warn(`A lease was not renewed: ${String(error)}`),
      );
    const timer = setInterval(beat, every.beatMs).unref();
    try {
      return await work();
    } finally {
      clearInterval(timer);
      // One that cannot be given back ends by itself.
      await as((tx) => tx.remove('leases', { ...leaseOf(name), owner })).catch(() => undefined);
    }
  };

  return {
    async read(stream) {
      const rows = await as((tx) => tx.find('records', { tenant_id, grant_id, stream }, { by: 'seq' }));
      return rows.map(({ seq, record }) => JSON.parse(keys.records.open(record, place(stream, seq))) as unknown);
    },
    append: (stream, ...added) =>
      as(async (tx) => {
        await tx.alone(`records ${grant_id} ${stream}`);
        const [last] = await tx.find(
          'records',
          { tenant_id, grant_id, stream },
          { by: 'seq', descending: true, limit: 1 },
        );
        let seq = last?.seq ?? 0;
        for (const record of added) {
          seq += 1;
          const sealed = keys.records.seal(JSON.stringify(record), place(stream, seq));
          await tx.insert('records', { tenant_id, grant_id, stream, seq, record: sealed, at: clock.now() });
          if (!isWhole(stream) && seq % most.between === 0)
            await tx.remove('records', { tenant_id, grant_id, stream, seq: { before: seq - most.records } });
        }
      }),
    async drop(stream) {
      await as((tx) => tx.remove('records', { tenant_id, grant_id, stream }));
    },
    exclusively: (name, work) => queue(name, () => holding(name, work)),
    async isBusy(name) {
      const [lease] = await as((tx) => tx.find('leases', leaseOf(name)));
      return lease !== undefined && lease.until > clock.now();
    },
  };
}

/** The same, with a history for those alone who share the scope; a call that is repeated, and a job, are known to all of the grant. */
export function withOwnHistory(store: RuntimeStore, scope: string): RuntimeStore {
  const named = (stream: string) => (stream === history ? `${history} ${scope}` : stream);
  return {
    ...store,
    read: (stream) => store.read(named(stream)),
    append: (stream, ...records) => store.append(named(stream), ...records),
    exclusively: (name, work) => store.exclusively(named(name), work),
  };
}
