import type { Store } from '../store/store.js';
import { keyIdOf, UnreadableError, type Vault } from '../vault/vault.js';

/** What came of a run: records by the key that wraps them, and those that cannot be opened. */
export interface Rewrapped {
  moved: number;
  unreadable: number;
  byKey: Record<string, number>;
}

/**
 * Brings every record under the first key of the ring, one transaction each, so that it can stop and begin again anywhere. No
 * token is opened. Once no record needs a key, it may leave the ring.
 */
export async function rewrapAll(store: Store, vault: Vault): Promise<Rewrapped> {
  const result: Rewrapped = { moved: 0, unreadable: 0, byKey: {} };
  const next = (record: string, place: Parameters<Vault['rewrap']>[1]): string | undefined => {
    try {
      return vault.rewrap(record, place);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      result.unreadable += 1;
      return undefined;
    }
  };
  const count = (record: string, moved: string | undefined) => {
    const id = keyIdOf(moved ?? record);
    result.byKey[id] = (result.byKey[id] ?? 0) + 1;
    if (moved) result.moved += 1;
  };
  const { grants, roots } = await store.as('server', async (tx) => ({
    grants: await tx.find('grants', {}),
    roots: await tx.find('roots', {}),
  }));
  for (const { id, tenant_id: tenant, token } of grants) {
    const moved = next(token, { tenant, row: id, column: 'token' });
    // Where somebody signed in meanwhile, the record is another one.
    if (moved) await store.as({ tenant }, (tx) => tx.update('grants', { id, token }, { token: moved }));
    count(token, moved);
  }
  for (const { id, secret } of roots) {
    const moved = next(secret, { tenant: '', row: id, column: 'secret' });
    if (moved) await store.as('server', (tx) => tx.update('roots', { id, secret }, { secret: moved }));
    count(secret, moved);
  }
  return result;
}
