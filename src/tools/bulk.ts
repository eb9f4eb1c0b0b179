import type { Context } from '../clickup/context.js';
import { hasWritten } from '../runtime/call.js';
import { ClickUpError, clickUpError } from '../runtime/errors.js';
import { verifyHint } from '../runtime/failures.js';
import { type ItemError, type ItemResult, type ItemStatus, withSharedReasons } from './item-results.js';

export interface BulkResult {
  counts: Record<'total' | ItemStatus, number>;
  results: ItemResult[];
  /** With it the call can be resumed. */
  job_id?: string;
}

export interface BulkOptions<Item> {
  /** What an item is called in progress messages: "tasks". */
  label: string;
  /** The read that shows what became of an item whose answer was lost. */
  settledBy?: string | undefined;
  /** Facts that every result of the item repeats, such as its key. */
  identify?: (item: Item, index: number) => Record<string, unknown>;
  /** Items that must have succeeded first, by index; when one did not, this item is skipped. */
  after?: (item: Item, index: number) => readonly number[];
  /** Makes the call a job; hears of items that had succeeded when a job is resumed. */
  restored?: (result: ItemResult) => void;
}

/** Enough to keep the connection busy; the governor decides when each request may leave. */
const concurrency = 8;

/**
 * Works through items side by side within the rate limit. One item's failure is its own; a lost answer is `unknown`;
 * what a deadline or cancellation leaves undone is `skipped`. Throws only when not a single item came through. A worker sends
 * through the context that it is given: in a job its writes are journalled.
 */
export async function runBulk<Item>(
  ctx: Context,
  items: readonly Item[],
  worker: (item: Item, index: number, ctx: Context) => Promise<Record<string, unknown>>,
  options: BulkOptions<Item>,
): Promise<BulkResult> {
  const { restored } = options;
  const isNew = ctx.call.jobId === undefined;
  if (!restored || (ctx.dryRun && isNew)) return work(ctx, items, worker, options);
  return ctx.asJob(items.length, async (job, own) => {
    if (job.resumed > 0 || !isNew) {
      const sent = ctx.dryRun ? 'are not sent again, and are not in this plan' : 'were not sent again';
      ctx.note(`${job.resumed} of ${items.length} ${options.label} had succeeded before; they ${sent}.`);
    }
    return work(ctx, items, worker, options, {
      id: job.id,
      before: (index) => job.before(index) as ItemResult | undefined,
      own,
      settled: (result) => job.settled(result),
    });
  });
}

/** Where the results of items are kept. */
interface Journal {
  readonly id: string;
  before(index: number): ItemResult | undefined;
  own(index: number): Context;
  settled(result: ItemResult): void;
}

async function work<Item>(
  ctx: Context,
  items: readonly Item[],
  worker: (item: Item, index: number, ctx: Context) => Promise<Record<string, unknown>>,
  options: BulkOptions<Item>,
  journal?: Journal,
): Promise<BulkResult> {
  const results: Promise<ItemResult>[] = [];
  const gate = limiter(concurrency);
  let done = 0;
  ctx.call.expects = items.length;
  noteIfTooLong(ctx, items.length, options.label);
  const settle = async (item: Item, index: number): Promise<ItemResult> => {
    const known = journal?.before(index);
    if (known) {
      options.restored?.(known);
      done++;
      return known;
    }
    const before = await Promise.all((options.after?.(item, index) ?? []).map((other) => results[other]));
    const base = { index, ...options.identify?.(item, index) };
    const blocker = before.find((result) => result?.status !== 'succeeded');
    const own = journal?.own(index) ?? ctx;
    const result = blocker
      ? { ...base, status: 'skipped' as const, error: brief(ctx, blockedBy(blocker)) }
      : await gate(() => attempt(ctx, base, () => worker(item, index, own), options.settledBy));
    journal?.settled(result);
    done++;
    ctx.call.expects = items.length - done;
    ctx.progress(done, items.length, `${done} of ${items.length} ${options.label}`);
    return result;
  };
  for (const [index, item] of items.entries()) {
    results.push(Promise.resolve().then(() => settle(item, index)));
  }
  const settled = await Promise.all(results);
  return report(settled, options.label, journal?.id);
}

/** Says beforehand what the rate limit will not let through in time. */
function noteIfTooLong(ctx: Context, count: number, label: string): void {
  const neededMs = ctx.dryRun ? 0 : ctx.estimateMs(count);
  if (neededMs === 0 || neededMs < ctx.timeLeft()) return;
  const [needed, left] = [neededMs, ctx.timeLeft()].map((ms) => Math.ceil(ms / 1000));
  ctx.note(
    `Under the present rate limit ${count} ${label} take about ${needed} s, and this call has ${left} s: those that do not fit are skipped, to be sent again.`,
  );
}

async function attempt(
  ctx: Context,
  base: { index: number },
  work: () => Promise<Record<string, unknown>>,
  settledBy: string | undefined,
): Promise<ItemResult> {
  if (ctx.signal.aborted) return { ...base, status: 'skipped', error: brief(ctx, ctx.signal.reason) };
  try {
    return { ...base, status: 'succeeded', ...(await work()) };
  } catch (error) {
    const status = statusOf(error, ctx);
    const told = brief(ctx, error);
    if (status === 'unknown' && settledBy) {
      told.suggested_action = verifyHint(settledBy);
    }
    return { ...base, status, error: told };
  }
}

function statusOf(error: unknown, ctx: Context): ItemStatus {
  const code = error instanceof ClickUpError ? error.code : undefined;
  if (code === 'UNKNOWN_OUTCOME' || (isUnreadable(error) && hasWritten(ctx.call))) return 'unknown';
  const neverLeft =
    code === 'RATE_LIMIT_EXCEEDED' || code === 'CANCELLED' || (code === 'TIMEOUT' && ctx.signal.aborted);
  return neverLeft ? 'skipped' : 'failed';
}

/** An answer came that nothing could be made of, possibly to a write. */
const isUnreadable = (error: unknown) => !(error instanceof ClickUpError) || error.code === 'INVALID_RESPONSE';

function brief(ctx: Context, error: unknown): ItemError {
  if (error instanceof ClickUpError) {
    const { code, message, advice, retryAfter } = error;
    return {
      code,
      message,
      suggested_action: ctx.say(advice),
      ...(retryAfter !== undefined && { retry_after: retryAfter }),
    };
  }
  return {
    code: 'INVALID_RESPONSE',
    message: 'ClickUp sent something unreadable',
    suggested_action: 'Read the item to see its state.',
  };
}

const blockedBy = ({ index }: ItemResult) =>
  clickUpError('INVALID_PARAMETER', `Not tried: item ${index}, which it depends on, did not succeed`, {
    suggestion: `Settle item ${index} first, then send this one again.`,
  });

function report(results: ItemResult[], label: string, job_id: string | undefined): BulkResult {
  const job = job_id === undefined ? {} : { job_id };
  const count = (status: ItemStatus) => results.filter((result) => result.status === status).length;
  const counts = {
    total: results.length,
    succeeded: count('succeeded'),
    failed: count('failed'),
    unknown: count('unknown'),
    skipped: count('skipped'),
  };
  // Whoever repeats the call does what is unknown a second time: it decides, whatever failed first.
  const first = results.find(({ status }) => status === 'unknown')?.error ?? results.find(({ error }) => error)?.error;
  if (counts.succeeded > 0 || !first) return { counts, results, ...job };
  const code = counts.unknown > 0 ? 'UNKNOWN_OUTCOME' : first.code;
  throw clickUpError(code, `${nothingSucceeded(counts, label)} The first error: ${first.message}`, {
    suggestion: first.suggested_action,
    ...(first.retry_after !== undefined && { retryAfter: first.retry_after }),
    details: { counts, results: withSharedReasons(results), ...job },
  });
}

/** What is known of a call in which nothing surely succeeded. */
function nothingSucceeded({ total, failed, unknown, skipped }: BulkResult['counts'], label: string): string {
  if (unknown === 0) return `None of the ${total} ${label} succeeded.`;
  const others = [failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean);
  return `None of the ${total} ${label} is known to have succeeded: ${[`${unknown} unknown`, ...others].join(', ')}.`;
}

/** Lets at most `size` pieces of work run at a time, in order of arrival. */
function limiter(size: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
