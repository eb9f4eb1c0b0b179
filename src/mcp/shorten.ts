import { isPlainObject } from '../runtime/plain-object.js';
import type { Shown } from './shown.js';

/** A list or a text inside an answer, and where it stands. */
interface Part {
  path: string;
  holder: Record<string, unknown>;
  key: string;
  value: readonly unknown[] | string;
  size: number;
}

/** Texts below it are names and ids. */
const longText = 100;

/**
 * A copy that fits: the longest lists lose whole rows at their ends, down to one row (what succeeded before what did not), and the longest texts their ends.
 * `finish` puts in words what was cut, and what it gives must fit. Undefined where nothing is left to cut.
 */
export function shortened(
  envelope: Shown,
  finish: (cut: Shown, cuts: readonly string[]) => Shown,
  fits: (finished: Shown) => boolean,
): Shown | undefined {
  const copy = JSON.parse(JSON.stringify(envelope)) as Shown;
  const cuts = new Map<string, string>();
  const finished = () => finish(copy, [...cuts.values()]);
  for (;;) {
    const longest = longestPart(copy, cuts);
    if (!longest) return undefined;
    const { path, holder, key, value } = longest;
    const isText = typeof value === 'string';
    const keep = (count: number) => {
      const kept = isText ? value.slice(0, isSplitPair(value, count) ? count - 1 : count) : mostTelling(value, count);
      holder[key] = kept;
      cuts.set(path, `${path} (${kept.length} of ${value.length}${isText ? ' characters' : ''})`);
      return fits(finished());
    };
    if (keep(most(isText ? 0 : 1, value.length - 1, keep))) return finished();
  }
}

/** The first of them, but for items of a bulk call that did not succeed: they stay as long as anything does. */
function mostTelling(rows: readonly unknown[], count: number): unknown[] {
  const kept = new Set(
    [...rows.filter(hasNotSucceeded), ...rows.filter((row) => !hasNotSucceeded(row))].slice(0, count),
  );
  return rows.filter((row) => kept.has(row));
}

/** Whether a row tells of an item of a bulk call that failed, was skipped, or whose outcome is unknown. */
export const hasNotSucceeded = (row: unknown): boolean =>
  isPlainObject(row) && typeof row.index === 'number' && row.status !== undefined && row.status !== 'succeeded';

/** The largest number that passes, or the smallest of all. */
function most(least: number, largest: number, passes: (count: number) => boolean): number {
  let [low, high] = [least, largest];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

const isSplitPair = (text: string, end: number) => /[\uD800-\uDBFF]/.test(text.charAt(end - 1));

function longestPart(envelope: Shown, cuts: ReadonlyMap<string, string>): Part | undefined {
  let longest: Part | undefined;
  const visit = (holder: Record<string, unknown>, key: string, path: string): void => {
    const value = holder[key];
    const isCut = cuts.has(path);
    const isList = Array.isArray(value) && value.length > 1;
    if (!isCut && (isList || (typeof value === 'string' && value.length > longText))) {
      const size = JSON.stringify(value).length;
      if (size > (longest?.size ?? 0)) longest = { path, holder, key, value, size };
    }
    if (typeof value !== 'object' || value === null) return;
    // What a list loses goes with it.
    if (isList && !isCut) return;
    for (const part of Object.keys(value)) {
      visit(value as Record<string, unknown>, part, path ? `${path}.${part}` : part);
    }
  };
  for (const root of ['data', 'error', 'metadata']) visit(envelope as never, root, root === 'data' ? '' : root);
  return longest;
}
