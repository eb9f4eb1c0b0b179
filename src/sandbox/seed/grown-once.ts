import { createState, rowsOf, type State } from '../state/index.js';
import { type SeedFunction, seedContext } from './context.js';

/**
 * A seed that is grown once for a moment and shared by all sandboxes of that moment. Rows are replaced and never mutated, so
 * every sandbox can hold the same ones; freezing them makes a mutation an error instead of a leak into other sandboxes.
 */
export function grownOnce(seed: SeedFunction): SeedFunction {
  let grown: { now: number; tables: Grown } | undefined;
  return ({ state, now }) => {
    if (grown?.now !== now) grown = { now, tables: grow(seed, now) };
    for (const [name, table] of Object.entries(state) as [keyof State & string, AnyTable][]) {
      const rows = grown.tables.get(name) ?? new Map();
      if (table.size === 0) table.share(rows);
      else for (const row of rows.values()) table.put(row);
    }
  };
}

type Grown = ReadonlyMap<string, Map<string, unknown>>;
type AnyTable = { size: number; share(rows: Map<string, unknown>): void; put(row: unknown): unknown };

function grow(seed: SeedFunction, now: number): Grown {
  const state = createState();
  seed(seedContext(state, now));
  const tables = Object.entries(freeze(rowsOf(state)));
  return new Map(tables.map(([name, rows]) => [name, new Map(rows.map((row) => [(row as { id: string }).id, row]))]));
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
