/** How an attack runs: the same seed, the same blows. */
export interface AttackOptions {
  seed: number;
  /** How many of the cases: all, or a share for every change. */
  size: 'full' | 'small';
}

/** One figure of the table, which must be zero. */
export interface Row {
  /** What was counted, in the plural: "writes sent twice". */
  figure: string;
  /** In how many cases it could have happened. */
  tried: number;
  count: number;
  /** A few of those in which it did. */
  examples: readonly string[];
}

/** A way of harming the package; one file each. */
export interface Attack {
  /** Milliseconds after which the runner gives up on it. */
  limitMs: { small: number; full: number };
  run(options: AttackOptions): Promise<Row[]>;
}

const mostExamples = 5;

/** Counts one figure. */
export class Tally {
  private tried = 0;
  private count = 0;
  private readonly examples: string[] = [];

  constructor(private readonly figure: string) {}

  /** One more case; `example` describes it where it went wrong. */
  check(isFine: boolean, example: () => string): void {
    this.tried++;
    if (isFine) return;
    this.count++;
    if (this.examples.length < mostExamples) this.examples.push(example());
  }

  get row(): Row {
    return { figure: this.figure, tried: this.tried, count: this.count, examples: this.examples };
  }
}
