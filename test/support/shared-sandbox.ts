import { createSandbox, manualClock, type Sandbox, type SandboxOptions, SEED_NOW } from '../../src/sandbox/index.js';
import { rowsOf, type State } from '../../src/sandbox/state/index.js';
import type { Rows } from './policy-oracle.js';

/** A sandbox for many rounds: it is set back, and looked into, without copying its rows, which are replaced and never changed. */
export interface SharedSandbox {
  sandbox: Sandbox;
  /** Its rows as they are now; a row that nothing has changed is the same object as before. */
  rows(): Rows;
}

/** Begins, and begins again at `reset()`, with the given rows; default: the sample data at the usual moment. */
export function sharedSandbox(options: SandboxOptions = {}, rows: Rows = sampleRows(options)): SharedSandbox {
  const tables = prepared.get(rows) ?? tablesOf(rows);
  prepared.set(rows, tables);
  let state: State | undefined;
  const sandbox = createSandbox({
    ...options,
    seed(context) {
      state = context.state;
      const own = state as unknown as Record<string, { share(rows: Map<string, unknown>): void }>;
      for (const [name, table] of tables) own[name]!.share(table);
    },
  });
  return { sandbox, rows: () => rowsOf(state!) as Rows };
}

type Tables = readonly (readonly [name: string, rows: Map<string, unknown>])[];

/** Of rows that many sandboxes begin with. */
const prepared = new WeakMap<Rows, Tables>();

const tablesOf = (rows: Rows): Tables =>
  Object.entries(rows).map(([name, list]) => [name, new Map(list.map((row) => [row.id, row]))] as const);

const sampleRows = (options: SandboxOptions): Rows =>
  createSandbox({ ...options, clock: manualClock(SEED_NOW) }).snapshot().rows as Rows;
