import { isObject } from './context.js';
import { excerpt } from './excerpt.js';
import type { IdsState } from './ids.js';
import { missingRows } from './snapshot-links.js';
import { createState, type StateRows } from './state/index.js';

/**
 * All that is needed to continue a sandbox exactly where it stood; plain JSON.
 *
 * @example
 * const before: Snapshot = sandbox.snapshot();
 * sandbox.restore(before);
 */
export interface Snapshot {
  readonly version: 1;
  readonly rows: StateRows;
  readonly ids: IdsState;
  /** Rate limit windows by token. */
  readonly windows: ReadonlyArray<readonly [string, { readonly used: number; readonly resetAt: number }]>;
  readonly faults: { readonly seen: readonly number[]; readonly random: number };
}

const MOST_PROBLEMS = 10;

function* rowProblems(rows: Readonly<Record<string, unknown>>): Generator<string> {
  const known = Object.keys(createState());
  for (const [table, list] of Object.entries(rows)) {
    if (!known.includes(table)) {
      yield `rows.${table} is no table; there are ${known.join(', ')}`;
      continue;
    }
    if (!Array.isArray(list)) {
      yield `rows.${table} is ${excerpt(list)}, wanted a list`;
      continue;
    }
    const seen = new Set<unknown>();
    for (const [i, row] of list.entries()) {
      const where = `rows.${table}[${i}]`;
      if (!isObject(row)) yield `${where} is ${excerpt(row)}, wanted an object`;
      else if (typeof row.id !== 'string') yield `${where}.id is ${excerpt(row.id)}, wanted a string`;
      else if (seen.has(row.id)) yield `${where}.id is ${excerpt(row.id)}, which an earlier row has`;
      else seen.add(row.id);
    }
  }
}

function* problemsOf(value: unknown): Generator<string> {
  if (!isObject(value)) return yield `is ${excerpt(value)}, wanted an object`;
  if (value.version !== 1) yield `version is ${excerpt(value.version)}, wanted 1`;
  const { rows, ids, windows, faults } = value;
  if (!isObject(ids) || typeof ids.sequence !== 'number' || typeof ids.random !== 'number')
    yield `ids is ${excerpt(ids)}, wanted { sequence, random }, both numbers`;
  if (!Array.isArray(windows)) yield `windows is ${excerpt(windows)}, wanted a list`;
  if (!isObject(faults) || !Array.isArray(faults.seen) || typeof faults.random !== 'number')
    yield `faults is ${excerpt(faults)}, wanted { seen, random }, a list and a number`;
  if (!isObject(rows)) return yield `rows is ${excerpt(rows)}, wanted an object of lists by table`;
  let sound = true;
  for (const problem of rowProblems(rows)) {
    sound = false;
    yield problem;
  }
  // Links are followed only between rows that are rows.
  if (sound) yield* missingRows(rows as StateRows);
}

/**
 * Takes a snapshot that was stored as JSON. Throws a TypeError that says what is wrong with it, and where.
 *
 * @example
 * const stored = JSON.stringify(sandbox.snapshot());
 * const again = createSandbox({ data: readSnapshot(JSON.parse(stored)) });
 */
export function readSnapshot(value: unknown): Snapshot {
  const problems: string[] = [];
  for (const problem of problemsOf(value)) {
    if (problems.length === MOST_PROBLEMS) {
      problems.push('and more');
      break;
    }
    problems.push(problem);
  }
  if (problems.length > 0)
    throw new TypeError(`The snapshot cannot be used:\n${problems.map((p) => `- ${p}`).join('\n')}`);
  return value as Snapshot;
}
