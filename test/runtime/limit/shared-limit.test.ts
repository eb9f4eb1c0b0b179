import { describe, expect, it } from 'vitest';
import { emptyState, exchange, memoryLimit, type SharedLimit } from '../../../src/runtime/limit/shared-limit.js';
import { sharedChaos } from '../../support/limit-chaos.js';

const window = { limit: 10, remaining: 9, reset_at: 1_000_060_000, opensInMs: 60_000 };
const ask = (process: string, count: number, underWay = 0) => ({ process, count, underWay });

describe('what processes know together of a limit', () => {
  it('lets one request find out what a window allows, and another after it did not', () => {
    const first = exchange(emptyState(), ask('a', 5), 1_000);
    expect(first.grant).toEqual({ granted: 1, againInMs: 0, processes: 1 });
    const second = exchange(first.state, ask('b', 5), 1_100);
    expect(second.grant).toEqual({ granted: 0, againInMs: 50, processes: 2 });
    expect(exchange(second.state, ask('b', 5), 4_000).grant.granted).toBe(1);
  });

  it('grants no more than is left beside what others have under way', () => {
    const { state } = exchange(emptyState(), { ...ask('a', 0), window }, 1_000);
    const a = exchange(state, ask('a', 6), 1_100);
    const b = exchange(a.state, ask('b', 6), 1_200);
    expect([a.grant.granted, b.grant.granted]).toEqual([6, 3]);
    expect(exchange(b.state, ask('c', 1), 1_300).grant).toEqual({ granted: 0, againInMs: 50, processes: 3 });
    const told = exchange(b.state, { ...ask('a', 0), window: { ...window, remaining: 0 } }, 2_000);
    expect(exchange(told.state, ask('c', 1), 2_000).grant.againInMs).toBe(59_000);
  });

  it('forgets a process that is gone, with what it had under way', () => {
    const { state } = exchange(emptyState(), { ...ask('a', 9), window }, 0);
    expect(exchange(state, ask('b', 1), 29_000).grant).toMatchObject({ granted: 0, processes: 2 });
    expect(exchange(state, ask('b', 1), 30_000).grant).toMatchObject({ granted: 1, processes: 1 });
  });

  it('does not go back to a window that is over', () => {
    const { state } = exchange(emptyState(), { ...ask('a', 0), window }, 0);
    const late = exchange(state, { ...ask('b', 0), window: { ...window, reset_at: 1, remaining: 0 } }, 10);
    expect(late.state).toMatchObject({ remaining: 9, reset_at: window.reset_at });
  });
});

describe('two processes on one token', () => {
  const rules = { minutes: 4, perMinute: 60, processes: 2 };

  it('see no 429 and use up the limit', async () => {
    const { refused, share, byProcess } = await sharedChaos({
      ...rules,
      storeOf: (clock) => memoryLimit(() => clock.now()),
    });
    expect(refused).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.97);
    expect(Math.min(...byProcess)).toBeGreaterThan(40);
  });

  it('keep to their shares while the store is gone, and come back', async () => {
    let exchanges = 0;
    const storeOf = (clock: { now(): number }): SharedLimit => {
      const store = memoryLimit(() => clock.now());
      const from = clock.now() + 60_000;
      return {
        async exchange(asked) {
          if (clock.now() >= from && clock.now() < from + 65_000) throw new Error('gone');
          exchanges++;
          return store.exchange(asked);
        },
      };
    };
    const { refused, share } = await sharedChaos({ ...rules, storeOf });
    expect(refused).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(exchanges).toBeGreaterThan(100);
  });
});
