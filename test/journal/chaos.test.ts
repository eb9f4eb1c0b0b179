import { expect, it } from 'vitest';
import { undoChaos } from '../support/undo-chaos.js';

it('random writes that are undone leave what was there, but for what their plans said', async () => {
  const { differs, ...figures } = await undoChaos({ sequences: 12, seed: 5 });
  expect(differs).toEqual([]);
  expect(figures.entries).toBeGreaterThan(20);
});
