import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sweep } from './deletions.js';
import { type Lease, takeLease } from './lease.js';
import { openRun, type Run, type SyncDeps } from './run.js';
import { keepDay, snapshot } from './snapshot.js';
import { syncMembers, syncStructure } from './structure.js';
import { syncAllTasks, syncChangedTasks } from './tasks.js';
import { syncTimeEntries } from './time-entries.js';

export interface SyncOptions {
  /** Reads everything again, and finds what was deleted. The first sync always does. */
  full?: boolean | undefined;
  /** Days of time entries that a full sync reads; default 365. */
  historyDays?: number | undefined;
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
}

const usualHistoryDays = 365;

/** After so many new rows the statistics of the tables are taken anew. */
const manyRows = 500;
const largeTables = [
  'tasks',
  'task_assignees',
  'task_tags',
  'task_deps',
  'time_entries',
  'lists',
  'folders',
  'spaces',
].map((name) => `cu.${name}`);

/**
 * Brings the copy of a Workspace up to date. What it reads is written page by page; stopped at any moment, the next one goes on
 * there. Only one runs at a time for a Workspace. Throws what ClickUp or the database refuse, and CONFLICT while another runs.
 */
export async function sync(
  deps: SyncDeps,
  { full = false, historyDays = usualHistoryDays }: SyncOptions = {},
): Promise<SyncResult> {
  const { db } = deps;
  return withLease(deps, async (lease) => {
    const run = await openRun(deps, lease, full);
    try {
      const review = await read(run, historyDays);
      return await finish(run, review);
    } catch (error) {
      await db
        .query("UPDATE cu.sync_runs SET state = 'failed', error = $2 WHERE run_id = $1", [
          run.id,
          String((error as Error).message),
        ])
        .catch(() => undefined);
      throw error;
    }
  });
}

/** Reads the people alone. */
export const syncPeople = (deps: SyncDeps): Promise<{ employees: number }> =>
  withLease(deps, async (lease) => ({ employees: await syncMembers(deps, lease.hold) }));

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
): Promise<Result> {
  const owner = `process ${process.pid} on ${hostname()} (${randomUUID().slice(0, 8)})`;
  const lease = await takeLease(db, workspaceId, owner);
  try {
    return await work(lease);
  } finally {
    await lease.release().catch(() => undefined);
  }
}

async function read(run: Run, historyDays: number): Promise<string[]> {
  if (run.kind === 'full') {
    await syncStructure(run);
    await syncAllTasks(run);
  } else await syncChangedTasks(run);
  await syncTimeEntries(run, historyDays);
  return run.kind === 'full' ? sweep(run) : [];
}

async function finish(run: Run, review: string[]): Promise<SyncResult> {
  const state = review.length > 0 ? 'needs_review' : 'done';
  const at = new Date(run.now());
  const began = new Date(run.startedAt);
  await run.page(async (tx) => {
    // What changed while all was read may have been read before: later changes than this are read once more.
    await tx.query(
      `UPDATE cu.workspaces SET synced_at = $2, full_synced_at = CASE WHEN $3 THEN $2 ELSE full_synced_at END,
         changes_from = (SELECT least($2, coalesce(max(updated_at), $2)) FROM cu.tasks WHERE workspace_id = $1)
       WHERE workspace_id = $1`,
      [run.workspaceId, began, run.kind === 'full'],
    );
    await snapshot(tx, run.workspaceId, at);
    await tx.query('UPDATE cu.sync_runs SET state = $2, finished_at = $3, error = $4 WHERE run_id = $1', [
      run.id,
      state,
      at,
      review.join('; ') || null,
    ]);
  });
  // The planner of a fresh copy would think it empty, and the embedded database never looks by itself.
  if (run.counts.rows > manyRows) await run.db.query(`ANALYZE ${largeTables.join(', ')}`);
  const { calls, rows } = run.counts;
  return { run_id: run.id, kind: run.kind, state, calls, rows, ...(review.length > 0 && { review }) };
}
