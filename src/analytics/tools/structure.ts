import * as z from 'zod';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { authorizedWorkspaces, workspaceId } from '../../clickup/workspace.js';
import { categoryOf } from '../categories.js';
import { workspaceOf } from '../reports/report.js';
import { findScope, type PlaceKind } from '../reports/scope.js';
import { list, number, object, text, type Wire } from '../sync/rows.js';
import { databaseOf, defineTool } from '../tool.js';

/** What these tools give is read from ClickUp at the call. */
const live = { meta: { source: 'clickup' } };

/** A name as the id of what it names in the copy; digits are an id already, so that an empty copy is no hindrance. */
export async function idOf(ctx: Context, given: string, kind: PlaceKind, parameter: string): Promise<string> {
  if (/^\d+$/.test(given.trim())) return given.trim();
  const db = databaseOf(ctx);
  const { workspace_id } = await workspaceOf(ctx, db);
  return (await findScope(db, workspace_id, given, { kinds: [kind], parameter })).id;
}

const statusesOf = (statuses: unknown) =>
  list(statuses).map((status) => {
    const [name, type] = [text(status.status) ?? '', text(status.type) ?? ''];
    return { status: name, type, category: categoryOf(name, type, []), color: text(status.color) };
  });

const shownSpace = (space: Wire) => ({
  space_id: String(space.id),
  name: text(space.name),
  color: text(space.color),
  archived: space.archived === true,
  multiple_assignees: space.multiple_assignees === true,
  statuses: list(space.statuses).length,
});

const shownList = (each: Wire) => ({
  list_id: String(each.id),
  name: text(each.name),
  tasks: number(each.task_count),
  archived: each.archived === true,
});

const shownFolder = (folder: Wire) => ({
  folder_id: String(folder.id),
  name: text(folder.name),
  parent_folder_id: text(folder.parent_folder),
  archived: folder.archived === true,
  tasks: number(folder.task_count),
  lists: list(folder.lists).map(shownList),
});

const archivedInput = { include_archived: z.boolean().default(false).describe('Archived ones too.') };

/** What a listing gives without and, where asked, with what is archived. */
async function bothOf(
  includeArchived: boolean,
  read: (archived: boolean) => Promise<readonly unknown[]>,
): Promise<Wire[]> {
  const found = [...(await read(false)), ...(includeArchived ? await read(true) : [])];
  return found as Wire[];
}

const spaceInput = { space: z.string().describe('Name or id of the Space.') };
const folderInput = { folder: z.string().describe('Name, path or id of the Folder.') };
const listInput = { list: z.string().describe('Name, path or id of the List.') };

const getWorkspaces = defineTool({
  name: 'get_workspaces',
  group: 'structure',
  description: 'The Workspaces that the token reaches, with how many people are in each.',
  input: z.object({}),
  async run(ctx) {
    const workspaces = (await authorizedWorkspaces(ctx)) as unknown as Wire[];
    return {
      workspaces: workspaces.map((team) => ({
        workspace_id: String(team.id),
        name: text(team.name),
        color: text(team.color),
        members: list(team.members).length,
      })),
      ...live,
    };
  },
});

const roles = ['', 'owner', 'admin', 'member', 'guest'];

const getMembers = defineTool({
  name: 'get_workspace_members',
  group: 'structure',
  description: 'The people of the Workspace: id, name, e-mail address, role, when they were last active.',
  input: z.object({}),
  async run(ctx) {
    const id = await workspaceId(ctx);
    const workspaces = (await authorizedWorkspaces(ctx)) as unknown as Wire[];
    const team = workspaces.find((each) => String(each.id) === id);
    const members = list(team?.members).map(({ user }) => {
      const { id: userId, username, email, initials, role, last_active } = object(user);
      const active = number(last_active);
      return {
        user_id: number(userId),
        name: text(username),
        email: text(email),
        initials: text(initials),
        role: roles[number(role) ?? 0] ?? 'custom',
        is_guest: role === 4,
        last_active: active === null ? null : new Date(active).toISOString(),
      };
    });
    return { members, ...live };
  },
});

const getSpaces = defineTool({
  name: 'get_spaces',
  group: 'structure',
  description: 'The Spaces of the Workspace.',
  input: z.object(archivedInput),
  async run(ctx, { include_archived }) {
    const path = { team_id: await workspaceId(ctx) };
    const spaces = await bothOf(include_archived, async (archived) =>
      readable(
        ctx,
        rows(
          await unwrap(ctx.api.GET('/v2/team/{team_id}/space', { params: { path, query: { archived } } })),
          'spaces',
        ),
        'Spaces',
      ),
    );
    return { total: spaces.length, spaces: spaces.map(shownSpace), ...live };
  },
});

const getSpace = defineTool({
  name: 'get_space',
  group: 'structure',
  description: 'A Space with its statuses, what is switched on in it, and how many Folders and Lists it has.',
  input: z.object(spaceInput),
  async run(ctx, { space }) {
    const path = { space_id: await idOf(ctx, space, 'space', 'space') };
    const found = (await unwrap(ctx.api.GET('/v2/space/{space_id}', { params: { path } }))) as unknown as Wire;
    const folders = rows(
      await unwrap(ctx.api.GET('/v2/space/{space_id}/folder', { params: { path } })),
      'folders',
    ) as unknown as Wire[];
    const lists = rows(await unwrap(ctx.api.GET('/v2/space/{space_id}/list', { params: { path } })), 'lists');
    const features = Object.entries(object(found.features)).filter(([, feature]) => object(feature).enabled === true);
    return {
      space: {
        ...shownSpace(found),
        statuses: statusesOf(found.statuses),
        features: features.map(([name]) => name),
        folders: folders.length,
        lists: lists.length + folders.reduce((sum, folder) => sum + list(folder.lists).length, 0),
      },
      ...live,
    };
  },
});

const getFolders = defineTool({
  name: 'get_folders',
  group: 'structure',
  description: 'The Folders of a Space with their Lists.',
  input: z.object({ ...spaceInput, ...archivedInput }),
  async run(ctx, { space, include_archived }) {
    const path = { space_id: await idOf(ctx, space, 'space', 'space') };
    const folders = await bothOf(include_archived, async (archived) =>
      rows(
        await unwrap(ctx.api.GET('/v2/space/{space_id}/folder', { params: { path, query: { archived } } })),
        'folders',
      ),
    );
    return { total: folders.length, folders: folders.map(shownFolder), ...live };
  },
});

const getFolder = defineTool({
  name: 'get_folder',
  group: 'structure',
  description: 'A Folder with its Lists and its own statuses, where it has some.',
  input: z.object(folderInput),
  async run(ctx, { folder }) {
    const path = { folder_id: await idOf(ctx, folder, 'folder', 'folder') };
    const found = (await unwrap(ctx.api.GET('/v2/folder/{folder_id}', { params: { path } }))) as unknown as Wire;
    return { folder: { ...shownFolder(found), statuses: statusesOf(found.statuses) }, ...live };
  },
});

const getLists = defineTool({
  name: 'get_lists',
  group: 'structure',
  description: 'The Lists of a Folder.',
  input: z.object({ ...folderInput, ...archivedInput }),
  async run(ctx, { folder, include_archived }) {
    const path = { folder_id: await idOf(ctx, folder, 'folder', 'folder') };
    const lists = await bothOf(include_archived, async (archived) =>
      rows(
        await unwrap(ctx.api.GET('/v2/folder/{folder_id}/list', { params: { path, query: { archived } } })),
        'lists',
      ),
    );
    return { total: lists.length, lists: lists.map(shownList), ...live };
  },
});

const readFolderless = (ctx: Context, space_id: string, includeArchived: boolean) =>
  bothOf(includeArchived, async (archived) =>
    rows(
      await unwrap(ctx.api.GET('/v2/space/{space_id}/list', { params: { path: { space_id }, query: { archived } } })),
      'lists',
    ),
  );

const getFolderlessLists = defineTool({
  name: 'get_folderless_lists',
  group: 'structure',
  description: 'The Lists of a Space that lie in no Folder.',
  input: z.object({ ...spaceInput, ...archivedInput }),
  async run(ctx, { space, include_archived }) {
    const lists = await readFolderless(ctx, await idOf(ctx, space, 'space', 'space'), include_archived);
    return { total: lists.length, lists: lists.map(shownList), ...live };
  },
});

async function readList(ctx: Context, given: string) {
  const path = { list_id: await idOf(ctx, given, 'list', 'list') };
  return (await unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path } }))) as unknown as Wire;
}

/** A List shows the statuses that hold in it, wherever they are defined. */
async function definedIn(ctx: Context, found: Wire): Promise<'list' | 'folder' | 'space'> {
  if (found.override_statuses === true) return 'list';
  const folder = object(found.folder);
  if (folder.hidden === true || !folder.id) return 'space';
  const params = { path: { folder_id: String(folder.id) } };
  const { override_statuses } = (await unwrap(ctx.api.GET('/v2/folder/{folder_id}', { params }))) as unknown as Wire;
  return override_statuses === true ? 'folder' : 'space';
}

const getList = defineTool({
  name: 'get_list',
  group: 'structure',
  description: 'A List with its place and the statuses that hold in it, and where these are defined.',
  input: z.object(listInput),
  async run(ctx, { list: given }) {
    const found = await readList(ctx, given);
    const folder = object(found.folder);
    return {
      list: {
        ...shownList(found),
        space: text(object(found.space).name),
        folder: folder.hidden === true ? null : text(folder.name),
        statuses: statusesOf(found.statuses),
        statuses_defined_in: await definedIn(ctx, found),
      },
      ...live,
    };
  },
});

const listDefinedStatuses = defineTool({
  name: 'get_list_defined_statuses',
  group: 'intelligence',
  description: 'The statuses that hold in a List, in their order, with type and kind, and where they are defined.',
  input: z.object(listInput),
  async run(ctx, { list: given }) {
    const found = await readList(ctx, given);
    return {
      list_id: String(found.id),
      name: text(found.name),
      defined_in: await definedIn(ctx, found),
      statuses: statusesOf(found.statuses),
      ...live,
    };
  },
});

const invalidateCache = defineTool({
  name: 'invalidate_cache',
  group: 'structure',
  description: 'Marks the copy as out of date, so that the next sync_now reads everything again. Nothing is deleted.',
  effect: 'write',
  input: z.object({}),
  async run(ctx) {
    const db = databaseOf(ctx);
    const { workspace_id, name, full_synced_at } = await workspaceOf(ctx, db);
    await db.query('UPDATE cu.workspaces SET full_synced_at = NULL WHERE workspace_id = $1', [workspace_id]);
    return {
      marked: { workspace_id, name, was_read_whole_at: full_synced_at?.toISOString() ?? null },
      next: 'sync_now reads everything again',
    };
  },
});

export const structureTools = [
  ...[getWorkspaces, getSpaces, getSpace, getFolders, getFolder, getLists, getFolderlessLists, getList],
  ...[getMembers, invalidateCache, listDefinedStatuses],
];
