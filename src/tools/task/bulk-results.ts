import type { TaskDeleteBulkData } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { invalidInput } from '../../runtime/errors.js';
import type { BulkResult } from '../bulk.js';
import { withSharedReasons } from '../item-results.js';

/**
 * Of the answer: each item has a line in it. One call seldom gets through so many within the rate limit; it goes on by its
 * `job_id` where it stopped.
 */
const maxItems = 500;

export function refuseTooMany(items: readonly unknown[], parameter: string): void {
  if (items.length > 0 && items.length <= maxItems) return;
  throw invalidInput(items.length === 0 ? `${parameter} is empty` : `${parameter} has ${items.length} items`, {
    parameter,
    suggestion: items.length === 0 ? 'Name at least one task.' : `Send at most ${maxItems} at a time.`,
  });
}

/** The result of a bulk call, with a word on what was not tried. */
export function outcomes(ctx: Context, { results: all, counts, job_id }: BulkResult): TaskDeleteBulkData {
  const results = withSharedReasons(all);
  if (ctx.dryRun) {
    // The answer of a dry run is the requests alone, so what would not be sent has to be said beside them.
    for (const { index, error } of results) {
      const items = error?.indexes ? `Items ${error.indexes}` : `Item ${index}`;
      if (error) ctx.note(`${items} would not be sent: ${error.message}. ${error.suggested_action}`);
    }
  } else if (counts.skipped > 0) {
    ctx.note(planFor(counts, frees(results), job_id));
  }
  return { results, counts, ...(job_id !== undefined && { job_id }) };
}

/** Seconds until the rate limit frees that held items back, where one did. */
const frees = (results: BulkResult['results']): number =>
  Math.max(0, ...results.map(({ error }) => (error?.code === 'RATE_LIMIT_EXCEEDED' && error.retry_after) || 0));

/** How to go on: what would have waited past the deadline is given up as soon as that is known. */
function planFor({ skipped, total }: BulkResult['counts'], seconds: number, job_id: string | undefined): string {
  const untried = `${skipped} of ${total} were not tried`;
  const how = job_id === undefined ? 'Send only those again' : 'Repeat the call with job_id, which sends only those';
  if (seconds === 0) return `${untried}. ${how}.`;
  return `${untried}: ClickUp's rate limit frees in ${seconds} s, past the deadline of this call. ${how}, then.`;
}
