import type { IdsState } from './ids.js';
import { missingRows } from './snapshot-links.js';
import { createState, type StateRows } from './state/index.js';

/** All that is needed to continue a sandbox exactly where it stood; plain JSON. */
export interface Snapshot {
  readonly version: 1;
  readonly rows: StateRows;
  readonly ids: IdsState;
  /** Rate limit windows by token. */
  readonly windows: ReadonlyArray<readonly [string, { readonly used: number; readonly resetAt: number }]>;
  readonly faults: { readonly seen: readonly number[]; readonly random: number };
}

const MOST_PROBLEMS = 10;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const say = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

function* rowProblems(rows: Readonly<Record<string, unknown>>): Generator<string> {
  const known = Object.keys(createState());
  for (const [table, list] of Object.entries(rows)) {
    if (!known.includes(table)) {
      yield `rows.${table} is no table; there are ${known.join(', ')}`;
      continue;
    }
    if (!Array.isArray(list)) {
      yield `rows.${table} is ${say(list)}, wanted a list`;
      continue;
    }
    const seen = new Set<unknown>();
    for (const [i, row] of list.entries()) {
      const where = `rows.${table}[${i}]`;
      if (!isRecord(row)) yield `${where} is ${say(row)}, wanted an object`;
      else if (typeof row.id !== 'string') yield `${where}.id is ${say(row.id)}, wanted a string`;
      else if (seen.has(row.id)) yield `${where}.id is ${say(row.id)}, which an earlier row has`;
      else seen.add(row.id);
    }
  }
}

function* problemsOf(value: unknown): Generator<string> {
  if (!isRecord(value)) return yield `is ${say(value)}, wanted an object`;
  if (value.version !== 1) yield `version is ${say(value.version)}, wanted 1`;
  const { rows, ids, windows, faults } = value;
  if (!isRecord(ids) || typeof ids.sequence !== 'number' || typeof ids.random !== 'number')
    yield `ids is ${say(ids)}, wanted { sequence, random }, both numbers`;
  if (!Array.isArray(windows)) yield `windows is ${say(windows)}, wanted a list`;
  if (!isRecord(faults) || !Array.isArray(faults.seen) || typeof faults.random !== 'number')
    yield `faults is ${say(faults)}, wanted { seen, random }, a list and a number`;
  if (!isRecord(rows)) return yield `rows is ${say(rows)}, wanted an object of lists by table`;
  let sound = true;
  for (const problem of rowProblems(rows)) {
    sound = false;
    yield problem;
  }
  // Links are followed only between rows that are rows.
  if (sound) yield* missingRows(rows as StateRows);
}

/** Takes a snapshot that was stored as JSON. Throws a TypeError that says what is wrong with it, and where. */
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
