import { expect, it } from 'vitest';
import { Ending } from '../../src/runtime/ending.js';

const reason = new Error('no longer wanted');

it('is heard of once, with its reason, also by a signal that was asked for before', () => {
  const ending = new Ending();
  const heard: unknown[] = [];
  ending.onEnd((why) => heard.push(why));
  const { signal } = ending;
  ending.throwIfEnded();
  expect(signal.aborted).toBe(false);
  ending.end(reason);
  ending.end(new Error('again'));
  expect(heard).toEqual([reason]);
  expect(signal).toMatchObject({ aborted: true, reason });
});

it('is heard of at once by who comes later', () => {
  const ending = new Ending();
  ending.end(reason);
  const heard: unknown[] = [];
  ending.onEnd((why) => heard.push(why));
  expect(heard).toEqual([reason]);
  expect(ending.signal).toMatchObject({ aborted: true, reason });
  expect(() => ending.throwIfEnded()).toThrow(reason);
});
