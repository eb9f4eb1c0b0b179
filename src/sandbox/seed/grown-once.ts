import { createState, rowsOf, type State, type StateRows } from '../state/index.js';
import { type SeedFunction, seedContext } from './context.js';

/**
 * A seed that is grown at its first use and shared from then on. Rows are replaced and never mutated, so every sandbox
 * can hold the same ones; freezing them makes a mutation an error instead of a leak into other sandboxes.
 */
export function grownOnce(seed: SeedFunction): SeedFunction {
  let rows: StateRows | undefined;
  return ({ state }) => {
    rows ??= grow(seed);
    for (const [name, table] of Object.entries(state) as [keyof State & string, { put(row: unknown): unknown }][])
      for (const row of rows[name] ?? []) table.put(row);
  };
}

function grow(seed: SeedFunction): StateRows {
  const state = createState();
  seed(seedContext(state));
  return freeze(rowsOf(state));
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
