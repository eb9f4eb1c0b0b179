import { describe, expect, it } from 'vitest';
import { attacks } from './attacks.js';
import { runAttack } from './run-attack.js';

describe.each(Object.entries(attacks))('a few cases of the attack %s', (_, load) => {
  it('does none of the harm that it counts', async () => {
    const rows = await runAttack(await load(), { seed: 1, size: 'smallest' });
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.every(({ tried }) => tried > 0)).toBe(true);
    expect(rows.filter(({ count }) => count > 0)).toEqual([]);
  });
});
