/** The rows of a table as a model gets it. */
export function rowsIn(table: unknown): Record<string, unknown>[] {
  if (Array.isArray(table)) return table;
  const { columns, rows, same = {} } = table as { columns: string[]; rows: unknown[][]; same?: object };
  return rows.map((row) => ({ ...same, ...Object.fromEntries(columns.map((name, index) => [name, row[index]])) }));
}
