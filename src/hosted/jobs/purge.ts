import type { Deps } from '../deps.js';

const dayMs = 86_400_000;

/** So long what expired or was revoked is kept, for those who ask what became of it; and what calls did. */
export const keptDays = 7;
const keptMs = keptDays * dayMs;

/**
 * Removes what is over. A request never depends on it: each looks at the clock itself. Several nodes may do it at a time,
 * since a row is removed once. Gives how many rows went.
 */
export async function purge({ store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<number> {
  const now = clock.now();
  const [expired, old] = [{ before: now }, { before: now - keptMs }];
  return store.as('server', async (tx) => {
    const removed = [
      await tx.remove('pending', { expires_at: expired }),
      await tx.remove('codes', { expires_at: expired }),
      await tx.remove('refreshes', { expires_at: expired }),
      await tx.remove('sessions', { expires_at: expired }),
      await tx.remove('clients', { expires_at: expired }),
      await tx.remove('accesses', { expires_at: old }),
      await tx.remove('accesses', { revoked_at: old }),
      await tx.remove('leases', { until: old }),
    ];
    return removed.flat().length + (await tx.removeRecords({ before: now - keptMs, now }));
  });
}
