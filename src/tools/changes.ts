import type { Context } from '../clickup/context.js';
import type { ClickUpError } from '../runtime/errors.js';
import { type BulkResult, runBulk } from './bulk.js';
import { type ItemError, type ItemStatus, withSharedReasons } from './item-results.js';

/** One of several changes that a call asks for. */
export interface Change<Row extends object> {
  /** What the change is about; its result repeats it. */
  row: Row;
  /** What can be said once it holds: "added", "already there". */
  outcome: string;
  /** Makes the change; absent where nothing needs to be sent. */
  send?: () => Promise<unknown>;
  /** Asked when its turn comes: why it cannot be tried any more. */
  blocked?: () => ClickUpError | undefined;
}

/** What became of a change. */
export interface Verdict {
  status: ItemStatus;
  outcome?: string;
  error?: ItemError;
}

export interface Applied<Row> {
  results: (Row & Verdict)[];
  counts: BulkResult['counts'];
}

/**
 * Makes changes side by side, one group after the other, and reports each. A change that needs nothing sent counts
 * as succeeded. Throws only when not a single change came through; the failure of a lone one as it is.
 */
export async function applyChanges<Row extends object>(
  ctx: Context,
  groups: readonly (readonly Change<Row>[])[],
  label: string,
): Promise<Applied<Row>> {
  const staged = groups.flatMap((group, stage) => group.map((change) => ({ change, stage })));
  if (staged.length === 1) return single(staged[0]!.change);
  const running: Promise<unknown>[] = [];
  const { results, counts } = await runBulk(
    ctx,
    staged,
    ({ change, stage }, index) => {
      const earlier = running.filter((_, other) => staged[other]!.stage < stage);
      const work = Promise.allSettled(earlier).then(() => make(ctx, change));
      running[index] = work;
      return work;
    },
    { label, settledBy: ctx.call.settledBy },
  );
  return {
    results: withSharedReasons(results).map(
      ({ index, ...verdict }) => ({ ...staged[index]!.change.row, ...verdict }) as Row & Verdict,
    ),
    counts,
  };
}

async function single<Row extends object>(change: Change<Row>): Promise<Applied<Row>> {
  await change.send?.();
  const { row, outcome } = change;
  return {
    results: [{ ...row, status: 'succeeded', outcome }],
    counts: { total: 1, succeeded: 1, failed: 0, unknown: 0, skipped: 0 },
  };
}

async function make<Row extends object>(
  ctx: Context,
  { outcome, send, blocked }: Change<Row>,
): Promise<Record<string, unknown>> {
  const obstacle = blocked?.();
  if (obstacle) {
    const { code, message, advice } = obstacle;
    return { status: 'skipped', error: { code, message, suggested_action: ctx.say(advice) } };
  }
  await send?.();
  return { outcome };
}
