import type { Api } from '../../clickup/context.js';
import type { Database, Queryable, TransactionOptions } from '../../db/database.js';
import type { StatusRule } from '../categories.js';
import { statusRules } from '../status-rules.js';
import type { Lease } from './lease.js';
import { upsert } from './store-rows.js';
import { type Stream, streamsOf, usualStreams } from './streams.js';

/** What a sync works with. */
export interface SyncDeps {
  api: Api;
  db: Database;
  workspaceId: string;
  /** The only Space that is read; undefined for all. */
  spaceId?: string | undefined;
  /** What is read of tasks besides; default: values of custom fields. */
  streams?: ReadonlySet<Stream> | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Says how far it is. */
  progress(message: string): void;
}

/** One run of a sync: what it has done is in the database after every page. */
export interface Run extends SyncDeps {
  id: number;
  kind: 'full' | 'incremental';
  /** When the run began, in ms; an interrupted one keeps its beginning. */
  startedAt: number;
  rules: readonly StatusRule[];
  streams: ReadonlySet<Stream>;
  /** No sync came to its end yet, so that no report is made: sums of time are left for then. */
  isFirst: boolean;
  counts: { calls: number; rows: number };
  /** Counts a call to ClickUp. */
  call<Answer>(pending: Promise<Answer>): Promise<Answer>;
  /** One page: its rows and the cursor that leads to the next, both or neither, and only while the lease is held. */
  page<Result = void>(work: (tx: Queryable) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /** Where a stream of this run goes on; undefined at its beginning. */
  cursor<Cursor>(stream: string): Promise<{ cursor: Cursor; done: boolean } | undefined>;
  saveCursor(tx: Queryable, stream: string, cursor: object, done?: boolean): Promise<void>;
}

export async function openRun(deps: SyncDeps, lease: Lease, wantsFull: boolean): Promise<Run> {
  const { db, workspaceId, spaceId, streams = usualStreams, now } = deps;
  const begun = await resumable(db, workspaceId);
  const kind = wantsFull || begun?.kind === 'full' || !(await wasFull(deps, streams)) ? 'full' : 'incremental';
  // A full run that was interrupted goes on where it stopped; an incremental one is so short that it begins again.
  const run =
    begun?.kind === 'full'
      ? begun
      : await db.transaction(async (tx) => {
          await lease.hold(tx);
          return newRun(tx, workspaceId, kind, now());
        });
  const rules = await statusRules(db, workspaceId);
  const counts = { calls: run.calls, rows: run.rows };
  // A run that goes on with another Space begins its streams anew.
  const streamOf = (name: string): string => (spaceId === undefined ? name : `${name} of Space ${spaceId}`);
  return {
    ...deps,
    id: run.run_id,
    kind,
    startedAt: run.started_at.getTime(),
    rules,
    streams,
    isFirst: !(await wasSynced(deps)),
    counts,
    call(pending) {
      counts.calls += 1;
      return pending;
    },
    page: (work, options) =>
      db.transaction(async (tx) => {
        await lease.hold(tx);
        const result = await work(tx);
        await tx.query('UPDATE cu.sync_runs SET calls = $3, rows = $4 WHERE workspace_id = $1 AND run_id = $2', [
          workspaceId,
          run.run_id,
          counts.calls,
          counts.rows,
        ]);
        return result;
      }, options),
    async cursor<Cursor>(name: string) {
      const [found] = await db.query<{ cursor: Cursor; done: boolean }>(
        'SELECT cursor, done FROM cu.sync_cursors WHERE workspace_id = $1 AND stream = $2 AND run_id = $3',
        [workspaceId, streamOf(name), run.run_id],
      );
      return found;
    },
    async saveCursor(tx, name, cursor, done = false) {
      const stream = streamOf(name);
      const row = { workspace_id: workspaceId, stream, run_id: run.run_id, cursor, done, updated_at: new Date(now()) };
      await upsert(tx, { table: 'cu.sync_cursors', key: ['workspace_id', 'stream'] }, [row]);
    },
  };
}

interface RunRow {
  run_id: number;
  kind: 'full' | 'incremental';
  started_at: Date;
  calls: number;
  rows: number;
}

/** The last run, where it did not come to its end. Whoever began it does not hold the lease any more. */
async function resumable(db: Database, workspaceId: string): Promise<RunRow | undefined> {
  const [last] = await db.query<RunRow & { state: string }>(
    'SELECT run_id, kind, state, started_at, calls, rows FROM cu.sync_runs WHERE workspace_id = $1 ORDER BY run_id DESC LIMIT 1',
    [workspaceId],
  );
  return last && (last.state === 'running' || last.state === 'failed') ? last : undefined;
}

async function wasSynced({ db, workspaceId }: SyncDeps): Promise<boolean> {
  const sql = 'SELECT 1 FROM cu.workspaces WHERE workspace_id = $1 AND synced_at IS NOT NULL';
  return (await db.query(sql, [workspaceId])).length > 0;
}

/** Whether all that is to be kept up to date was read once; also where that was more than now. */
async function wasFull({ db, workspaceId, spaceId }: SyncDeps, streams: ReadonlySet<Stream>): Promise<boolean> {
  // Values of custom fields come with their tasks alone.
  if (streams.has('custom_fields') && !(await streamsOf(db, workspaceId)).has('custom_fields')) return false;
  const rows = await db.query(
    `SELECT 1 FROM cu.workspaces
     WHERE workspace_id = $1 AND full_synced_at IS NOT NULL AND (synced_space_id IS NULL OR synced_space_id = $2)`,
    [workspaceId, spaceId ?? null],
  );
  return rows.length > 0;
}

async function newRun(tx: Queryable, workspaceId: string, kind: Run['kind'], now: number): Promise<RunRow> {
  const [row] = await tx.query<RunRow>(
    `INSERT INTO cu.sync_runs (workspace_id, kind, state, started_at) VALUES ($1, $2, 'running', $3)
     RETURNING run_id, kind, started_at, calls, rows`,
    [workspaceId, kind, new Date(now)],
  );
  return row!;
}
