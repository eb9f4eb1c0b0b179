import type { Row } from './attack.js';

/** What one attack found. */
export interface Result {
  name: string;
  rows: readonly Row[];
}

/** The figures, a line each. */
export function table(results: readonly Result[]): string {
  const lines = results.flatMap(({ name, rows }) =>
    rows.map(({ figure, tried, count }) => [name, figure, String(tried), String(count), count === 0 ? '' : 'FAIL']),
  );
  const cells = [['attack', 'must be zero', 'cases', 'count', ''], ...lines];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 2 || column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
  return `${cells.map((row) => line(row).join('  ').trimEnd()).join('\n')}\n`;
}

/** Where a figure is not zero: some of the cases. */
export function examplesOf(results: readonly Result[]): string {
  return results
    .flatMap(({ name, rows }) => rows.filter(({ count }) => count > 0).map((row) => ({ name, ...row })))
    .map(({ name, figure, examples }) => `\n${name}: ${figure}\n${examples.map((text) => `  ${text}\n`).join('')}`)
    .join('');
}
