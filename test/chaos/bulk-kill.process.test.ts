import { expect, it } from 'vitest';
import { bulkKillChaos } from './bulk-kill.js';

it('a bulk create that is killed and resumed makes each task once', async () => {
  const items = 30;
  const kills = 2;
  expect(await bulkKillChaos({ kills, items, seed: 11 })).toMatchObject({
    objects: kills * items,
    duplicates: 0,
    missing: 0,
    unsettled: 0,
    wrongIds: 0,
  });
});
