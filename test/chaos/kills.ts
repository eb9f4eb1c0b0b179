import { bulkKillChaos, type KillFigures } from './bulk-kill.js';
import { doneOf, type Line, type Order } from './line.js';

const wanted = 100;
const items = 500;
/** Kills that one round makes one after the other, and rounds side by side. */
const [perRound, width] = [2, 3];

/** As many kills as the time allows. */
async function killsUntil({ seed, endsAt }: Omit<Order, 'row'>): Promise<KillFigures> {
  const all: KillFigures = { kills: 0, hits: 0, objects: 0, duplicates: 0, missing: 0, unsettled: 0, wrongIds: 0 };
  let longest = 0;
  for (let round = 0; all.kills < wanted && (round === 0 || Date.now() + longest < endsAt); round++) {
    const startedAt = Date.now();
    const sides = Math.min(width, Math.ceil((wanted - all.kills) / perRound));
    const done = await Promise.all(
      Array.from({ length: sides }, (_, side) =>
        bulkKillChaos({ kills: perRound, items, seed: seed + round * width + side }),
      ),
    );
    for (const one of done) for (const name of Object.keys(all) as (keyof KillFigures)[]) all[name] += one[name];
    longest = Math.max(longest, Date.now() - startedAt);
  }
  return all;
}

export async function kills(order: Order): Promise<Line> {
  const { kills: done, hits, objects, duplicates, missing, unsettled, wrongIds } = await killsUntil(order);
  return {
    what: `kill -9 at random points of a bulk create of ${items}, each resumed, every other time by two at once`,
    figures: `${doneOf(done, wanted, 'kills')}, ${hits} while at work; ${objects} objects of ${done * items}; ${duplicates} duplicates, ${missing} missing, ${unsettled} not told, ${wrongIds} with a wrong id`,
    isFine: objects === done * items && duplicates + missing + unsettled + wrongIds === 0,
  };
}
