/** One row of the table: what was measured, what it must be, and whether it is. */
export interface Figure {
  /** Short name, for `--only`. */
  name: string;
  figure: string;
  measured: string;
  must: string;
  ok: boolean;
  /** The numbers behind the row, for `--json`. */
  values: Record<string, number | string | readonly (number | string)[]>;
}

/** Figures that are measured together. */
export interface Group {
  name: string;
  /** Names of the figures that `run` gives. */
  figures: readonly string[];
  run(): Promise<Figure[]>;
}
