import type { Random } from '../attack/support/random.js';
import type { CatalogTool } from '../support/catalog.js';
import { type IdPools, withOtherIds } from '../support/other-ids.js';

export type Input = Record<string, unknown>;

/** An example of a tool, now and then with other ids, or without one of its arguments. */
export function inputOf({ examples, effect }: CatalogTool, pools: IdPools, random: Random): Input {
  const { input } = random.pick(examples);
  const confirmed = effect === 'delete' || 'confirm' in input ? { confirm: 'yes' } : {};
  const own = { ...input, ...confirmed };
  const kind = random.next();
  if (kind < 0.25) return withOtherIds(own, pools, (most) => random.below(most)) as Input;
  if (kind < 0.4) {
    const without = random.pick(Object.keys(own));
    return Object.fromEntries(Object.entries(own).filter(([key]) => key !== without));
  }
  return own;
}
