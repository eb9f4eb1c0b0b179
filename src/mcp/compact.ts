import { isPlainObject } from '../runtime/plain-object.js';

/** A list of alike objects as a model reads it cheapest: names once, values in rows, what all rows share once. */
export interface Table {
  columns: string[];
  rows: unknown[][];
  same?: Record<string, unknown>;
}

/** Below this many rows the objects themselves are shorter. */
const worthwhile = 3;

/**
 * Turns every list of objects inside the data of an envelope into a `Table`; everything else stays as it is.
 * Nothing is lost: a missing value is null, and trailing nulls of a row are left out.
 */
export function compact(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length >= worthwhile && value.every(isPlainObject) ? table(value) : value.map(compact);
  }
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, part(key, item)]));
}

function table(objects: readonly Record<string, unknown>[]): Table {
  const names = [...new Set(objects.flatMap(Object.keys))];
  const same: Record<string, unknown> = {};
  const columns: string[] = [];
  for (const name of names) {
    const first = JSON.stringify(objects[0]?.[name]);
    const shared = first !== undefined && objects.every((object) => JSON.stringify(object[name]) === first);
    if (shared) same[name] = part(name, objects[0]?.[name]);
    else columns.push(name);
  }
  const filled = (name: string) => objects.filter((object) => object[name] != null).length;
  columns.sort((a, b) => Number(filled(b) === objects.length) - Number(filled(a) === objects.length));
  const rows = objects.map((object) => trimmed(columns.map((name) => part(name, object[name] ?? null))));
  return { columns, rows, ...(Object.keys(same).length > 0 && { same }) };
}

/** The body of a planned request stays as it would be sent. */
const part = (key: string, value: unknown): unknown => (key === 'body' ? value : compact(value));

function trimmed(row: unknown[]): unknown[] {
  const last = row.findLastIndex((value) => value !== null);
  return row.slice(0, last + 1);
}
