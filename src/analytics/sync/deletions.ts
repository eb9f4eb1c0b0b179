import { unwrap } from '../../clickup/api.js';
import type { Api } from '../../clickup/context.js';
import type { Queryable } from '../../db/database.js';
import { AuthError, clickUpError, NotFoundError } from '../../runtime/errors.js';
import { object, type Wire } from './rows.js';
import type { Run } from './run.js';
import { storeTasks } from './tasks.js';

/** More missing objects than this, and than a share of all, are rather lost access, or a fault, than deletions. */
const mostMissing = 50;
const mostShare = 0.02;

interface Kind {
  table: string;
  /** The column of its id. */
  id: string;
  /** Which rows were not met, of the run $2. */
  missing?: string;
  read(api: Api, id: string): Promise<object>;
}

const places: readonly Kind[] = [
  {
    table: 'cu.spaces',
    id: 'space_id',
    read: (api, space_id) => unwrap(api.GET('/v2/space/{space_id}', { params: { path: { space_id } } })),
  },
  {
    table: 'cu.folders',
    id: 'folder_id',
    read: (api, folder_id) => unwrap(api.GET('/v2/folder/{folder_id}', { params: { path: { folder_id } } })),
  },
  {
    table: 'cu.lists',
    id: 'list_id',
    read: (api, list_id) => unwrap(api.GET('/v2/list/{list_id}', { params: { path: { list_id } } })),
  },
];

/** A List that only its tasks have told of is met no more when they are gone. */
const listsOfTasks: Kind = {
  ...places.at(-1)!,
  missing: `seen_run IS NULL AND $2::bigint IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cu.tasks t
    WHERE t.workspace_id = row.workspace_id AND t.home_list_id = row.list_id AND t.deleted_at IS NULL)`,
};

const tasks: Kind = {
  table: 'cu.tasks',
  id: 'task_id',
  read: (api, task_id) => unwrap(api.GET('/v2/task/{task_id}', { params: { path: { task_id } } })),
};

/**
 * What a whole reading did not meet any more is looked up one by one before it counts as deleted. Gives what was too much to be
 * believed: nothing of that kind is deleted then, unless somebody has confirmed it.
 */
export async function sweep(run: Run, isConfirmed: boolean): Promise<string[]> {
  const doubtful = await sweepPlaces(run, isConfirmed);
  for (const kind of [tasks, listsOfTasks]) doubtful.push(...(await sweepKind(run, kind, isConfirmed)));
  return doubtful;
}

/** The same for Spaces, Folders and Lists alone. */
export async function sweepPlaces(run: Run, isConfirmed: boolean): Promise<string[]> {
  const doubtful: string[] = [];
  for (const kind of places) doubtful.push(...(await sweepKind(run, kind, isConfirmed)));
  await forgetTasksOfLists(run);
  return doubtful;
}

/** Looks tasks up that were not found where they should be. */
export async function verifyTasks(run: Run, ids: readonly string[]): Promise<void> {
  for (const id of ids) await verify(run, tasks, id);
}

async function sweepKind(run: Run, kind: Kind, isConfirmed: boolean): Promise<string[]> {
  const missing = await missingOf(run, kind);
  const [{ rows: all } = { rows: 0 }] = await run.db.query<{ rows: number }>(
    `SELECT count(*) AS rows FROM ${kind.table} WHERE workspace_id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR space_id = $2)`,
    [run.workspaceId, run.spaceId ?? null],
  );
  if (!isConfirmed && missing.length > Math.max(mostMissing, all * mostShare))
    return [`${missing.length} of ${all} ${kind.table.replace('cu.', '')} were not found any more`];
  for (const id of missing) await verify(run, kind, id);
  return [];
}

async function missingOf({ db, workspaceId, spaceId, id: runId }: Run, { table, id, missing = 'seen_run < $2' }: Kind) {
  const rows = await db.query<{ id: string }>(
    `SELECT ${id} AS id FROM ${table} row WHERE workspace_id = $1 AND deleted_at IS NULL AND ${missing}
       AND ($3::text IS NULL OR space_id = $3) ORDER BY ${id}`,
    [workspaceId, runId, spaceId ?? null],
  );
  return rows.map((row) => row.id);
}

/** The tasks of a List that was deleted went with it, where its Space is still to be seen: no call says more. */
const forgetTasksOfLists = (run: Run) =>
  run.page((tx) =>
    tx.query(
      `UPDATE cu.tasks t SET deleted_at = $3, deleted_reason = 'deleted' FROM cu.lists l, cu.spaces s
       WHERE t.workspace_id = $1 AND t.deleted_at IS NULL AND t.seen_run < $2
         AND l.workspace_id = $1 AND l.list_id = t.home_list_id AND l.deleted_reason = 'deleted'
         AND s.workspace_id = $1 AND s.space_id = l.space_id AND s.deleted_at IS NULL`,
      [run.workspaceId, run.id, new Date(run.now())],
    ),
  );

async function verify(run: Run, kind: Kind, id: string): Promise<void> {
  const { found, reason } = await lookUp(run, kind, id);
  await run.page(async (tx) => {
    if (found && kind === tasks && !(await isOutside(tx, run, found))) await storeTasks(tx, run, [found]);
    const [deletedAt, why] = reason ? [new Date(run.now()), reason] : [null, null];
    await tx.query(
      `UPDATE ${kind.table} SET seen_run = $3, deleted_at = $4, deleted_reason = $5 WHERE workspace_id = $1 AND ${kind.id} = $2`,
      [run.workspaceId, id, run.id, deletedAt, why],
    );
  });
}

/** Whether a task is none of the Space that is synced, and never was: webhooks tell of all Spaces. */
async function isOutside(tx: Queryable, { workspaceId, spaceId }: Run, found: Wire): Promise<boolean> {
  if (spaceId === undefined || String(object(found.space).id) === spaceId) return false;
  const known = await tx.query('SELECT 1 FROM cu.tasks WHERE workspace_id = $1 AND task_id = $2', [
    workspaceId,
    String(found.id),
  ]);
  return known.length === 0;
}

async function lookUp(run: Run, kind: Kind, id: string): Promise<{ found?: Wire; reason?: 'deleted' | 'no_access' }> {
  try {
    const found = (await run.call(kind.read(run.api, id))) as Wire;
    if (found.id === undefined) throw unreadable(kind, id);
    return found.deleted === true ? { reason: 'deleted' } : { found };
  } catch (error) {
    if (error instanceof NotFoundError) return { reason: 'deleted' };
    if (error instanceof AuthError && error.code === 'FORBIDDEN') return { reason: 'no_access' };
    throw error;
  }
}

const unreadable = ({ id: name }: Kind, id: string) =>
  clickUpError('INVALID_RESPONSE', `ClickUp answered something else than the object with ${name} ${id}`, {
    suggestion: 'Nothing was deleted. Run the sync again; it goes on where this one stopped.',
  });
