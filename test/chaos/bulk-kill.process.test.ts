import { expect, it } from 'vitest';
import { Interrupter, ways } from './bulk-kill.js';
import { bundled } from './programs.js';

// A process that sleeps is taken over after a quarter of a minute, which `npm run chaos` waits for.
it('a bulk create that is killed and resumed makes each task once', async () => {
  const items = 30;
  const { programs, remove } = await bundled('bulk');
  const interrupter = new Interrupter(programs.bulk!, items);
  for (const [nth, way] of ways.entries()) await interrupter.round(way, 11 + nth);
  expect(interrupter.figures).toMatchObject({
    rounds: ways.length,
    objects: ways.length * items,
    duplicates: 0,
    missing: 0,
    unsettled: 0,
    wrongIds: 0,
  });
  await remove();
});
