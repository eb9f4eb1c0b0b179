import { afterAll, describe, expect, it } from 'vitest';
import { purge } from '../../../src/hosted/jobs/purge.js';
import { createLog } from '../../../src/hosted/log/log.js';
import { callStore } from '../../../src/hosted/mcp/call-store.js';
import { memoryStore } from '../../../src/hosted/store/memory-store.js';
import { sqlStore } from '../../../src/hosted/store/sql-store.js';
import { deriveKeys } from '../../../src/hosted/vault/derived-keys.js';
import { manualClock } from '../../../src/sandbox/index.js';
import { newDatabase, noPostgres } from '../../support/databases.js';

const keys = deriveKeys(Buffer.alloc(32, 7));
const log = createLog('silent');

describe.each(['memory', 'postgres'] as const)('what nodes know together of the calls of a grant, in %s', (kind) => {
  if (kind === 'postgres' && noPostgres) return it.skip(noPostgres);
  const opened = (async () => {
    if (kind === 'memory') return { store: memoryStore(), db: undefined, drop: async () => undefined };
    const { db, drop } = await newDatabase(kind);
    const store = await sqlStore(db);
    return { store, db, drop };
  })();
  afterAll(async () => (await opened).drop());
  const nodes = async (id = 'g1', tenant_id = 't1') => {
    const { store } = await opened;
    const clock = manualClock();
    const deps = { store, keys, clock, log };
    return { clock, one: callStore(deps, { id, tenant_id }), other: callStore(deps, { id, tenant_id }) };
  };

  it('is what any of them wrote, in order, and of that grant alone', async () => {
    const { one, other } = await nodes();
    await one.append('idempotency', { key: 'a' }, { key: 'b' });
    await other.append('idempotency', { key: 'c', end: { data: 'Secret plan' } });
    await Promise.all(Array.from({ length: 6 }, (_, at) => [one, other][at % 2]!.append('job-1', { at })));
    expect(await one.read('idempotency')).toEqual([
      { key: 'a' },
      { key: 'b' },
      { key: 'c', end: { data: 'Secret plan' } },
    ]);
    expect(await other.read('job-1')).toHaveLength(6);
    expect(await (await nodes('g2')).one.read('idempotency')).toEqual([]);
    expect(await (await nodes('g1', 't2')).one.read('idempotency')).toEqual([]);
    await one.drop!('job-1');
    expect(await other.read('job-1')).toEqual([]);
  });

  it('lies sealed in the database', async () => {
    const { db } = await opened;
    if (!db) return;
    const { one } = await nodes('g3');
    await one.append('idempotency', { end: { data: 'Secret plan' } });
    const text = JSON.stringify(await db.query('SELECT * FROM hosted.records'));
    expect(text).toContain('idempotency');
    expect(text).not.toContain('Secret plan');
  });

  it('is worked on by one of them at a time', async () => {
    const { one, other } = await nodes();
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`${name} ends`);
    };
    await Promise.all([one.exclusively('job', work('one')), other.exclusively('job', work('other'))]);
    expect(order.filter((_, at) => at % 2 === 0).map((text) => text.split(' ')[0])).toEqual(
      order.filter((_, at) => at % 2 === 1).map((text) => text.split(' ')[0]),
    );
    expect(await one.isBusy!('job')).toBe(false);
  });

  it("is another's to work on once its node was silent for twenty seconds", async () => {
    const { clock, one, other } = await nodes();
    let end: () => void = () => undefined;
    const hanging = one.exclusively(
      'job',
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    await expect.poll(() => other.isBusy!('job')).toBe(true);
    clock.advance(20_001);
    expect(await other.exclusively('job', async () => 'taken over')).toBe('taken over');
    end();
    await hanging;
  });

  it('is kept as a whole while a job is worked on, and goes a week after its last record', async () => {
    const { store } = await opened;
    const { clock, one, other } = await nodes('g4');
    const day = 86_400_000;
    const left = async () => [
      (await one.read('job-1')).length,
      (await one.read('job-2')).length,
      (await one.read('jobs')).length,
    ];
    await one.append('job-1', { open: true }, { item: 1 });
    await one.append('job-2', { open: true });
    await one.append('jobs', { id: 'job-1' });
    clock.advance(6 * day);
    await other.append('job-1', { taken: true });
    clock.advance(2 * day);
    await one.exclusively('job job-2', async () => {
      await purge({ store, clock });
      expect(await left()).toEqual([3, 1, 0]);
    });
    await purge({ store, clock });
    expect(await left()).toEqual([3, 0, 0]);
    clock.advance(6 * day);
    await purge({ store, clock });
    expect(await left()).toEqual([0, 0, 0]);
  });
});
