import type { Queryable } from '../../db/database.js';
import { verifyTasks } from './deletions.js';
import type { Run } from './run.js';
import { syncMembers } from './structure.js';
import { dateOf, overlapMs, pageSize, readPage, storeTasks } from './tasks.js';
import { syncTeams } from './teams.js';
import { hotFrom, readWindow } from './time-entries.js';

/** How often old rows are looked at again. */
const auditMs = 3_600_000;
/** All tasks have their turn within so many audits: a week of them. */
const roundOfAudits = 168;
/** Days of old time entries for each. */
const windowMs = 30 * 86_400_000;
/** Missing from one page of tasks more than this is rather lost access than deletions. */
const mostMissing = 25;

/** How far the audit is. */
interface Progress {
  /** Old time entries before this moment, in ms, were read again. */
  entries?: number;
  /** The tasks after this moment of creation, in ms, are next; of those that are archived, or of the others. */
  tasks?: { archived: boolean; after: number };
}

export async function auditIsDue({ db, workspaceId, startedAt }: Run): Promise<boolean> {
  const [row] = await db.query<{ at: Date | null }>(
    'SELECT audited_at AS at FROM cu.workspaces WHERE workspace_id = $1',
    [workspaceId],
  );
  return !row?.at || startedAt - row.at.getTime() >= auditMs;
}

/**
 * Finds what no date tells of: people who came or left, old time entries that were changed or deleted, and tasks that were deleted.
 * Takes one call for people, one for Teams where tasks have any, one for entries, one for each hundred tasks of this turn and one for each
 * task that is missing. Gives what was too much to be believed.
 */
export async function audit(run: Run): Promise<string[]> {
  run.progress('audit of older rows');
  await syncMembers(run);
  await syncTeams(run);
  const progress = await progressOf(run);
  progress.entries = await auditEntries(run, progress.entries);
  await run.page((tx) => saveProgress(tx, run, progress));
  const doubtful: string[] = [];
  for (let pages = await pagesOfTurn(run); pages > 0; pages--) {
    const { next, doubt } = await auditTasks(run, progress.tasks ?? { archived: false, after: -1 });
    progress.tasks = next;
    if (doubt) doubtful.push(doubt);
    await run.page((tx) => saveProgress(tx, run, progress));
  }
  await run.page((tx) =>
    tx.query('UPDATE cu.workspaces SET audited_at = $2 WHERE workspace_id = $1', [
      run.workspaceId,
      new Date(run.startedAt),
    ]),
  );
  return doubtful;
}

async function progressOf({ db, workspaceId }: Run): Promise<Progress> {
  const [row] = await db.query<{ audit: Progress }>('SELECT audit FROM cu.workspaces WHERE workspace_id = $1', [
    workspaceId,
  ]);
  return row?.audit ?? {};
}

const saveProgress = (tx: Queryable, { workspaceId }: Run, progress: Progress) =>
  tx.query('UPDATE cu.workspaces SET audit = $2::jsonb WHERE workspace_id = $1', [
    workspaceId,
    JSON.stringify(progress),
  ]);

/** Reads the next window before the weeks that each run reads; begins anew at the end. Gives where the one after begins. */
async function auditEntries(run: Run, until: number | undefined): Promise<number> {
  const [row] = await run.db.query<{ at: Date | null }>(
    'SELECT entries_from AS at FROM cu.workspaces WHERE workspace_id = $1',
    [run.workspaceId],
  );
  const end = await hotFrom(run);
  const start = row?.at?.getTime() ?? end;
  if (start >= end) return start;
  const from = until === undefined || until < start || until >= end ? start : until;
  const to = Math.min(end, from + windowMs);
  await readWindow(run, from, to);
  return to;
}

async function pagesOfTurn({ db, workspaceId, spaceId }: Run): Promise<number> {
  const [row] = await db.query<{ tasks: number }>(
    'SELECT count(*) AS tasks FROM cu.tasks WHERE workspace_id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR space_id = $2)',
    [workspaceId, spaceId ?? null],
  );
  return Math.max(1, Math.ceil((row?.tasks ?? 0) / pageSize / roundOfAudits));
}

/** Reads one page by creation; what the copy has of the same time and the page has not is looked up. */
async function auditTasks(run: Run, { archived, after }: NonNullable<Progress['tasks']>) {
  const found = await readPage(run, { by: 'created', archived, after, page: 0 });
  const last = found.at(-1);
  const isEnd = found.length < pageSize || !last;
  // Of the last moment others may follow on the next page, and of the last minutes the search of ClickUp may not know yet.
  const to = isEnd ? run.startedAt - overlapMs : dateOf(last, 'created');
  const missing = await run.db.query<{ task_id: string }>(
    `SELECT task_id FROM cu.tasks WHERE workspace_id = $1 AND deleted_at IS NULL AND archived = $2
       AND created_at > $3 AND created_at < $4 AND task_id <> ALL($5::text[])
       AND ($6::text IS NULL OR space_id = $6) ORDER BY task_id LIMIT ${mostMissing + 1}`,
    [
      ...[run.workspaceId, archived, new Date(Math.max(after, 0)), new Date(to)],
      ...[found.map(({ id }) => String(id)), run.spaceId ?? null],
    ],
  );
  await run.page(async (tx) => {
    run.counts.rows += await storeTasks(tx, run, found);
  });
  const next = isEnd
    ? { archived: !archived, after: -1 }
    : { archived, after: Math.max(dateOf(last, 'created') - 1, after + 1) };
  if (missing.length > mostMissing)
    return {
      next,
      doubt: `more than ${mostMissing} tasks made before ${new Date(to).toISOString()} were not found any more`,
    };
  await verifyTasks(
    run,
    missing.map(({ task_id }) => task_id),
  );
  return { next };
}
