import { isPlainObject } from '../runtime/plain-object.js';

/** What ClickUp sorts by, where nobody asks for an order: the first of these that the rows have. */
const usual = ['orderindex', 'date', 'date_created'];

/** What tasks are sorted by, by the value of `order_by`. */
export const taskOrder = { created: 'date_created', updated: 'date_updated', due_date: 'due_date' } as const;

/**
 * Rows in ClickUp's order, and those that agree in what it sorts by, in the order of their ids: ClickUp may give these
 * in another order each time. Ids rise where the list rises, and fall where it falls, as the newest comes first.
 */
export function inTotalOrder<Row>(rows: readonly Row[], by?: string): readonly Row[] {
  const first = rows[0];
  // The fields of a List have a place in it that nothing in them tells.
  if (!isPlainObject(first) || first.id === undefined || 'type_config' in first) return rows;
  const key = by ?? usual.find((name) => first[name] !== undefined);
  const place = (row: Row | undefined) => (isPlainObject(row) && key !== undefined ? String(row[key] ?? '') : '');
  if (key === undefined || !rows.some((row, index) => index > 0 && place(row) === place(rows[index - 1]))) return rows;
  const direction = Number(place(first)) > Number(place(rows.at(-1))) ? -1 : 1;
  const runs: Row[][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && place(run[0]) === place(row)) run.push(row);
    else runs.push([row]);
  }
  return runs.flatMap((run) => (run.length > 1 ? run.sort((a, b) => direction * compareIds(idOf(a), idOf(b))) : run));
}

const idOf = (row: unknown) => (isPlainObject(row) ? String(row.id) : '');

/** Longer numbers are larger. */
const compareIds = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
