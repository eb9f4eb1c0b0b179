import { cut, displayWidth, padEnd, padStart } from './width.js';

/** Where text goes. */
export interface Paper {
  /** Columns; Infinity where nobody looks. */
  readonly width: number;
  /** Hears that a value was cut to fit, or which column was left out. */
  onCut(column?: string): void;
}

export type Cell = string | number | boolean | null | undefined;

/** How much a column says, least first: the same as another one, the same in all rows, nothing in most, what one looks for. */
const worths = ['double', 'same', 'sparse', 'plain', 'key'] as const;
type Worth = (typeof worths)[number];

interface Column {
  name: string;
  cells: string[];
  /** Never cut: half an id or a link is worth nothing. */
  whole: boolean;
  right: boolean;
  worth: Worth;
  natural: number;
  width: number;
}

const gap = '  ';

/** A column squeezed below this says nothing; the widest one, mostly a name or a text, gets more. */
const least = 12;
const leastOfWidest = 20;

/** A table that has lost more columns than this is better written as a record per row. */
const mostLost = 2;

/**
 * Lines of a table, the names of its columns first. What is too wide is cut with an ellipsis, the widest columns first;
 * then columns are left out, those that say least first. Undefined when too little would be left.
 */
export function tableLines(rows: readonly Record<string, Cell>[], paper: Paper): string[] | undefined {
  const columns = columnsOf(rows);
  const leftOut = fit(columns, paper.width);
  if (!leftOut) return undefined;
  for (const { name, cells, worth } of leftOut) paper.onCut(worth === 'same' ? `${name} (always ${cells[0]})` : name);
  const line = (cellOf: (column: Column) => string) =>
    columns
      .map((column) => {
        const text = cut(cellOf(column), column.width);
        if (text !== cellOf(column)) paper.onCut();
        return (column.right ? padStart : padEnd)(text, column.width);
      })
      .join(gap)
      .trimEnd();
  return [line(({ name }) => name), ...rows.map((_, i) => line(({ cells }) => cells[i] ?? ''))];
}

function columnsOf(rows: readonly Record<string, Cell>[]): Column[] {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return names.map((name) => {
    const values = rows.map((row) => row[name]);
    const cells = values.map((value) => String(value ?? '').replace(/\s+/g, ' '));
    const natural = Math.max(...[name, ...cells].map(displayWidth));
    return {
      name,
      cells,
      worth: worthOf(name, names, cells),
      whole: /(^|_)(id|ids|url)$/.test(name) || cells.every((cell) => !cell.includes(' ') && cell.length <= 40),
      right:
        values.every((value) => value == null || typeof value === 'number') && values.some((value) => value != null),
      natural,
      width: natural,
    };
  });
}

function worthOf(name: string, names: readonly string[], cells: readonly string[]): Worth {
  if (name.endsWith('_ms') && names.includes(name.slice(0, -3))) return 'double';
  if (/^(id|name|title|text|status|start|duration)$|date$/.test(name)) return 'key';
  if (cells.length > 1 && cells[0] && cells.every((cell) => cell === cells[0])) return 'same';
  return cells.filter(Boolean).length * 2 <= cells.length ? 'sparse' : 'plain';
}

/** Takes columns out until the rest fits; gives what was taken out, or undefined when too much would be. */
function fit(columns: Column[], width: number): Column[] | undefined {
  const main = columns.filter(({ whole }) => !whole).sort((a, b) => b.natural - a.natural)[0];
  const leftOut: Column[] = [];
  let lost = 0;
  while (!squeeze(columns, width, main)) {
    const [least] = columns
      .filter((column) => column !== main && column.worth !== 'key')
      .reverse()
      .sort((a, b) => worths.indexOf(a.worth) - worths.indexOf(b.worth));
    if (least?.worth === 'plain') lost++;
    if (!least || lost > mostLost) return undefined;
    leftOut.push(...columns.splice(columns.indexOf(least), 1));
  }
  return leftOut;
}

/** Narrows the widest columns until the line fits; false when that is not enough. */
function squeeze(columns: Column[], width: number, main: Column | undefined): boolean {
  const room = width - gap.length * (columns.length - 1);
  const floorOf = (column: Column) =>
    column.whole
      ? column.natural
      : Math.min(column.natural, Math.max(column.name.length, column === main ? leastOfWidest : least));
  for (const column of columns) column.width = column.natural;
  for (let used = sum(columns); used > room; used = sum(columns)) {
    const [widest, second] = columns
      .filter((column) => column.width > floorOf(column))
      .sort((a, b) => b.width - a.width);
    if (!widest) return false;
    const level = second && second.width < widest.width ? second.width : widest.width - 1;
    widest.width = Math.max(floorOf(widest), level, widest.width - (used - room));
  }
  return true;
}

const sum = (columns: readonly Column[]): number => columns.reduce((total, { width }) => total + width, 0);
