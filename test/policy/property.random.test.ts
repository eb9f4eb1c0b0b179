import { expect, it } from 'vitest';
import { policyChaos } from '../support/policy-chaos.js';

it('sends and shows nothing outside of a policy, whatever is called', async () => {
  const figures = await policyChaos({ cases: 500, seed: 20_261_127 });
  expect(figures.outside).toEqual([]);
  expect(figures.refused).toBeGreaterThan(100);
  expect(figures.written).toBeGreaterThan(10);
}, 60_000);
