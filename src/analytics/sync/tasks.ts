import { rows, unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { markDue } from './due-tasks.js';
import { fieldRows, number, placesOf, type Row, taskRows, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';
import { assignMembers } from './teams.js';

/** https://developer.clickup.com/reference/getfilteredteamtasks */
export const pageSize = 100;

/** Changes are asked for from so long before the last one that is known: the search of ClickUp lags behind its writes. */
export const overlapMs = 120_000;

interface Cursor {
  /** What comes after this moment, in ms, is still to be read. */
  after: number;
  /** Pages already read of a moment in which more than a page of tasks was made. */
  page: number;
}

interface Scan {
  by: 'created' | 'updated';
  archived: boolean;
  from: number;
}

export const dateOf = (wire: Wire, by: Scan['by']): number =>
  number(by === 'created' ? wire.date_created : wire.date_updated) ?? 0;

/** Every task, oldest first, subtasks and closed ones included. */
export async function syncAllTasks(run: Run): Promise<void> {
  for (const archived of [false, true]) await scan(run, { by: 'created', archived, from: -1 });
}

/** What was changed since the last change that is known to be stored, with all before it. */
export async function syncChangedTasks(run: Run): Promise<void> {
  const [known] = await run.db.query<{ at: Date | null }>(
    'SELECT changes_from AS at FROM cu.workspaces WHERE workspace_id = $1',
    [run.workspaceId],
  );
  const from = (known?.at?.getTime() ?? 0) - overlapMs;
  for (const archived of [false, true]) await scan(run, { by: 'updated', archived, from });
}

/**
 * Follows a date rather than the numbers of pages: what is made meanwhile comes at the end, and nothing that is deleted
 * meanwhile moves a task to a page that was read already.
 */
async function scan(run: Run, { by, archived, from }: Scan): Promise<void> {
  const stream = `tasks by ${by}${archived ? ', archived' : ''}`;
  const begun = await run.cursor<Cursor>(stream);
  let { after, page } = begun?.cursor ?? { after: from, page: 0 };
  for (let done = begun?.done ?? false; !done; ) {
    const found = await readPage(run, { by, archived, after, page });
    const last = found.at(-1);
    done = found.length < pageSize || last === undefined;
    // The last moment is read again, since more tasks may have been made in it.
    const next = last ? dateOf(last, by) - 1 : after;
    if (next > after) [after, page] = [next, 0];
    else page += 1;
    const cursor: Cursor = { after, page };
    await run.page(async (tx) => {
      run.counts.rows += await storeTasks(tx, run, found);
      await run.saveCursor(tx, stream, cursor, done);
    });
    run.progress(`${run.counts.rows} rows`);
  }
}

export async function readPage(
  { api, call, workspaceId, spaceId }: Run,
  { by, archived, after, page }: Cursor & Pick<Scan, 'by' | 'archived'>,
): Promise<Wire[]> {
  const bound = after < 0 ? {} : by === 'created' ? { date_created_gt: after } : { date_updated_gt: after };
  const ofSpace = spaceId === undefined ? {} : { 'space_ids[]': [spaceId] };
  const query = {
    page,
    order_by: by,
    reverse: true,
    subtasks: true,
    include_closed: true,
    archived,
    ...bound,
    ...ofSpace,
  };
  const params = { path: { team_id: workspaceId }, query };
  const answer = await call(unwrap(api.GET('/v2/team/{team_id}/task', { params })));
  const tasks = rows(answer, 'tasks') as unknown as Wire[];
  return [...tasks].sort((a, b) => dateOf(a, by) - dateOf(b, by));
}

const children = {
  assignees: { table: 'cu.task_assignees', key: ['workspace_id', 'task_id', 'user_id'] },
  tags: { table: 'cu.task_tags', key: ['workspace_id', 'task_id', 'tag'] },
  lists: { table: 'cu.task_lists', key: ['workspace_id', 'task_id', 'list_id'] },
  deps: { table: 'cu.task_deps', key: ['workspace_id', 'task_id', 'depends_on'] },
  teams: { table: 'cu.task_teams', key: ['workspace_id', 'task_id', 'team_id'] },
  fields: { table: 'cu.custom_field_values', key: ['workspace_id', 'task_id', 'field_id'] },
} as const;

/** Writes tasks as they are now, with what hangs on them; an older state never replaces a newer one. Gives how many changed. */
export async function storeTasks(tx: Queryable, run: Run, wires: readonly Wire[]): Promise<number> {
  const withFields = run.streams.has('custom_fields');
  const all = new Map(wires.map((wire) => [String(wire.id), { wire, ...taskRows(wire, run.rules, withFields) }]));
  if (all.size === 0) return 0;
  const { workspaceId: workspace_id } = run;
  const before = await tx.query<StoredTask>(
    `SELECT task_id, status, category, content_hash, updated_at, deleted_at FROM cu.tasks
     WHERE workspace_id = $1 AND task_id = ANY($2::text[]) FOR UPDATE`,
    [workspace_id, [...all.keys()]],
  );
  const stored = new Map(before.map((row) => [row.task_id, row]));
  const newer = [...all.values()].filter(({ task }) => isNewer(task, stored.get(String(task.task_id))));
  const ids = newer.map(({ task }) => String(task.task_id));
  const whose = (row: Row): Row => ({ workspace_id, ...row });
  await upsert(
    tx,
    { table: 'cu.tasks', key: ['workspace_id', 'task_id'] },
    newer.map(({ task }) => whose({ ...task, deleted_at: null, deleted_reason: null, seen_run: run.id })),
  );
  for (const [name, { table, key }] of Object.entries(children)) {
    await tx.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND task_id = ANY($2::text[])`, [workspace_id, ids]);
    await upsert(tx, { table, key }, newer.flatMap((rows) => rows[name as keyof typeof children]).map(whose));
  }
  const ofTeams = newer.filter(({ teams }) => teams.length > 0).map(({ task }) => String(task.task_id));
  if (ofTeams.length > 0) await assignMembers(tx, workspace_id, ofTeams);
  const changed = newer.map(({ wire }) => wire);
  await storePlaces(tx, workspace_id, changed);
  if (withFields) await storeFields(tx, workspace_id, changed);
  await markDue(run, tx, ids);
  const changes = newer.flatMap(({ task }) => statusChange(task, stored.get(String(task.task_id))));
  const key = ['workspace_id', 'task_id', 'at', 'to_status'];
  await upsert(tx, { table: 'cu.status_changes', key, keep: true }, await unknownChanges(tx, workspace_id, changes));
  await tx.query('UPDATE cu.tasks SET seen_run = $3 WHERE workspace_id = $1 AND task_id = ANY($2::text[])', [
    workspace_id,
    [...all.keys()].filter((id) => !ids.includes(id)),
    run.id,
  ]);
  return newer.length;
}

interface StoredTask {
  task_id: string;
  status: string;
  category: string;
  content_hash: string;
  updated_at: Date;
  deleted_at: Date | null;
}

function isNewer(task: Row, stored: StoredTask | undefined): boolean {
  if (!stored) return true;
  if (Date.parse(String(task.updated_at)) < stored.updated_at.getTime()) return false;
  return stored.content_hash !== task.content_hash || stored.deleted_at !== null;
}

function statusChange(task: Row, stored: StoredTask | undefined): Row[] {
  if (!stored || stored.status === task.status) return [];
  return [
    {
      task_id: task.task_id,
      at: task.updated_at,
      from_status: stored.status,
      to_status: task.status,
      from_category: stored.category,
      to_category: task.category,
    },
  ];
}

/** Those that no webhook has told of: it knows the exact moment. */
async function unknownChanges(tx: Queryable, workspace_id: string, changes: readonly Row[]): Promise<Row[]> {
  if (changes.length === 0) return [];
  const exact = await tx.query<{ task_id: string; to_status: string }>(
    `SELECT DISTINCT ON (task_id) task_id, to_status FROM cu.status_changes
     WHERE workspace_id = $1 AND task_id = ANY($2::text[]) AND origin = 'webhook' ORDER BY task_id, at DESC`,
    [workspace_id, changes.map(({ task_id }) => String(task_id))],
  );
  const last = new Map(exact.map(({ task_id, to_status }) => [task_id, to_status]));
  return changes
    .filter(({ task_id, to_status }) => last.get(String(task_id)) !== to_status)
    .map((row) => ({ workspace_id, ...row }));
}

async function storeFields(tx: Queryable, workspace_id: string, wires: readonly Wire[]): Promise<void> {
  const fields = new Map(wires.flatMap(fieldRows).map((row) => [row.field_id, { workspace_id, ...row }]));
  const where = '(old.name, old.type, old.config) IS DISTINCT FROM (excluded.name, excluded.type, excluded.config)';
  await upsert(tx, { table: 'cu.custom_fields', key: ['workspace_id', 'field_id'], where }, [...fields.values()]);
}

async function storePlaces(tx: Queryable, workspace_id: string, wires: readonly Wire[]): Promise<void> {
  const places = wires.map(placesOf);
  const folders = new Map(
    places.flatMap(({ folder }) => (folder ? [[folder.folder_id, { workspace_id, ...folder }]] : [])),
  );
  const lists = new Map(places.map(({ list }) => [list.list_id, { workspace_id, ...list }]));
  const known = await tx.query('SELECT 1 FROM cu.lists WHERE workspace_id = $1 AND list_id = ANY($2::text[])', [
    workspace_id,
    [...lists.keys()].map(String),
  ]);
  // What it is called, whether it is archived and which statuses it has, only the places themselves tell.
  if (known.length < lists.size)
    await tx.query('UPDATE cu.workspaces SET structured_at = NULL WHERE workspace_id = $1', [workspace_id]);
  await upsert(tx, { table: 'cu.folders', key: ['workspace_id', 'folder_id'], keep: true }, [...folders.values()]);
  await upsert(tx, { table: 'cu.lists', key: ['workspace_id', 'list_id'], keep: true }, [...lists.values()]);
}
