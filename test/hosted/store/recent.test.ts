import { describe, expect, it } from 'vitest';
import { Changes } from '../../../src/hosted/store/changes.js';
import { Recent } from '../../../src/hosted/store/recent.js';
import { manualClock } from '../../../src/sandbox/index.js';

function kept({ ttlMs = 30_000, most = 10 } = {}) {
  const [changes, clock] = [new Changes(), manualClock()];
  const recent = new Recent<{ tenant: string; reading: number }>({ changes, clock, ttlMs, most });
  let reads = 0;
  const get = (key: string, tenant = 't1', during?: () => void) =>
    recent.get(
      key,
      async () => {
        reads += 1;
        during?.();
        return tenant === 'none' ? undefined : { tenant, reading: reads };
      },
      (value) => value.tenant,
    );
  return { changes, clock, get, reads: () => reads };
}

describe('what was read a moment ago', () => {
  it('is read once, until its time is over', async () => {
    const { get, clock, reads } = kept();
    expect(await get('a')).toBe(await get('a'));
    clock.advance(30_000);
    await get('a');
    expect(reads()).toBe(2);
  });

  it('is read again when its tenant changed, and no other', async () => {
    const { get, changes, reads } = kept();
    await get('a', 't1');
    await get('b', 't2');
    changes.note('t1');
    await get('a', 't1');
    await get('b', 't2');
    expect(reads()).toBe(3);
  });

  it('is not kept where the change came while it was read', async () => {
    const { get, changes, reads } = kept();
    await get('a', 't1', () => changes.note('t1'));
    await get('a', 't1');
    expect(reads()).toBe(2);
  });

  it('is not kept while changes are not heard, nor beyond a time in which they were not', async () => {
    const { get, changes, reads } = kept();
    await get('a');
    changes.isHeard = () => false;
    await get('a');
    await get('a');
    changes.missed();
    changes.isHeard = () => true;
    await get('a');
    await get('a');
    expect(reads()).toBe(4);
  });

  it('is not kept where that is switched off, nor where nothing was found', async () => {
    const off = kept({ ttlMs: 0 });
    await off.get('a');
    await off.get('a');
    expect(off.reads()).toBe(2);
    const on = kept();
    await on.get('a', 'none');
    await on.get('a', 'none');
    expect(on.reads()).toBe(2);
  });

  it('is no more than there is room for', async () => {
    const { get, reads } = kept({ most: 2 });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
    expect(reads()).toBe(4);
  });
});

it('changes of very many tenants count as changes of all', () => {
  const changes = new Changes();
  const before = changes.now;
  changes.note('first');
  const after = changes.now;
  for (let at = 0; at < 100_000; at++) changes.note(`t${at}`);
  expect([changes.since('first', before), changes.since('other', after)]).toEqual([true, true]);
  expect(changes.since('other', changes.now)).toBe(false);
});
