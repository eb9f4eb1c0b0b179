import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue, type Lane } from '../../../src/runtime/limit/fair-queue.js';

const lanes: readonly Lane[] = ['read', 'write', 'bulk'];
const callOf = (name: string, lane: Lane = 'read') => ({ call: { name }, lane });
const anyOne = () => true;

/** A queue of calls with so many requests each, taken to the end: whose turn came when. */
function order(calls: readonly { lane: Lane; requests: number }[]): number[] {
  const queue = new FairQueue<{ call: object; lane: Lane; index: number }>();
  const own = calls.map(() => ({}));
  for (const [index, { lane, requests }] of calls.entries())
    for (let i = 0; i < requests; i++) queue.add({ call: own[index]!, lane, index });
  return Array.from({ length: queue.size }, () => queue.take(anyOne)!.index);
}

const someCalls = fc.array(fc.record({ lane: fc.constantFrom(...lanes), requests: fc.integer({ min: 1, max: 20 }) }), {
  minLength: 1,
  maxLength: 20,
});

describe('the queue of calls that wait', () => {
  it('lets calls take turns, however many requests each has', () => {
    const calls = [20, 1, 2].map((requests) => ({ lane: 'write' as const, requests }));
    expect(order(calls).slice(0, 6)).toEqual([0, 1, 2, 0, 2, 0]);
  });

  it('lets reads go before a job, which still has every third turn', () => {
    const calls = [
      { lane: 'bulk' as const, requests: 3 },
      { lane: 'read' as const, requests: 4 },
    ];
    expect(order(calls)).toEqual([1, 0, 1, 1, 0, 1, 0]);
  });

  it('lets no call wait for more than two turns of each other one', () => {
    fc.assert(
      fc.property(someCalls, (calls) => {
        const turns = order(calls);
        expect(turns).toHaveLength(calls.reduce((sum, { requests }) => sum + requests, 0));
        for (const index of calls.keys()) {
          let others = 0;
          for (const turn of turns.slice(0, turns.lastIndexOf(index) + 1)) {
            if (turn !== index) others++;
            else {
              expect(others).toBeLessThanOrEqual(3 * calls.length);
              others = 0;
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('frees the places of a call that ends, and lets later ones pass one that may not go', () => {
    const queue = new FairQueue<ReturnType<typeof callOf>>();
    const [job, read] = [callOf('job', 'bulk'), callOf('read')];
    for (const waiter of [job, job, read]) queue.add(waiter);
    expect([queue.size, queue.calls]).toEqual([3, 2]);
    expect(queue.take(({ lane }) => lane !== 'bulk')).toBe(read);
    expect(queue.remove(({ call }) => call === job.call)).toEqual([job, job]);
    expect([queue.size, queue.calls, queue.take(anyOne)]).toEqual([0, 0, undefined]);
  });
});
