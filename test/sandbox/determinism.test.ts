import { expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { send } from '../support/contract-calls.js';
import { type Harness, harness } from '../support/sandbox.js';

const all = Object.keys(operations) as OperationId[];
const options = { plan: 'enterprise' } as const;

/** Every operation in turn on one sandbox, reads before the writes that undo them; what each answered. */
async function tour(h: Harness, ids: readonly OperationId[]): Promise<string[]> {
  const answers: string[] = [];
  for (const id of ids) {
    // A call may fail here, where an earlier one deleted its object: that failure must be the same as well.
    const { status, headers, text } = await send(h, id);
    answers.push(`${id} ${status} ${JSON.stringify([...headers])} ${text}`);
  }
  return answers;
}

const ends = (id: OperationId): number => (/^(delete|remove|merge)/i.test(id) ? 1 : 0);
const order = all.toSorted((a, b) => ends(a) - ends(b));
const half = Math.floor(order.length / 2);

it('two sandboxes with one seed answer every operation byte for byte alike', async () => {
  const first = await tour(harness(options), order);
  expect(await tour(harness(options), order)).toEqual(first);
  expect(await tour(harness({ ...options, random: 2 }), order)).not.toEqual(first);
});

it('a restored snapshot is exact, and goes on byte for byte as the original', async () => {
  const original = harness(options);
  await tour(original, order.slice(0, half));
  const saved = JSON.parse(JSON.stringify(original.sandbox.snapshot()));
  const copy = harness(options);
  copy.sandbox.restore(saved);
  expect(copy.sandbox.snapshot()).toEqual(original.sandbox.snapshot());

  const rest = await tour(original, order.slice(half));
  expect(await tour(copy, order.slice(half))).toEqual(rest);
  expect(copy.sandbox.snapshot()).toEqual(original.sandbox.snapshot());

  original.sandbox.restore(saved);
  expect(original.sandbox.snapshot()).toEqual(saved);
  expect(await tour(original, order.slice(half))).toEqual(rest);
});
