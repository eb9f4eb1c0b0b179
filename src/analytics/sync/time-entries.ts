import { rows, unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { AuthError } from '../../runtime/errors.js';
import { dropIndexes, makeIndexes } from './entry-indexes.js';
import { entryRow, type Row, type Wire } from './rows.js';
import type { Run } from './run.js';
import { insert, upsert } from './store-rows.js';
import { leaveSums } from './sums.js';

const dayMs = 86_400_000;
/** https://developer.clickup.com/reference/gettimeentrieswithinadaterange: what is read without dates, and no page by page. */
const windowMs = 30 * dayMs;
/** Time is written down late: so many days are read again by every run. */
const hotMs = 35 * dayMs;
/** Ids of people in one address. */
const batchSize = 500;
/** Answers with more entries than this are asked for in smaller parts. */
const largeAnswer = 5_000;

interface Cursor {
  /** Entries before this moment, in ms, are read. */
  until: number;
  /** Milliseconds of the next window. */
  length: number;
  /** The copy had none of this Workspace when this began: what is not read yet cannot be there. */
  isNew?: boolean;
}

/** The time entries of so many days, or of the last weeks for an incremental run, of everybody where the token may see them. */
export async function syncTimeEntries(run: Run, historyDays: number): Promise<void> {
  const stream = 'time entries';
  const isFull = run.kind === 'full';
  const end = run.startedAt + dayMs;
  const from = isFull ? end - historyDays * dayMs : await hotFrom(run);
  const begun = await run.cursor<Cursor>(stream);
  const beginning = { until: from, length: isFull ? windowMs : hotMs, isNew: run.isFirst && !(await hasEntries(run)) };
  let { until, length, isNew = false }: Cursor = begun?.cursor ?? beginning;
  await (isNew ? dropIndexes(run) : makeIndexes(run));
  // A part of the window in which it was interrupted may be there.
  let mayHold = !isNew || begun !== undefined;
  while (until < end) {
    const to = Math.min(end, until + length);
    const most = await readWindow(run, until, to, mayHold);
    if (most > largeAnswer) length = Math.max(dayMs, Math.ceil(length / 2));
    until = to;
    mayHold = !isNew;
    const cursor: Cursor = { until, length, isNew };
    await run.page((tx) => run.saveCursor(tx, stream, cursor, to === end));
    run.progress(`time entries until ${new Date(to).toISOString().slice(0, 10)}`);
  }
  await makeIndexes(run);
  if (isFull)
    await run.page((tx) =>
      tx.query(
        'UPDATE cu.workspaces SET entries_from = least(coalesce(entries_from, $2), $2) WHERE workspace_id = $1',
        [run.workspaceId, new Date(from)],
      ),
    );
}

async function hasEntries({ db, workspaceId }: Run): Promise<boolean> {
  const sql = 'SELECT 1 FROM cu.time_entries WHERE workspace_id = $1 LIMIT 1';
  return (await db.query(sql, [workspaceId])).length > 0;
}

/** Where the weeks begin that each run reads again. After a long time without one they reach back as far. */
export async function hotFrom({ db, workspaceId, startedAt }: Run): Promise<number> {
  const [row] = await db.query<{ at: Date | null }>(
    'SELECT synced_at AS at FROM cu.workspaces WHERE workspace_id = $1',
    [workspaceId],
  );
  const last = row?.at?.getTime() ?? startedAt;
  const usual = startedAt + dayMs - hotMs;
  return startedAt - last > dayMs ? Math.min(usual, last + dayMs - hotMs) : usual;
}

/** Reads one window for all people and stores it; gives the size of the largest answer. Where it may hold entries, others are forgotten. */
export async function readWindow(run: Run, from: number, to: number, mayHold = true): Promise<number> {
  const people = await run.db.query<{ user_id: number }>(
    'SELECT user_id FROM cu.members WHERE workspace_id = $1 AND left_at IS NULL ORDER BY user_id',
    [run.workspaceId],
  );
  const ids = people.map(({ user_id }) => user_id);
  let most = 0;
  for (let first = 0; first < ids.length; first += batchSize) {
    const { entries, whose } = await readBatch(run, from, to, ids.slice(first, first + batchSize));
    most = Math.max(most, entries.length);
    await run.page(async (tx) => {
      if (run.isFirst) await leaveSums(tx);
      run.counts.rows += await storeEntries(tx, run.workspaceId, entries);
      if (mayHold) await forgetOthers(tx, run, { from, to, whose, entries });
    });
  }
  return most;
}

/** Everybody's entries; those of the token's user alone where only owners and admins may see others'. */
async function readBatch(run: Run, from: number, to: number, batch: readonly number[]) {
  try {
    const entries = await readEntries(run, from, to, { assignee: batch.join(',') });
    return { entries, whose: batch };
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    const entries = await readEntries(run, from, to, {});
    const me = await run.call(unwrap(run.api.GET('/v2/user')));
    await run.page((tx) =>
      tx.query("UPDATE cu.workspaces SET coverage = 'self' WHERE workspace_id = $1", [run.workspaceId]),
    );
    return { entries, whose: [Number(me.user.id)] };
  }
}

async function readEntries(
  { api, call, workspaceId, spaceId }: Run,
  from: number,
  to: number,
  who: { assignee?: string },
): Promise<Wire[]> {
  // An entry that begins at the first moment itself would be left out.
  const query = { start_date: from - 1, end_date: to, ...who, ...(spaceId !== undefined && { space_id: spaceId }) };
  const params = { path: { team_id: workspaceId }, query: query as never };
  return rows(await call(unwrap(api.GET('/v2/team/{team_id}/time_entries', { params }))), 'data') as unknown as Wire[];
}

/** Writes entries that are new or changed; gives how many. */
async function storeEntries(tx: Queryable, workspace_id: string, wires: readonly Wire[]): Promise<number> {
  const entries = [...new Map(wires.map((wire) => [String(wire.id), wire])).values()];
  const all = entries.map((wire): Row => ({ workspace_id, ...entryRow(wire), deleted_at: null }));
  const stored = await tx.query<{ entry_id: string; content_hash: string | null }>(
    `SELECT entry_id, CASE WHEN deleted_at IS NULL THEN content_hash END AS content_hash FROM cu.time_entries
     WHERE workspace_id = $1 AND entry_id = ANY($2::text[])`,
    [workspace_id, all.map(({ entry_id }) => String(entry_id))],
  );
  const known = new Map(stored.map((row) => [row.entry_id, row.content_hash]));
  const [added, changed]: [Row[], Row[]] = [[], []];
  for (const row of all) {
    const hash = known.get(String(row.entry_id));
    if (hash === undefined) added.push(row);
    else if (hash !== row.content_hash) changed.push(row);
  }
  // Nobody else writes entries of this Workspace while the lease is held.
  await insert(tx, 'cu.time_entries', added);
  await upsert(tx, { table: 'cu.time_entries', key: ['workspace_id', 'entry_id'] }, changed);
  return added.length + changed.length;
}

/** Entries of these people that began in the window and are not in its answer were deleted, or moved to another time. */
const forgetOthers = (
  tx: Queryable,
  { workspaceId, spaceId, now }: Run,
  { from, to, whose, entries }: { from: number; to: number; whose: readonly number[]; entries: readonly Wire[] },
) =>
  tx.query(
    `UPDATE cu.time_entries e SET deleted_at = $2
     WHERE workspace_id = $1 AND deleted_at IS NULL AND start_at >= $3 AND start_at < $4
       AND user_id = ANY($5::bigint[]) AND entry_id <> ALL($6::text[])
       AND ($7::text IS NULL OR EXISTS (
         SELECT 1 FROM cu.tasks t WHERE t.workspace_id = e.workspace_id AND t.task_id = e.task_id AND t.space_id = $7))`,
    [
      ...[workspaceId, new Date(now()), new Date(from), new Date(to)],
      ...[whose, entries.map(({ id }) => String(id)), spaceId ?? null],
    ],
  );
