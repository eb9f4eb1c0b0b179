import { rows, unwrap } from '../../clickup/api.js';
import type { Queryable } from '../../db/database.js';
import { clickUpError } from '../../runtime/errors.js';
import { statusKey } from '../categories.js';
import { instant, list, number, object, type Row, text, uuidOf, type Wire } from './rows.js';
import type { Run } from './run.js';
import { upsert } from './store-rows.js';

/** Places are read again after so long: Lists are made, renamed and deleted without a task that tells of it. */
const structureMs = 86_400_000;

/** Whether an incremental run reads the places: a task named one that is not known, or it is long since they were read. */
export async function structureIsDue({ db, workspaceId, startedAt }: Run): Promise<boolean> {
  const [row] = await db.query<{ at: Date | null }>(
    'SELECT structured_at AS at FROM cu.workspaces WHERE workspace_id = $1',
    [workspaceId],
  );
  return !row?.at || startedAt - row.at.getTime() >= structureMs;
}

/** Reads the Workspace, its people and its places: 2 calls, 2 for all Spaces, 4 for each of them, and 1 for each List without a Folder that has its own statuses. */
export async function syncStructure(run: Run): Promise<void> {
  const { api, call, workspaceId: team_id, spaceId } = run;
  if ((await run.cursor('structure'))?.done) return;
  run.progress('structure');
  const { user } = await call(unwrap(api.GET('/v2/user')));
  const teams = rows(await call(unwrap(api.GET('/v2/team'))), 'teams') as unknown as Wire[];
  const team = teams.find(({ id }) => String(id) === team_id);
  const found = emptyPlaces();
  const names: string[] = [];
  for (const archived of [false, true]) {
    const query = { archived };
    const spaces = rows(
      await call(unwrap(api.GET('/v2/team/{team_id}/space', { params: { path: { team_id }, query } }))),
      'spaces',
    ) as unknown as Wire[];
    names.push(...spaces.map(({ id, name }) => `${name} (${id})`));
    for (const space of spaces)
      if (spaceId === undefined || String(space.id) === spaceId) await readSpace(run, space, archived, found);
  }
  if (spaceId !== undefined && found.spaces.length === 0) throw noSpace(spaceId, names);
  const store = async (tx: Queryable) => {
    const workspace = { ...workspaceRow(team_id, team, object(user)), structured_at: new Date(run.startedAt) };
    await upsert(tx, { table: 'cu.workspaces', key: ['workspace_id'] }, [workspace]);
    await storeMembers(tx, team_id, memberRows(team_id, team), run.now());
    const seen = { workspace_id: team_id, deleted_at: null, deleted_reason: null, seen_run: run.id };
    const places = [
      ['cu.spaces', 'space_id', found.spaces],
      ['cu.folders', 'folder_id', found.folders],
      ['cu.lists', 'list_id', found.lists],
    ] as const;
    for (const [table, id, all] of places) {
      const unique = [...new Map(all.map((row) => [row[id], { ...row, ...seen }])).values()];
      await upsert(tx, { table, key: ['workspace_id', id] }, unique);
      run.counts.rows += unique.length;
    }
    await tx.query(
      `DELETE FROM cu.statuses WHERE workspace_id = $1 AND ($2::text IS NULL OR owner_id = $2
         OR owner_id IN (SELECT folder_id FROM cu.folders WHERE workspace_id = $1 AND space_id = $2
           UNION ALL SELECT list_id FROM cu.lists WHERE workspace_id = $1 AND space_id = $2))`,
      [team_id, spaceId ?? null],
    );
    const key = ['workspace_id', 'owner_kind', 'owner_id', 'status_key'];
    const statuses = new Map(
      found.statuses.map((row) => [key.map((name) => row[name]).join(' '), { workspace_id: team_id, ...row }]),
    );
    await upsert(tx, { table: 'cu.statuses', key }, [...statuses.values()]);
    await run.saveCursor(tx, 'structure', {}, true);
  };
  // Where the Workspace has moved to another zone, a trigger sums all of its days anew.
  await run.page(store, { timeoutMs: 0 });
}

const noSpace = (spaceId: string, names: readonly string[]) =>
  clickUpError(
    'RESOURCE_NOT_FOUND',
    `The Workspace has no Space with the id ${spaceId}, or the token does not see it`,
    {
      suggestion: `Correct CLICKUP_SPACE_ID, or leave it out to sync everything. There are: ${names.slice(0, 10).join(', ')}.`,
      details: { parameter: 'CLICKUP_SPACE_ID', value: spaceId },
    },
  );

/** Reads the people of the Workspace alone, in one call; gives how many there are. */
export async function syncMembers({
  api,
  call,
  page,
  workspaceId,
  now,
}: Pick<Run, 'api' | 'call' | 'page' | 'workspaceId' | 'now'>): Promise<number> {
  const teams = rows(await call(unwrap(api.GET('/v2/team'))), 'teams') as unknown as Wire[];
  const team = teams.find(({ id }) => String(id) === workspaceId);
  const members = memberRows(workspaceId, team);
  await page((tx) => storeMembers(tx, workspaceId, members, now()));
  return members.length;
}

/** Who is not among them any more has left. */
async function storeMembers(tx: Queryable, workspaceId: string, members: readonly Row[], now: number): Promise<void> {
  await tx.query('UPDATE cu.members SET left_at = coalesce(left_at, $2) WHERE workspace_id = $1', [
    workspaceId,
    new Date(now),
  ]);
  await upsert(tx, { table: 'cu.members', key: ['workspace_id', 'user_id'] }, members);
}

interface Places {
  spaces: Row[];
  folders: Row[];
  lists: Row[];
  statuses: Row[];
}

const emptyPlaces = (): Places => ({ spaces: [], folders: [], lists: [], statuses: [] });

async function readSpace({ api, call }: Run, space: Wire, archived: boolean, found: Places): Promise<void> {
  const space_id = String(space.id);
  found.spaces.push({
    space_id,
    name: text(space.name) ?? '',
    color: text(space.color),
    multiple_assignees: space.multiple_assignees === true,
    features: object(space.features),
    archived,
  });
  addStatuses(found, 'space', space_id, space.statuses);
  for (const query of [{ archived: false }, { archived: true }]) {
    const params = { path: { space_id }, query };
    const folders = rows(await call(unwrap(api.GET('/v2/space/{space_id}/folder', { params }))), 'folders');
    for (const folder of folders) addFolder(found, space_id, folder as unknown as Wire, query.archived);
    const lists = rows(await call(unwrap(api.GET('/v2/space/{space_id}/list', { params }))), 'lists');
    for (const each of lists)
      addList(found, space_id, null, await withStatuses(api, call, each as unknown as Wire), query.archived);
  }
}

/** Lists outside of Folders come without the statuses that they define: those that have some are read one by one. */
async function withStatuses(api: Run['api'], call: Run['call'], each: Wire): Promise<Wire> {
  if (each.override_statuses !== true || Array.isArray(each.statuses)) return each;
  const path = { list_id: String(each.id) };
  return (await call(unwrap(api.GET('/v2/list/{list_id}', { params: { path } })))) as unknown as Wire;
}

function addFolder(found: Places, space_id: string, folder: Wire, archived: boolean): void {
  const folder_id = String(folder.id);
  found.folders.push({
    folder_id,
    space_id,
    parent_folder_id: text(folder.parent_folder),
    name: text(folder.name) ?? '',
    archived: archived || folder.archived === true,
  });
  addStatuses(found, 'folder', folder_id, folder.statuses);
  for (const each of list(folder.lists)) addList(found, space_id, folder_id, each, archived);
  for (const each of list(folder.folders)) addFolder(found, space_id, each, archived);
}

function addList(found: Places, space_id: string, folder_id: string | null, each: Wire, archived: boolean): void {
  const list_id = String(each.id);
  found.lists.push({
    list_id,
    folder_id,
    space_id,
    name: text(each.name) ?? '',
    start_at: instant(each.start_date),
    due_at: instant(each.due_date),
    archived: archived || each.archived === true,
  });
  if (each.override_statuses === true) addStatuses(found, 'list', list_id, each.statuses);
}

function addStatuses(
  found: Places,
  owner_kind: 'space' | 'folder' | 'list',
  owner_id: string,
  statuses: unknown,
): void {
  for (const status of list(statuses)) {
    const name = text(status.status) ?? '';
    const orderindex = number(status.orderindex) ?? 0;
    const type = text(status.type) ?? '';
    found.statuses.push({
      owner_kind,
      owner_id,
      status_key: statusKey(name),
      name,
      type,
      orderindex,
      color: text(status.color),
    });
  }
}

const workspaceRow = (workspace_id: string, team: Wire | undefined, user: Wire): Row => ({
  workspace_id,
  name: text(team?.name) ?? workspace_id,
  timezone: text(user.timezone) ?? 'UTC',
  week_start: number(user.week_start_day) ?? 1,
});

/** The number of guests among the roles. https://developer.clickup.com/docs/roles */
const guestRole = 4;

const memberRows = (workspace_id: string, team: Wire | undefined): Row[] =>
  list(team?.members).flatMap((member) => {
    const user = object(member.user);
    const user_id = number(user.id);
    if (user_id === null) return [];
    const role = number(user.role);
    return [
      {
        workspace_id,
        user_id,
        uuid: uuidOf('user', String(user_id)),
        username: text(user.username) ?? text(user.email),
        email: text(user.email),
        color: text(user.color),
        initials: text(user.initials),
        role,
        is_guest: role === guestRole,
        last_active_at: instant(user.last_active),
        left_at: null,
      },
    ];
  });
