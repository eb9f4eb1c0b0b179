import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../src/runtime/limit/fair-queue.js';
import { FlowQueue } from '../../../src/runtime/limit/flow-queue.js';

interface Waits {
  call: { flow: string };
  lane: Lane;
}

const anyOne = () => true;

/** So many requests of each caller, each a call of its own, taken to the end: whose turn came when. */
function order(callers: Readonly<Record<string, { requests: number; lane?: Lane }>>): string {
  const queue = new FlowQueue<Waits>();
  for (const [flow, { requests, lane = 'read' }] of Object.entries(callers))
    for (let i = 0; i < requests; i++) queue.add({ call: { flow }, lane });
  return Array.from({ length: queue.size }, () => queue.take(anyOne)!.call.flow).join('');
}

describe('the queue of callers that share a limit', () => {
  it('lets them take turns, however many calls each has waiting', () => {
    expect(order({ a: { requests: 20 }, b: { requests: 2 }, c: { requests: 3 } }).slice(0, 8)).toBe('abcabcac');
  });

  it('gives a job half of the turns of who sends single requests', () => {
    const turns = order({ a: { requests: 12, lane: 'bulk' }, b: { requests: 12 } });
    expect([...turns.slice(0, 12)].filter((flow) => flow === 'a')).toHaveLength(4);
    expect(order({ a: { requests: 4, lane: 'bulk' }, b: { requests: 4, lane: 'bulk' } })).toBe('abababab');
  });

  it('passes over who may not go now, who then gains nothing by having waited', () => {
    const queue = new FlowQueue<Waits>();
    for (const flow of ['a', 'b']) for (let i = 0; i < 6; i++) queue.add({ call: { flow }, lane: 'read' });
    const take = (mayGo: (waiter: Waits) => boolean) => queue.take(mayGo)?.call.flow;
    for (let i = 0; i < 3; i++) expect(take(({ call }) => call.flow === 'b')).toBe('b');
    expect(take(() => false)).toBeUndefined();
    expect([1, 2, 3, 4].map(() => take(anyOne)).sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('frees the places of a call that ends', () => {
    const queue = new FlowQueue<Waits>();
    const [mine, other] = [{ flow: 'a' }, { flow: 'b' }];
    for (const call of [mine, mine, other]) queue.add({ call, lane: 'read' });
    expect([queue.size, queue.calls]).toEqual([3, 2]);
    expect(queue.remove(({ call }) => call === mine)).toHaveLength(2);
    expect([...queue].map(({ call }) => call)).toEqual([other]);
  });

  it('lets nobody have more than one turn, or a round, above another who waits as long', () => {
    const callers = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(callers, (requests) => {
        const turns = order(Object.fromEntries(requests.map((count, at) => [String(at), { requests: count }])));
        const most = Math.min(...requests) * requests.length;
        const counts = requests.map((_, at) => [...turns.slice(0, most)].filter((flow) => flow === String(at)).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });
});
