import { unwrap } from '../../clickup/api.js';
import type { Api } from '../../clickup/context.js';
import { AuthError, NotFoundError } from '../../runtime/errors.js';
import type { Wire } from './rows.js';
import type { Run } from './run.js';
import { storeTasks } from './tasks.js';

/** More missing objects than this, and than a share of all, are rather lost access, or a fault, than deletions. */
const mostMissing = 50;
const mostShare = 0.02;

interface Kind {
  table: string;
  /** The column of its id. */
  id: string;
  read(api: Api, id: string): Promise<object>;
}

const kinds: readonly Kind[] = [
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
  {
    table: 'cu.tasks',
    id: 'task_id',
    read: (api, task_id) => unwrap(api.GET('/v2/task/{task_id}', { params: { path: { task_id } } })),
  },
];

/**
 * What a whole reading did not meet any more is looked up one by one before it counts as deleted. Gives what was too much to be
 * believed: nothing of that kind is deleted then.
 */
export async function sweep(run: Run): Promise<string[]> {
  const doubtful: string[] = [];
  for (const kind of kinds) {
    const missing = await missingOf(run, kind);
    const [{ rows: all } = { rows: 0 }] = await run.db.query<{ rows: number }>(
      `SELECT count(*) AS rows FROM ${kind.table} WHERE workspace_id = $1 AND deleted_at IS NULL`,
      [run.workspaceId],
    );
    if (missing.length > Math.max(mostMissing, all * mostShare)) {
      doubtful.push(`${missing.length} of ${all} ${kind.table.replace('cu.', '')} were not found any more`);
      continue;
    }
    for (const id of missing) await verify(run, kind, id);
  }
  return doubtful;
}

async function missingOf({ db, workspaceId, id: runId }: Run, { table, id }: Kind): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT ${id} AS id FROM ${table} WHERE workspace_id = $1 AND deleted_at IS NULL AND seen_run < $2 ORDER BY ${id}`,
    [workspaceId, runId],
  );
  return rows.map((row) => row.id);
}

async function verify(run: Run, kind: Kind, id: string): Promise<void> {
  const { found, reason } = await lookUp(run, kind, id);
  await run.page(async (tx) => {
    if (found && kind.table === 'cu.tasks') await storeTasks(tx, run, [found]);
    const [deletedAt, why] = reason ? [new Date(run.now()), reason] : [null, null];
    await tx.query(
      `UPDATE ${kind.table} SET seen_run = $3, deleted_at = $4, deleted_reason = $5 WHERE workspace_id = $1 AND ${kind.id} = $2`,
      [run.workspaceId, id, run.id, deletedAt, why],
    );
  });
}

async function lookUp(
  run: Run,
  { read }: Kind,
  id: string,
): Promise<{ found?: Wire; reason?: 'deleted' | 'no_access' }> {
  try {
    const found = (await run.call(read(run.api, id))) as Wire;
    return found.deleted === true ? { reason: 'deleted' } : { found };
  } catch (error) {
    if (error instanceof NotFoundError) return { reason: 'deleted' };
    if (error instanceof AuthError && error.code === 'FORBIDDEN') return { reason: 'no_access' };
    throw error;
  }
}
