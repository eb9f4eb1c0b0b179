import type { ErrorBody } from '../runtime/errors.js';

export type ItemStatus = 'succeeded' | 'failed' | 'unknown' | 'skipped';

/** An item's error, without the details that the call as a whole has; with how many items share it, and which. */
export type ItemError = Pick<ErrorBody, 'code' | 'message' | 'suggested_action' | 'retry_after'> & {
  count?: number;
  indexes?: string;
};

/** What became of one item. `unknown`: the write left, its answer did not arrive. `skipped`: nothing was sent. */
export interface ItemResult {
  index: number;
  status: ItemStatus;
  id?: string;
  error?: ItemError;
  [field: string]: unknown;
}

/** Why some items did not succeed, and their places in the list. */
interface Reason {
  error: ItemError;
  places: number[];
}

/** Where in the input an item stands, as its own error begins: `tasks[3].assignees[0]: ...`. */
const ownPlace = /^\w+\[\d+\]/;

/** The reasons of a call's items, each once, in the order of the first item that has it. */
export function reasonsOf(results: readonly Pick<ItemResult, 'status' | 'error'>[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const [place, { status, error }] of results.entries()) {
    if (!error) continue;
    const key = JSON.stringify([status, { ...error, message: error.message.replace(ownPlace, '') }]);
    const known = reasons.get(key);
    if (known) known.places.push(place);
    else reasons.set(key, { error, places: [place] });
  }
  return [...reasons.values()];
}

/**
 * Tells a reason that several items share once, with the first of them: `count` and `indexes` say for whom it holds, and
 * the others have their status alone. Sixty tasks that were not tried need one explanation.
 */
export function withSharedReasons<Row extends Pick<ItemResult, 'status' | 'error'>>(results: readonly Row[]): Row[] {
  const shared = reasonsOf(results).filter(({ places }) => places.length > 1);
  const rows = [...results];
  for (const { error, places } of shared) {
    for (const place of places) {
      const { error: _, ...bare } = rows[place]!;
      const isFirst = place === places[0];
      rows[place] = {
        ...bare,
        ...(isFirst && { error: { ...error, count: places.length, indexes: ranges(places) } }),
      } as Row;
    }
  }
  return rows;
}

/** Rising numbers as people write them: "2, 5, 40-99". */
function ranges(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
