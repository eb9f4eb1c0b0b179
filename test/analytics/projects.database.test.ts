import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryOf } from '../../src/analytics/categories.js';
import { listedOf } from '../../src/analytics/tool.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { FOLDERS, LISTS, SPACES, TASKS, USERS } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { documentedTools } from '../support/documented-tools.js';
import { recompute } from '../support/recompute.js';
import { failure } from '../support/sandbox-client.js';

// What the tools answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
let truth: ReturnType<typeof recompute>;
beforeAll(async () => {
  fixture = await analyticsFixture();
  await fixture.sync();
  truth = recompute(fixture.sandbox);
});
afterAll(() => fixture.drop());
const call = (name: string, input: object = {}): Promise<Answer> => fixture.call<Answer>(name, input);

it('has every tool by its published name, each with a description and described arguments', () => {
  const names = analyticsTools.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.values(documentedTools).flat()).toHaveLength(63);
  for (const [group, tools] of Object.entries(documentedTools))
    for (const name of tools)
      expect([name, analyticsTools.find((tool) => tool.name === name)?.group]).toEqual([name, group]);
  for (const { inputSchema, description, annotations } of analyticsTools.map(listedOf)) {
    expect(description.length).toBeGreaterThan(20);
    expect(annotations.title).not.toBe('');
    for (const property of Object.values((inputSchema.properties ?? {}) as Record<string, { description?: string }>))
      expect(property.description).toBeTruthy();
  }
});

describe('the structure, as ClickUp has it now', () => {
  it('lists Spaces, Folders and Lists that are there', async () => {
    const rows = fixture.sandbox.snapshot().rows as unknown as Record<
      'spaces' | 'folders' | 'lists',
      { id: string; deleted: boolean; archived: boolean; spaceId: string; folderId: string | null }[]
    >;
    const liveIds = (
      table: 'spaces' | 'folders' | 'lists',
      where: (row: (typeof rows.lists)[number]) => boolean = () => true,
    ) =>
      rows[table]
        .filter((row) => !row.deleted && !row.archived && where(row))
        .map(({ id }) => id)
        .sort();
    const { spaces, meta } = await call('get_spaces');
    expect(meta).toEqual({ source: 'clickup' });
    expect(spaces.map(({ space_id }: Answer) => space_id).sort()).toEqual(liveIds('spaces'));
    const { lists } = await call('get_folderless_lists', { space: SPACES.engineering });
    expect(lists.map(({ list_id }: Answer) => list_id).sort()).toEqual(
      liveIds('lists', ({ spaceId, folderId }) => spaceId === SPACES.engineering && folderId === null),
    );
    const inFolder = await call('get_lists', { folder: FOLDERS.platform });
    expect(inFolder.lists.map(({ list_id }: Answer) => list_id).sort()).toEqual(
      liveIds('lists', ({ folderId }) => folderId === FOLDERS.platform),
    );
    expect((await call('get_folder', { folder: FOLDERS.platform })).folder.lists).toHaveLength(inFolder.total);
    const { folders } = await call('get_folders', { space: SPACES.engineering });
    expect(folders.map(({ folder_id }: Answer) => folder_id)).toContain(FOLDERS.platform);
    const { space } = await call('get_space', { space: SPACES.engineering });
    expect(space).toMatchObject({ space_id: SPACES.engineering, folders: folders.length });
    expect(space.statuses[0]).toHaveProperty('category');
  });

  it('tells statuses of a List, where they are defined, people and Workspaces', async () => {
    const { list } = await call('get_list', { list: LISTS.bugs });
    const own = truth.lists.get(LISTS.bugs)!.statuses;
    expect(list.statuses_defined_in === 'list').toBe(own !== null);
    const statuses = await call('get_list_defined_statuses', { list: LISTS.bugs });
    expect(statuses).toMatchObject({
      list_id: LISTS.bugs,
      defined_in: list.statuses_defined_in,
      statuses: list.statuses,
    });
    const { members } = await call('get_workspace_members');
    expect(members.find(({ user_id }: Answer) => user_id === Number(USERS.lena))).toMatchObject({
      name: 'Lena Hoffmann',
      role: 'owner',
    });
    expect((await call('get_workspaces')).workspaces[0].members).toBe(members.length);
  });

  it('has Lists without Folder of all Spaces, and the statuses that a project uses and does not use', async () => {
    const { lists } = await call('get_workspace_folderless_lists');
    const expected = [...truth.lists.values()].filter(
      (list) => list.folderId === null && !(list as Answer).archived && !(list as Answer).deleted,
    );
    expect(lists.map(({ id }: Answer) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const { id, tasks } of lists)
      expect(tasks).toBe(truth.tasks.filter((task) => task.listId === id && !task.archived).length);
    const { used, defined, unused } = await call('get_project_statuses', { project: LISTS.bugs });
    const counts: Record<string, number> = {};
    for (const { status } of truth.tasks.filter(({ listId }) => listId === LISTS.bugs))
      counts[status] = (counts[status] ?? 0) + 1;
    expect(Object.fromEntries(used.map(({ status, tasks }: Answer) => [status, tasks]))).toEqual(counts);
    expect(unused.every((status: string) => counts[status] === undefined)).toBe(true);
    expect(defined.length).toBeGreaterThanOrEqual(unused.length + 1);
  });
});

describe('projects', () => {
  it('are one registry under both kinds of names', async () => {
    expect(await call('add_project', { place: 'Bugs' })).toMatchObject({
      project: { alias: 'bugs', kind: 'list', id: LISTS.bugs },
    });
    const { projects } = await call('list_mappings');
    expect(projects).toMatchObject([{ alias: 'bugs', name: 'Bugs' }]);
    expect((await call('list_projects')).projects).toEqual(projects);
    expect((await call('get_mapping', { alias: 'bugs' })).project).toEqual(projects[0]);
    expect((await call('export_mappings')).projects).toEqual([
      { alias: 'bugs', type: 'list', id: LISTS.bugs, name: 'Bugs' },
    ]);
    const status = await call('get_project_status', { project: 'bugs' });
    const tasks = truth.tasks.filter(({ listId, archived }) => listId === LISTS.bugs && !archived);
    const completed = tasks.filter((task) =>
      ['done', 'closed'].includes(categoryOf(task.status, truth.statusType(task), [])),
    );
    expect(status).toMatchObject({ total: tasks.length, completed: completed.length });
    expect((await call('get_all_projects_status')).projects).toMatchObject([
      { alias: 'bugs', total: tasks.length, label: status.label },
    ]);
    expect(
      (await call('discover_projects', { level: 'list' })).places.find(({ id }: Answer) => id === LISTS.bugs),
    ).toMatchObject({ tracked_as: 'bugs', tasks: tasks.length });
  });

  it('refuses what would count twice, from above and from below', async () => {
    const space = truth.lists.get(LISTS.bugs)!.spaceId;
    expect(await failure(call('map_project', { place: space }))).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('overlaps it'),
    });
    expect(await failure(call('add_project', { place: LISTS.bugs, alias: 'other' }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await failure(call('get_mapping', { alias: 'bgus' }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggested_action: 'Did you mean "bugs"?',
    });
  });

  it('are found in a Space or a Folder with what they hold', async () => {
    const within = await call('discover_space', { space: SPACES.engineering });
    expect(within.places.every(({ kind }: Answer) => kind !== 'space')).toBe(true);
    const folder = await call('discover_folder', { folder: FOLDERS.platform });
    for (const { id, tasks } of folder.places)
      expect(tasks).toBe(truth.tasks.filter((task) => task.listId === id && !task.archived).length);
    expect(folder.places.length).toBeGreaterThan(0);
  });

  it('stay where ClickUp cannot be asked, and go where it denies them twice', async () => {
    await call('map_project', { place: FOLDERS.platform, alias: 'Platform Team' });
    expect((await call('refresh_mapping', { alias: 'platform-team' })).project).toMatchObject({ state: 'ok' });
    const gone = fixture.beforeRequest(() => {
      throw new Error('the network is gone');
    });
    expect((await call('refresh_projects')).projects.every(({ state }: Answer) => state === 'unreachable')).toBe(true);
    gone.restore();
    await fixture.sandbox.fetch(`https://api.clickup.com/api/v2/folder/${FOLDERS.platform}`, {
      method: 'DELETE',
      headers: { authorization: fixture.sandbox.apiKey },
    });
    expect((await call('refresh_projects')).projects).toContainEqual(
      expect.objectContaining({ alias: 'platform-team', state: 'gone' }),
    );
    expect((await call('unmap_project', { alias: 'bugs' })).removed).toMatchObject({ alias: 'bugs' });
    expect((await call('list_projects')).projects).toEqual([]);
  });
});

it('says which person or place was meant', async () => {
  expect(await failure(call('get_tasks_by_assignee', { assignee: 'Lenna' }))).toMatchObject({
    code: 'RESOURCE_NOT_FOUND',
    suggested_action: 'Did you mean "Lena"?',
  });
  expect(await failure(call('get_tasks', { scope: 'Marketting' }))).toMatchObject({
    message: 'No Space, Folder or List is called "Marketting"',
    suggested_action: 'Did you mean "Marketing"?',
  });
});

describe('the copy', () => {
  it('says how fresh it is, and is read whole again where it is marked or cleared', async () => {
    const status = await call('cache_status');
    expect(status).toMatchObject({ minutes_old: 0, last_sync: { kind: 'full', state: 'done' } });
    expect(status.rows.tasks).toBe(truth.tasks.length);
    await call('invalidate_cache');
    expect(await fixture.sync()).toMatchObject({ kind: 'full', state: 'done' });
    expect(await failure(call('clear_cache'))).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    await call('clear_cache', { confirm: 'yes' });
    expect((await call('cache_status')).rows).toMatchObject({ spaces: 0, lists: 0 });
    expect(await fixture.sync()).toMatchObject({ kind: 'full' });
    expect((await call('cache_status')).rows.spaces).toBeGreaterThan(2);
  });

  it('knows what was written after the next sync', async () => {
    const { task } = await call('create_task', {
      list: LISTS.bugs,
      name: 'A new one',
      assignees: ['lena'],
      priority: 'high',
    });
    await call('update_task', { task: TASKS.offlineUnlock, name: 'Another name' });
    fixture.clock.advance(1_000);
    await fixture.sync();
    const found = await call('get_task', { task: task.id ?? task.task_id });
    expect(found.task).toMatchObject({ name: 'A new one', assignees: ['Lena Hoffmann'], priority: 'high' });
    expect((await call('get_task', { task: TASKS.offlineUnlock })).task.name).toBe('Another name');
  });
});
