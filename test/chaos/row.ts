/** A part of a row, as its own process is told to do it. */
export interface Part {
  row: string;
  /** Of this part alone. */
  seed: number;
  /** How much of what the row counts. */
  count: number;
  /** When it has to end, in Unix ms, however far it came. */
  endsAt: number;
  /** Bundles of the programs that a row starts itself, by name. */
  programs: Readonly<Record<string, string>>;
}

/** A line of the table. */
export interface Line {
  figures: string;
  isFine: boolean;
}

/** A row of the table: much random work of one kind. */
export interface Row<Figures> {
  what: string;
  /** How much of it is wanted, of what, in how many parts, which run beside each other. */
  wanted: number;
  noun: string;
  parts: number;
  /** Seconds of one core for all of it, about: a row gets time by what it needs. */
  seconds: number;
  /** Its seconds are those of a clock, so that it must not wait for a core: what runs beside it does. */
  isTimed?: true;
  /** Does a part, as far as its time allows. */
  run(part: Part): Promise<Figures>;
  done(figures: Figures): number;
  line(all: readonly Figures[]): Line;
}

/** Adds up the numbers of several figures. */
export function sum<Figures extends object>(all: readonly Figures[]): Figures {
  const [first, ...others] = all;
  if (!first) throw new Error('there is nothing to add up');
  const total = structuredClone(first) as Record<string, unknown>;
  for (const one of others) for (const [name, value] of Object.entries(one)) total[name] = plus(total[name], value);
  return total as Figures;
}

function plus(a: unknown, b: unknown): unknown {
  if (a === undefined) return b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (typeof a === 'object' && typeof b === 'object') return sum([a as object, b as object]);
  return a;
}
