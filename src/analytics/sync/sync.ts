import type { Queryable } from '../../db/database.js';
import { audit, auditIsDue } from './audit.js';
import { syncComments } from './comments.js';
import { sweep, sweepPlaces, verifyTasks } from './deletions.js';
import { markDue, switchStreams } from './due-tasks.js';
import { areEnough, markHandled, storeStatusChanges, waitingEvents } from './inbox.js';
import { type Lease, takeLease } from './lease.js';
import { openRun, type Run, type SyncDeps } from './run.js';
import { keepDay, snapshot } from './snapshot.js';
import { keepStreams, streamsOf } from './streams.js';
import { structureIsDue, syncMembers, syncStructure } from './structure.js';
import { sumTime } from './sums.js';
import { syncAllTasks, syncChangedTasks } from './tasks.js';
import { syncTeams } from './teams.js';
import { syncTimeEntries } from './time-entries.js';
import { syncTimeInStatus } from './time-in-status.js';

export interface SyncOptions {
  /** Reads everything again, and finds what was deleted. The first sync always does. */
  full?: boolean | undefined;
  /** Days of time entries that a full sync reads; default 365. */
  historyDays?: number | undefined;
  /** Reads what webhooks told of, and nothing else where they work and all was asked for within the hour. */
  trustWebhooks?: boolean | undefined;
  /** Looks up everything that is missing, however much it is: somebody has made sure that it was deleted. */
  confirmDeletions?: boolean | undefined;
  /** After so many seconds without a sign of life another worker goes on; default 60. */
  leaseSeconds?: number | undefined;
}

/** What a sync did. */
export interface SyncResult {
  run_id: number;
  kind: 'full' | 'incremental';
  state: 'done' | 'needs_review';
  calls: number;
  /** Rows that were new or changed. */
  rows: number;
  /** What was too much to be believed, and was not deleted. */
  review?: string[];
  next_step?: string;
  /** What could not be read. */
  warnings?: string[];
}

const afterReview =
  'Look whether the token has lost access to a Space. If all of it was deleted: clickup-analytics sync --full --confirm deletions.';

const usualHistoryDays = 365;

/** After so many new rows the statistics of the tables are taken anew. */
const manyRows = 500;
const largeTables = [
  'tasks',
  'task_assignees',
  'task_tags',
  'task_deps',
  'time_entries',
  'task_time',
  'person_time',
  'day_time',
  'lists',
  'folders',
  'spaces',
];

/**
 * Brings the copy of a Workspace up to date. What it reads is written page by page; stopped at any moment, the next one goes on
 * there. Only one runs at a time for a Workspace. Throws what ClickUp or the database refuse, and CONFLICT while another runs.
 */
export async function sync(
  deps: SyncDeps,
  {
    full = false,
    historyDays = usualHistoryDays,
    trustWebhooks = false,
    confirmDeletions = false,
    leaseSeconds,
  }: SyncOptions = {},
): Promise<SyncResult> {
  const work = async (lease: Lease) => {
    const run = await openRun(deps, lease, full);
    try {
      const found =
        run.kind === 'full'
          ? await readAll(run, historyDays, confirmDeletions)
          : await readChanges(run, trustWebhooks, historyDays);
      return await finish(run, found);
    } catch (error) {
      // Not by a worker that has lost its turn: the run is another's.
      await run.page((tx) => markFailed(tx, run, error)).catch(() => undefined);
      throw error;
    }
  };
  return withLease(deps, work, leaseSeconds);
}

const markFailed = (tx: Queryable, { workspaceId, id }: Run, error: unknown) =>
  tx.query("UPDATE cu.sync_runs SET state = 'failed', error = $3 WHERE workspace_id = $1 AND run_id = $2", [
    workspaceId,
    id,
    error instanceof Error ? error.message : String(error),
  ]);

/** Reads the people alone. */
export const syncPeople = (deps: SyncDeps): Promise<{ employees: number }> =>
  withLease(deps, async ({ hold }) => ({
    employees: await syncMembers({
      ...deps,
      call: (pending) => pending,
      page: (work) =>
        deps.db.transaction(async (tx) => {
          await hold(tx);
          return work(tx);
        }),
    }),
  }));

/** Keeps the figures of the day from what the copy holds, without a call to ClickUp. */
export const keepToday = (deps: SyncDeps): Promise<{ day: string; rows: number }> =>
  withLease(deps, (lease) =>
    deps.db.transaction(async (tx) => {
      await lease.hold(tx);
      return keepDay(tx, deps.workspaceId, new Date(deps.now()));
    }),
  );

async function withLease<Result>(
  { db, workspaceId }: SyncDeps,
  work: (lease: Lease) => Promise<Result>,
  seconds?: number,
): Promise<Result> {
  const lease = await takeLease(db, workspaceId, seconds);
  try {
    return await work(lease);
  } finally {
    await lease.release().catch(() => undefined);
  }
}

interface Found {
  /** What was too much to be believed. */
  review: string[];
  /** Whether ClickUp was asked for all changes; else webhooks told of them. */
  hasPolled: boolean;
  /** What could not be read. */
  warnings: string[];
}

async function readAll(run: Run, historyDays: number, confirmDeletions: boolean): Promise<Found> {
  const waiting = await waitingEvents(run);
  await storeStatusChanges(run, waiting);
  await syncStructure(run);
  await switchStreams(run);
  await syncAllTasks(run);
  await syncTeams(run);
  await syncTimeEntries(run, historyDays);
  const review = await sweep(run, confirmDeletions);
  const warnings = await readStreams(run);
  await run.page((tx) => markHandled(tx, run, waiting));
  return { review, hasPolled: true, warnings };
}

async function readChanges(run: Run, trustWebhooks: boolean, historyDays: number): Promise<Found> {
  const waiting = await waitingEvents(run);
  const hasPolled = !(trustWebhooks && (await areEnough(run, waiting)));
  await storeStatusChanges(run, waiting);
  await switchStreams(run);
  if (hasPolled) await syncChangedTasks(run);
  await verifyTasks(run, hasPolled ? waiting.deleted : waiting.tasks);
  const review: string[] = [];
  if (await structureIsDue(run)) {
    await syncStructure(run);
    review.push(...(await sweepPlaces(run, false)));
  }
  if (hasPolled || waiting.hasTime) await syncTimeEntries(run, historyDays);
  if (hasPolled && (await auditIsDue(run))) review.push(...(await audit(run)));
  await syncTeams(run, { unknownOnly: true });
  // What is said of a task need not change it.
  if (waiting.commented.length > 0) await run.page((tx) => markDue(run, tx, waiting.commented));
  const warnings = await readStreams(run);
  await run.page((tx) => markHandled(tx, run, waiting));
  return { review, hasPolled, warnings };
}

/** Reads what tasks have besides, of those that changed; gives what is in the way. */
async function readStreams(run: Run): Promise<string[]> {
  const warning = run.streams.has('time_in_status') ? await syncTimeInStatus(run) : undefined;
  if (run.streams.has('comments')) await syncComments(run);
  return warning ? [warning] : [];
}

async function finish(run: Run, { review, hasPolled, warnings }: Found): Promise<SyncResult> {
  const state = review.length > 0 ? 'needs_review' : 'done';
  const at = new Date(run.now());
  const began = new Date(run.startedAt);
  if (run.isFirst) await run.page((tx) => sumTime(tx, run.workspaceId), { timeoutMs: 0 });
  await run.page(async (tx) => {
    // What changed while all was read may have been read before: later changes than this are read once more. A task that a webhook
    // told of says nothing about changes before it.
    await tx.query(
      `UPDATE cu.workspaces SET synced_at = $2, full_synced_at = CASE WHEN $3 THEN $2 ELSE full_synced_at END,
         audited_at = CASE WHEN $3 THEN $2 ELSE audited_at END,
         polled_at = CASE WHEN $4 THEN $2 ELSE polled_at END, changes_from = CASE WHEN $4
           THEN (SELECT least($2, coalesce(max(updated_at), $2)) FROM cu.tasks WHERE workspace_id = $1 AND ($5::text IS NULL OR space_id = $5)) ELSE changes_from END,
         synced_space_id = $5
       WHERE workspace_id = $1`,
      [run.workspaceId, began, run.kind === 'full', hasPolled, run.spaceId ?? null],
    );
    if (run.kind === 'full' && run.streams.has('custom_fields'))
      await keepStreams(tx, run.workspaceId, (await streamsOf(tx, run.workspaceId)).add('custom_fields'));
    await snapshot(tx, run.workspaceId, at);
    const ended =
      'UPDATE cu.sync_runs SET state = $3, finished_at = $4, error = $5 WHERE workspace_id = $1 AND run_id = $2';
    await tx.query(ended, [run.workspaceId, run.id, state, at, review.join('; ') || null]);
  });
  // The planner of a fresh copy would think it empty, and the embedded database never looks by itself.
  if (run.counts.rows > manyRows) await takeStatistics(run);
  const { calls, rows } = run.counts;
  return {
    run_id: run.id,
    kind: run.kind,
    state,
    calls,
    rows,
    ...(review.length > 0 && { review, next_step: afterReview }),
    ...(warnings.length > 0 && { warnings }),
  };
}

/** Of the sums, some copies have a view, or nothing. */
async function takeStatistics({ db }: Run): Promise<void> {
  const tables = await db.query<{ name: string }>(
    `SELECT 'cu.' || relname AS name FROM pg_class
     WHERE relnamespace = 'cu'::regnamespace AND relkind IN ('r', 'p') AND relname = ANY($1::text[])`,
    [largeTables],
  );
  await db.query(`ANALYZE ${tables.map(({ name }) => name).join(', ')}`);
}
