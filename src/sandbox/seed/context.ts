import { SEED_NOW } from '../clock.js';
import type { State } from '../state/index.js';

/** What a seed writes into. It must not depend on the clock: dates hang on `SEED_NOW`. */
export interface SeedContext {
  readonly state: State;
  /** Unix ms `days` before `SEED_NOW`'s day (negative: after it) at `time` UTC, e.g. `at(3, '14:30')`. */
  at(days: number, time?: string): number;
}

/** Fills an empty state. */
export type SeedFunction = (seed: SeedContext) => void;

const DAY = 86_400_000;
const midnight = SEED_NOW - (SEED_NOW % DAY);

export const seedContext = (state: State): SeedContext => ({
  state,
  at: (days, time = '09:00') => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return midnight - days * DAY + hours * 3_600_000 + minutes * 60_000;
  },
});
