import { isPlainObject } from '../runtime/plain-object.js';

/** A list of alike objects as a model reads it cheapest: names once, values in rows, what all rows share once. */
export interface Table {
  columns: string[];
  rows: unknown[][];
  same?: Record<string, unknown>;
}

/** Below this many rows a value that all share is no shorter said apart. */
const worthwhile = 3;

/**
 * Turns the lists of objects inside the data of an envelope into a `Table`, whatever their length; what is inside the
 * rows of another, and everything else, stays as it is. Nothing is lost: a missing value is null, and trailing nulls of
 * a row are left out.
 */
export function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlainObject) ? table(value) : value;
  if (!isPlainObject(value)) return value;
  // The body of a planned request stays as it would be sent.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === 'body' ? item : compact(item)]));
}

/** Whether a value is what `compact` made of a list. */
export const isTable = (value: unknown): value is Table =>
  isPlainObject(value) && Array.isArray(value.columns) && Array.isArray(value.rows);

function table(objects: readonly Record<string, unknown>[]): Table {
  const names = [...new Set(objects.flatMap(Object.keys))];
  const same: Record<string, unknown> = {};
  const columns: string[] = [];
  for (const name of names) {
    const first = objects.length < worthwhile ? undefined : JSON.stringify(objects[0]?.[name]);
    const shared = first !== undefined && objects.every((object) => JSON.stringify(object[name]) === first);
    if (shared) same[name] = objects[0]?.[name];
    else columns.push(name);
  }
  const filled = (name: string) => objects.filter((object) => object[name] != null).length;
  columns.sort((a, b) => Number(filled(b) === objects.length) - Number(filled(a) === objects.length));
  const rows = objects.map((object) => trimmed(columns.map((name) => object[name] ?? null)));
  return { columns, rows, ...(Object.keys(same).length > 0 && { same }) };
}

function trimmed(row: unknown[]): unknown[] {
  const last = row.findLastIndex((value) => value !== null);
  return row.slice(0, last + 1);
}
