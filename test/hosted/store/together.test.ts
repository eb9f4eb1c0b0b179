import { describe, expect, it } from 'vitest';
import { together } from '../../../src/hosted/store/together.js';

/** Readings that end when they are told to. */
function reader({ most = 3, atOnce = 1 } = {}) {
  const asked: (readonly string[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const get = together<string>({
    most,
    atOnce,
    read: (keys) => {
      asked.push(keys);
      return new Promise((resolve, reject) => {
        ends.push((error) =>
          error
            ? reject(error)
            : resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, `of ${key}`]))),
        );
      });
    },
  });
  return { get, asked, end: async (error?: Error) => ends.shift()!(error) };
}

describe('values that are read together', () => {
  it('are read at once where nothing is under way, and share the next reading where there is', async () => {
    const { get, asked, end } = reader();
    const all = ['a', 'b', 'none', 'b', 'c'].map((key) => get(key));
    expect(asked).toEqual([['a']]);
    await end();
    expect(await all[0]).toBe('of a');
    expect(asked).toEqual([['a'], ['b', 'none']]);
    await end();
    expect(await Promise.all(all.slice(1, 4))).toEqual(['of b', undefined, 'of b']);
    await end();
    expect(await all[4]).toBe('of c');
    expect(asked).toHaveLength(3);
  });

  it('go as far as is allowed side by side', () => {
    const { get, asked } = reader({ atOnce: 2 });
    for (const key of ['a', 'b', 'c']) void get(key);
    expect(asked).toEqual([['a'], ['b']]);
  });

  it('fail with their own reading alone', async () => {
    const { get, asked, end } = reader();
    const [first, second] = [get('a'), get('b')];
    await end(new Error('the database is gone'));
    await expect(first).rejects.toThrow('gone');
    await end();
    expect(await second).toBe('of b');
    expect(asked).toHaveLength(2);
  });
});
