import { describe, expect, it } from 'vitest';
import { createAudit } from '../../../src/hosted/audit/audit.js';
import { memoryStore } from '../../../src/hosted/store/memory-store.js';
import type { Store } from '../../../src/hosted/store/store.js';
import { deriveKeys } from '../../../src/hosted/vault/derived-keys.js';

/** An audit on a store whose transactions are counted, and fail where that is said. */
function counted(fails: (nth: number) => boolean = () => false) {
  const store = memoryStore();
  const count = { transactions: 0 };
  const as: Store['as'] = async (scope, work) => {
    count.transactions += 1;
    if (fails(count.transactions)) throw new Error('no room');
    return store.as(scope, work);
  };
  return { count, audit: createAudit({ ...store, as }, deriveKeys(Buffer.alloc(32, 1)), { now: () => 1 }) };
}

describe('entries of the audit that come at once', () => {
  it('are kept together, in the order in which they came, each with a place of its own', async () => {
    const { audit, count } = counted();
    await Promise.all(Array.from({ length: 150 }, (_, at) => audit.record('t1', 'call_intended', { at })));
    // At most a hundred of them in one.
    expect(count.transactions).toBe(2);
    expect(await audit.verify('t1')).toMatchObject({ entries: 150 });
    expect((await audit.verify('t1')).broken).toBeUndefined();
    const rows = await audit.list('t1', 200);
    expect(rows.map(({ data }) => data.at)).toEqual(Array.from({ length: 150 }, (_, at) => 149 - at));
  });

  it('fail together, and those that come later are kept', async () => {
    const { audit } = counted((nth) => nth === 1);
    const first = await Promise.allSettled([1, 2, 3].map((at) => audit.record('t1', 'call_intended', { at })));
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await audit.record('t1', 'call_intended', { at: 4 });
    await audit.record('t2', 'call_intended', { at: 5 });
    expect((await audit.list('t1', 10)).map(({ data }) => data.at)).toEqual([4]);
    expect(await audit.verify('t1')).toMatchObject({ entries: 1 });
    expect(await audit.verify('t2')).toMatchObject({ entries: 1 });
  });
});
