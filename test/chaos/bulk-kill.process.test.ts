import { expect, it } from 'vitest';
import { Interrupter, ways } from './bulk-kill.js';
import { bundled } from './programs.js';

it('a bulk create that is killed and resumed, or taken over while it sleeps, makes each task once', async () => {
  const items = 30;
  const { programs, remove } = await bundled('bulk');
  const interrupter = new Interrupter(programs.bulk!, items);
  for (const [nth, way] of [...ways, 'asleep while another goes on' as const].entries())
    await interrupter.round(way, 11 + nth);
  expect(interrupter.figures).toMatchObject({
    rounds: 4,
    objects: 4 * items,
    duplicates: 0,
    missing: 0,
    unsettled: 0,
    wrongIds: 0,
  });
  await remove();
});
