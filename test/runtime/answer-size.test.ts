import { expect, it } from 'vitest';
import { scripted } from '../support/scripted.js';

const megabyte = new Uint8Array(1024 * 1024).fill(32);

/** An answer without an end, and how much of it was taken. */
function endless() {
  const seen = { megabytes: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      seen.megabytes++;
      controller.enqueue(megabyte);
    },
    cancel: () => {
      seen.isCancelled = true;
    },
  });
  return { seen, answer: () => new Response(body) };
}

it.each([
  ['test_read', 'INVALID_RESPONSE'],
  ['test_create', 'UNKNOWN_OUTCOME'],
])('an answer without an end is not read beyond 64 MB: %s says %s, once', async (tool, code) => {
  const { seen, answer } = endless();
  const { runtime, requests } = scripted([answer]);
  expect(await runtime.execute(tool, { id: '1' })).toMatchObject({
    error: { code, message: expect.stringContaining('more than 64 MB') },
  });
  expect(requests).toHaveLength(1);
  expect(seen.isCancelled).toBe(true);
  expect(seen.megabytes).toBeLessThanOrEqual(66);
});

it('an answer in many parts is read whole', async () => {
  const parts = ['{"id":"', 'ä'.repeat(10), '€', '"}'].flatMap((text) =>
    Array.from(new TextEncoder().encode(text), (byte) => Uint8Array.of(byte)),
  );
  const body = new ReadableStream({
    pull: (controller) => {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });
  const { runtime } = scripted([() => new Response(body)]);
  expect(await runtime.execute('test_read', { id: '1' })).toMatchObject({ data: { id: `${'ä'.repeat(10)}€` } });
});
