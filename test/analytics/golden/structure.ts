import { expect } from 'vitest';
import { categoryOf } from '../../../src/analytics/categories.js';
import type { Answer, Check, World } from './world.js';

const isThere = (row: Answer) => !row.deleted && !row.archived;
/** A List's count has tasks that were added to it from others, but neither archived ones nor subtasks. */
const shownIn = ({ tasks }: World, listId: string) =>
  tasks.filter(
    (task) =>
      (task.listId === listId || task.extraListIds.includes(listId)) && !task.archived && task.parentId === null,
  ).length;
const statuses = (all: Answer[]) =>
  all.map(({ status, type, color }) => ({ status, type, category: categoryOf(status, type, []), color }));
const list = (world: World, row: Answer) => ({
  list_id: row.id,
  name: row.name,
  tasks: shownIn(world, row.id),
  archived: row.archived,
});
const lists = (world: World, where: (row: Answer) => boolean) =>
  world.rows.lists!.filter((row) => isThere(row) && where(row)).map((row) => list(world, row));
const folder = (world: World, row: Answer) => {
  const inside = lists(world, ({ folderId }) => folderId === row.id);
  return {
    folder_id: row.id,
    name: row.name,
    parent_folder_id: row.parentFolderId,
    archived: row.archived,
    tasks: inside.reduce((sum, { tasks }) => sum + tasks, 0),
    lists: inside,
  };
};
const by = (key: string) => (a: Answer, b: Answer) => (a[key] < b[key] ? -1 : 1);
const roles = ['', 'owner', 'admin', 'member', 'guest'];
const listWithStatuses = (world: World) => {
  const row = world.rows.lists!.find(({ id }) => id === world.places.list);
  const space = world.rows.spaces!.find(({ id }) => id === row.spaceId);
  return { row, space, own: row.statuses ?? space.statuses, definedIn: row.statuses ? 'list' : 'space' };
};

/** The structure as ClickUp has it at the call. */
export const structure: Record<string, Check> = {
  async get_workspaces({ ask, rows }) {
    const [{ id, name, color }] = rows.workspaces as [Answer];
    expect(await ask('get_workspaces')).toEqual({
      workspaces: [{ workspace_id: id, name, color, members: rows.members!.length }],
      meta: { source: 'clickup' },
    });
  },
  async get_spaces({ ask, rows }) {
    const { spaces, total } = await ask('get_spaces');
    const there = rows.spaces!.filter(isThere);
    expect(total).toBe(there.length);
    expect([...spaces].sort(by('space_id'))).toEqual(
      there
        .map((row) => ({
          space_id: row.id,
          name: row.name,
          color: row.color,
          archived: row.archived,
          multiple_assignees: row.multipleAssignees,
          statuses: row.statuses.length,
        }))
        .sort(by('space_id')),
    );
  },
  async get_space(world) {
    const row = world.rows.spaces!.find(({ id }) => id === world.places.space);
    const { space } = await world.ask('get_space', { space: row.name });
    const inside = (each: Answer) => isThere(each) && each.spaceId === row.id;
    expect(space).toMatchObject({
      space_id: row.id,
      name: row.name,
      statuses: statuses(row.statuses),
      folders: world.rows.folders!.filter(inside).length,
      lists: world.rows.lists!.filter(inside).length,
    });
    const features = Object.keys(row.features).filter((name) => row.features[name].enabled);
    expect(space.features).toEqual(expect.arrayContaining(features));
  },
  async get_folders(world) {
    const { folders, total } = await world.ask('get_folders', { space: world.places.space });
    const there = world.rows.folders!.filter((row) => isThere(row) && row.spaceId === world.places.space);
    expect(total).toBe(there.length);
    expect([...folders].sort(by('folder_id'))).toEqual(there.map((row) => folder(world, row)).sort(by('folder_id')));
  },
  async get_folder(world) {
    const row = world.rows.folders!.find(({ id }) => id === world.places.folder);
    const found = await world.ask('get_folder', { folder: row.name });
    expect(found.folder).toEqual({ ...folder(world, row), statuses: statuses(row.statuses ?? []) });
  },
  async get_lists(world) {
    const found = await world.ask('get_lists', { folder: world.places.folder });
    const there = lists(world, ({ folderId }) => folderId === world.places.folder);
    expect([...found.lists].sort(by('list_id'))).toEqual(there.sort(by('list_id')));
    expect(found.total).toBe(there.length);
  },
  async get_folderless_lists(world) {
    const found = await world.ask('get_folderless_lists', { space: world.places.space });
    const there = lists(world, ({ folderId, spaceId }) => folderId === null && spaceId === world.places.space);
    expect([...found.lists].sort(by('list_id'))).toEqual(there.sort(by('list_id')));
  },
  async get_list(world) {
    const { row, space, own, definedIn } = listWithStatuses(world);
    expect((await world.ask('get_list', { list: row.name })).list).toEqual({
      ...list(world, row),
      space: space.name,
      folder: null,
      statuses: statuses(own),
      statuses_defined_in: definedIn,
    });
  },
  async get_list_defined_statuses(world) {
    const { row, own, definedIn } = listWithStatuses(world);
    expect(await world.ask('get_list_defined_statuses', { list: row.name })).toMatchObject({
      list_id: row.id,
      name: row.name,
      defined_in: definedIn,
      statuses: statuses(own),
    });
  },
  async get_workspace_members({ ask, rows }) {
    const { members } = await ask('get_workspace_members');
    expect([...members].sort(by('user_id'))).toEqual(
      rows
        .members!.map(({ userId, role, lastActive }) => {
          const user = rows.users!.find(({ id }) => id === userId);
          return {
            user_id: Number(userId),
            name: user.username,
            email: user.email,
            initials: user.initials,
            role: roles[role],
            is_guest: role === 4,
            last_active: lastActive === null ? null : new Date(lastActive).toISOString(),
          };
        })
        .sort(by('user_id')),
    );
  },
};
