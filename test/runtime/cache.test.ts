import { describe, expect, it } from 'vitest';
import { Cache, cacheKey } from '../../src/runtime/cache.js';
import { clickUpError } from '../../src/runtime/errors.js';
import { virtualClock } from '../support/virtual-clock.js';

const who = cacheKey<string>('who', { ttlMs: 1_000, droppedBy: ['RenameUser'] });
const numbered = (number: number) => cacheKey<number>(`number ${number}`, { ttlMs: 1_000 });

/** A call that can be ended. */
function endable() {
  const listeners = new Set<(reason: unknown) => void>();
  return {
    isFresh: false,
    leansOnCache: false,
    onAbort(listener: (reason: unknown) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end(reason: unknown) {
      for (const listener of listeners) listener(reason);
    },
  };
}

function setUp(limit = 1_000) {
  const clock = virtualClock();
  const cache = new Cache(clock, { entries: limit });
  return { clock, cache, one: cache.for(endable()) };
}

const cancelled = () => clickUpError('CANCELLED', 'The call was cancelled', { suggestion: '' });

describe('the cache', () => {
  it('loads a value once, also for calls that ask at the same time', async () => {
    const { cache, one } = setUp();
    let loads = 0;
    const load = async () => `Ann ${++loads}`;
    const other = cache.for(endable());
    expect(await Promise.all([one.get(who, load), other.get(who, load)])).toEqual(['Ann 1', 'Ann 1']);
    expect(await other.get(who, load)).toBe('Ann 1');
  });

  it('shows a value only once it is there', async () => {
    const { one } = setUp();
    const pending = one.get(who, async () => 'Ann');
    expect(one.peek(who)).toBeUndefined();
    await pending;
    expect(one.peek(who)).toBe('Ann');
  });

  it('drops a value when its time is over, from memory too', async () => {
    const { one, clock, cache } = setUp();
    await one.get(who, async () => 'Ann');
    await clock.sleep(1_000);
    expect(one.peek(who)).toBeUndefined();
    expect(await one.get(who, async () => 'Ben')).toBe('Ben');
    await clock.sleep(1_000);
    await one.get(numbered(1), async () => 1);
    expect(cache.size).toBe(1);
  });

  it('keeps no more than its limit, and what was used last', async () => {
    const { one, cache } = setUp(3);
    for (const number of [1, 2, 3]) await one.get(numbered(number), async () => number);
    one.peek(numbered(1));
    await one.get(numbered(4), async () => 4);
    expect(cache.size).toBe(3);
    expect([1, 2, 3, 4].map((number) => one.peek(numbered(number)))).toEqual([1, undefined, 3, 4]);
  });

  it('forgets what an operation may have changed, and nothing else', async () => {
    const { one, cache } = setUp();
    await one.get(who, async () => 'Ann');
    await one.get(numbered(1), async () => 1);
    cache.invalidate('RenameUser');
    expect([one.peek(who), one.peek(numbered(1))]).toEqual([undefined, 1]);
    cache.invalidate(undefined);
    expect(cache.size).toBe(0);
  });

  it('a value that was dropped while it loaded is not kept', async () => {
    const { one, cache } = setUp();
    let arrive = (_: string) => {};
    const pending = one.get(who, () => new Promise((resolve) => (arrive = resolve)));
    cache.invalidate('RenameUser');
    arrive('Ann');
    expect(await pending).toBe('Ann');
    expect(one.peek(who)).toBeUndefined();
  });

  it('forgets a load that failed, which fails once for all who waited', async () => {
    const { cache, one } = setUp();
    let loads = 0;
    const load = async (): Promise<string> => {
      loads++;
      throw clickUpError('UNAUTHORIZED', 'No', { suggestion: '' });
    };
    const both = await Promise.allSettled([one.get(who, load), cache.for(endable()).get(who, load)]);
    expect([both.map(({ status }) => status), loads, cache.size]).toEqual([['rejected', 'rejected'], 1, 0]);
    expect(await one.get(who, async () => 'Ann')).toBe('Ann');
  });

  it('a cancelled call does not take along those that wait for the same read', async () => {
    const { cache, one } = setUp();
    let stop = (_: unknown): void => undefined;
    const first = one.get(who, () => new Promise<string>((_, reject) => (stop = reject)));
    const second = cache.for(endable()).get(who, async () => 'Ben');
    const reason = cancelled();
    stop(reason);
    await expect(first).rejects.toBe(reason);
    expect(await second).toBe('Ben');
  });

  it('loads once more for a call that wants it fresh, and for all after it', async () => {
    const { cache, one } = setUp();
    await one.get(who, async () => 'Ann');
    const call = { ...endable(), isFresh: true };
    const fresh = cache.for(call);
    expect(fresh.peek(who)).toBeUndefined();
    let loads = 0;
    const load = async () => `Ben ${++loads}`;
    expect([await fresh.get(who, load), await fresh.get(who, load), fresh.peek(who)]).toEqual(Array(3).fill('Ben 1'));
    expect(await one.get(who, load)).toBe('Ben 1');
  });

  it('keeps what stays true, also from a call that wants things fresh', async () => {
    const { cache, one, clock } = setUp();
    const forGood = cacheKey<boolean>('fact', { ttlMs: Number.POSITIVE_INFINITY });
    await one.get(forGood, async () => true);
    clock.advance(10 ** 12);
    expect(cache.for({ ...endable(), isFresh: true }).peek(forGood)).toBe(true);
  });

  it('notes which calls lean on what others read', async () => {
    const { cache } = setUp();
    const [first, second] = [endable(), endable()];
    const own = cache.for(first);
    await own.get(who, async () => 'Ann');
    await own.get(who, async () => 'Ann');
    await cache.for(second).get(who, async () => 'Ben');
    expect([first.leansOnCache, second.leansOnCache]).toEqual([false, true]);
  });

  it('keeps no more characters than it may, and what was used last', async () => {
    const cache = new Cache(virtualClock(), { characters: 100 });
    const one = cache.for(endable());
    const text = (name: string) => cacheKey<string>(name, { ttlMs: 1_000, lengthOf: ({ length }) => length });
    for (const name of ['a', 'b']) await one.get(text(name), async () => name.repeat(40));
    await one.get(who, async () => 'Ann');
    one.peek(text('a'));
    await one.get(text('c'), async () => 'c'.repeat(50));
    expect(['a', 'b', 'c'].map((name) => one.peek(text(name))?.length)).toEqual([40, undefined, 50]);
    expect([cache.length, one.peek(who)]).toEqual([90, 'Ann']);
    await one.get(text('d'), async () => 'd'.repeat(101));
    expect([cache.length, one.peek(text('d'))]).toEqual([0, undefined]);
  });

  it('does not keep a value whose length cannot be told, and nobody is harmed by it', async () => {
    const { cache, one } = setUp();
    const pages = cacheKey<null[]>('pages', {
      ttlMs: 1_000,
      lengthOf: (all) => all.map((page) => String(page!)[9]!.length)[0]!,
    });
    expect(await one.get(pages, async () => [null])).toEqual([null]);
    await new Promise(setImmediate);
    expect([cache.size, cache.length]).toEqual([0, 0]);
  });

  it('keeps nothing for longer than the client says', async () => {
    const clock = virtualClock();
    const one = new Cache(clock, { ttlMs: 0 }).for(endable());
    await one.get(who, async () => 'Ann');
    expect(await one.get(who, async () => 'Ben')).toBe('Ben');
  });

  it('a call that waits for the read of another ends with itself', async () => {
    const { cache, one } = setUp();
    let arrive = (_: string) => {};
    const first = one.get(who, () => new Promise((resolve) => (arrive = resolve)));
    const call = endable();
    const second = cache.for(call).get(who, async () => 'Ben');
    const reason = cancelled();
    call.end(reason);
    await expect(second).rejects.toBe(reason);
    arrive('Ann');
    expect(await first).toBe('Ann');
  });
});
