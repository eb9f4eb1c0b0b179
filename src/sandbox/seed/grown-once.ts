import { createState, rowsOf, type State, type StateRows } from '../state/index.js';
import { type SeedFunction, seedContext } from './context.js';

/**
 * A seed that is grown once for a moment and shared by all sandboxes of that moment. Rows are replaced and never mutated, so
 * every sandbox can hold the same ones; freezing them makes a mutation an error instead of a leak into other sandboxes.
 */
export function grownOnce(seed: SeedFunction): SeedFunction {
  let grown: { now: number; rows: StateRows } | undefined;
  return ({ state, now }) => {
    if (grown?.now !== now) grown = { now, rows: grow(seed, now) };
    for (const [name, table] of Object.entries(state) as [keyof State & string, { put(row: unknown): unknown }][])
      for (const row of grown.rows[name] ?? []) table.put(row);
  };
}

function grow(seed: SeedFunction, now: number): StateRows {
  const state = createState();
  seed(seedContext(state, now));
  return freeze(rowsOf(state));
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
