import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCall } from '../../src/runtime/call.js';
import { withoutOddParts } from '../../src/runtime/decode.js';
import { leaveOutOddParts } from '../../src/runtime/odd-parts.js';
import { scripted } from '../support/scripted.js';

fc.configureGlobal({ seed: 20261005 });

describe('what stands in the place of an object', () => {
  it.each<[string, unknown, unknown, number]>([
    ['inside an object', { id: 1, tags: [null, { name: 'a' }] }, { id: 1, tags: [{ name: 'a' }] }, 1],
    ['alone', { id: 1, tags: [null] }, { id: 1, tags: [] }, 1],
    ['in an object of a listing', { tasks: [{ tags: [{}, 7, 'x', []] }] }, { tasks: [{ tags: [{}] }] }, 3],
    ['in an object that is wrapped', { goal: { owners: [null, {}] } }, { goal: { owners: [{}] } }, 1],
    ['in a list without a name', [{ pages: [null, { id: 2 }] }], [{ pages: [{ id: 2 }] }], 1],
  ])('%s is left out', (_, answer, left, count) => {
    expect(leaveOutOddParts(answer)).toBe(count);
    expect(answer).toEqual(left);
  });

  it.each<[string, unknown]>([
    ['of a listing, which its reader tells', { tasks: [null, { id: 1 }] }],
    ['of an answer that is the listing', [null, { id: 1 }]],
    ['among values that people entered', { id: 1, custom_fields: [{ value: [null, {}] }], filter: { values: [null] } }],
    ['of plain values', { id: 1, sizes: [1, null, 2], names: ['a', null] }],
    ['nowhere', null],
    ['nowhere in text', 'OK'],
  ])('%s stays', (_, answer) => {
    const before = structuredClone(answer);
    expect(leaveOutOddParts(answer)).toBe(0);
    expect(answer).toEqual(before);
  });

  const parts = fc.array(fc.record({ id: fc.string(), note: fc.string() }), { minLength: 1, maxLength: 4 });
  const odd = fc.constantFrom<unknown>(null, 7, -0.5, true, 'x, {"y": [null]}', [], [{}]);

  it('is found wherever it is, in any spacing, and an answer without it is not looked through', async () => {
    const { runtime } = scripted([]);
    const { call } = openCall('any', '1', { clock: runtime.clock, deadlineMs: 1_000 });
    /** Whether the parts of an answer were looked at: an answer is given as it is where nothing is odd. */
    const seen = async (text: string) => {
      const { readAnswer } = await import('../../src/runtime/answer.js');
      const arriving = { status: 200, statusText: '', headers: new Headers(), url: '', text } as never;
      const answer = await readAnswer(arriving, runtime.secrets);
      call.leftOut = 0;
      await withoutOddParts(answer, call);
      return { leftOut: call.leftOut, json: (await answer.json()) as { parts: unknown[] } };
    };
    await fc.assert(
      fc.asyncProperty(parts, odd, fc.nat(), fc.constantFrom(0, 2), async (list, value, at, spaces) => {
        const good = JSON.stringify({ id: '1', parts: list }, null, spaces);
        expect(await seen(good)).toMatchObject({ leftOut: 0, json: { parts: list } });
        const spoiled = list.toSpliced(at % (list.length + 1), 0, value as never);
        const { leftOut, json } = await seen(JSON.stringify({ id: '1', parts: spoiled }, null, spaces));
        expect(leftOut).toBe(1);
        expect(json.parts).toEqual(list);
      }),
    );
  });
});
