/** A list as an MCP client gets it. */
export interface ShownList {
  columns: string[];
  rows: unknown[][];
  same?: Record<string, unknown>;
}

/** Its rows as objects again, what is missing as null. */
export const shownRows = ({ columns, rows, same }: ShownList): Record<string, unknown>[] =>
  rows.map((row) => ({ ...same, ...Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])) }));
