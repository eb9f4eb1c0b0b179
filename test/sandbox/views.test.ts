import { describe, expect, it } from 'vitest';
import { API_KEYS, FOLDERS, LISTS, SPACES, TASKS, USERS, VIEWS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { type Harness, harness, type Json } from '../support/sandbox.js';

const tasksOf = async ({ get }: Harness, view: string): Promise<Json[]> =>
  (await get(`/v2/view/${view}/task`)).json.tasks;

/** A List view on a List with these parts, and its tasks. */
async function made(
  h: Harness,
  parts: object,
  list: string = LISTS.sprint24,
): Promise<{ view: Json; names: string[] }> {
  const { view } = (await h.post(`/v2/list/${list}/view`, { name: 'Test', type: 'list', ...parts })).json;
  return { view, names: (await tasksOf(h, view.id)).map((task) => task.name) };
}

const where = (field: string, op: string, values: unknown[]) => ({ filters: { fields: [{ field, op, values }] } });

describe('views of a place', () => {
  it.each([
    [`/v2/team/${WORKSPACE_ID}/view`, 7, WORKSPACE_ID],
    [`/v2/space/${SPACES.engineering}/view`, 4, SPACES.engineering],
    [`/v2/folder/${FOLDERS.platform}/view`, 5, FOLDERS.platform],
    [`/v2/list/${LISTS.sprint24}/view`, 6, LISTS.sprint24],
  ])('%s lists bare views and the required ones', async (path, type, id) => {
    const { get, post } = harness();
    const before = (await get(path)).json;
    expect(before.views.length).toBeGreaterThan(0);
    expect(before.views[0].parent).toEqual({ id, type });
    expect(before.required_views.list.id).toBe(`${type}-${id}-1`);
    expect(before.required_views.box).toBeNull();
    const { view } = (await post(path, { name: 'Mine', type: 'board' })).json;
    expect(view).toMatchObject({ type: 'board', parent: { id, type }, filters: { op: 'AND', fields: [] } });
    expect((await get(path)).json.views.at(-1)).toEqual(view);
    expect((await get(`/v2/view/${view.id}`)).json).toEqual({ view });
  });

  it('has every type in the seed', async () => {
    const { get } = harness();
    const types = await Promise.all(
      Object.values(VIEWS).map(async (id) => (await get(`/v2/view/${id}`)).json.view.type as string),
    );
    expect([...new Set(types)].sort()).toEqual(
      [
        'list',
        'board',
        'calendar',
        'table',
        'timeline',
        'workload',
        'activity',
        'map',
        'conversation',
        'gantt',
        'doc',
        'form',
      ].sort(),
    );
  });
});

describe('writing views', () => {
  it('turns a number into a list view and refuses forms and nonsense', async () => {
    const { post } = harness();
    const path = `/v2/list/${LISTS.bugs}/view`;
    expect((await post(path, { name: 'N', type: 2 })).json.view.type).toBe('list');
    expect((await post(path, { name: 'N', type: 'form' })).status).toBe(400);
    expect((await post(path, { name: 'N', type: 'pie' })).status).toBe(400);
    expect((await post(path, { type: 'list' })).status).toBe(400);
    expect((await post(path, { name: 'N', type: 'list' }, API_KEYS.guest)).status).toBe(401);
  });

  it('resets on update whatever the request leaves out, but keeps the search', async () => {
    const h = harness();
    const { view } = await made(h, {
      filters: { search: 'unlock' },
      grouping: { field: 'assignee', dir: -1 },
    });
    const changed = (await h.put(`/v2/view/${view.id}`, { name: 'Other', type: 'list' })).json.view;
    expect(changed).toMatchObject({ name: 'Other', grouping: { field: 'none' }, filters: { search: 'unlock' } });
    const again = await h.put(`/v2/view/${view.id}`, { name: 'Other', type: 'list', filters: { search: 'map' } });
    expect(again.json.view.filters.search).toBe('unlock');
    expect((await h.put(`/v2/view/${view.id}`, { type: 'list' })).status).toBe(400);
  });

  it('deletes own views and none that come with the place', async () => {
    const { get, put, del } = harness();
    expect((await del(`/v2/view/${VIEWS.blocked}`)).json).toEqual({});
    expect(await get(`/v2/view/${VIEWS.blocked}`)).toMatchObject({ status: 404, json: { ECODE: 'ACCESS_118' } });
    const builtIn = `6-${LISTS.bugs}-1`;
    expect((await del(`/v2/view/${builtIn}`)).status).toBe(400);
    await put(`/v2/view/${builtIn}`, { name: 'All bugs', type: 'list' });
    expect((await get(`/v2/view/${builtIn}`)).json.view.name).toBe('All bugs');
    const { views, required_views } = (await get(`/v2/list/${LISTS.bugs}/view`)).json;
    expect(required_views.list.name).toBe('All bugs');
    expect(views.map((view: Json) => view.id)).not.toContain(builtIn);
    await del(`/v2/list/${LISTS.bugs}`);
    expect((await get(`/v2/view/${builtIn}`)).status).toBe(404);
  });
});

describe('tasks of a view', () => {
  it('applies the conditions of seed views', async () => {
    const h = harness();
    const blocked = await tasksOf(h, VIEWS.blocked);
    expect(blocked.length).toBeGreaterThan(2);
    expect(blocked.every((task) => task.status.status === 'blocked')).toBe(true);
    expect(blocked.map((task) => Number(task.priority.id))).toEqual([1, 1, 2, 2]);
    const urgent = await tasksOf(h, VIEWS.everything);
    expect(new Set(urgent.map((task) => task.space.id)).size).toBe(3);
    expect(urgent.every((task) => task.priority.priority === 'urgent')).toBe(true);
  });

  it.each([
    ['priority none', where('priority', 'EQ', [-1]), ['Sprint 24 review']],
    ['tags', where('tag', 'ALL', ['#bug', 'payments', 'backend']), ['Fare service rounds half cents down']],
    ['people', where('assignee', 'ANY', [Number(USERS.tomas)]), ['Sprint 24 review']],
    ['task types', where('customItems', 'EQ', [1]), ['Sprint 24 review']],
    ['text', { filters: { search: 'half cents' } }, ['Fare service rounds half cents down']],
    [
      'or',
      {
        filters: {
          op: 'OR',
          fields: [
            { field: 'priority', op: 'EQ', values: [-1] },
            { field: 'tag', op: 'ANY', values: ['performance'] },
          ],
        },
      },
      ['Speed up the first map paint', 'Sprint 24 review'],
    ],
    [
      'groups',
      {
        filters: {
          op: 'AND',
          fields: [
            { field: 'tag', op: 'ANY', values: ['backend'] },
            { field: 'tag', op: 'ANY', values: ['frontend'] },
            { field: 'priority', op: 'EQ', values: [1] },
          ],
          filter_groups: [[0, 1], [2]],
          filter_group_ops: ['OR', 'AND'],
        },
      },
      ['Station API answers 500 when a dock is offline', 'Unlock button stays grey after the phone wakes up'],
    ],
  ])('filters by %s', async (_, parts, names) => {
    const found = (await made(harness(), parts)).names;
    expect(found.sort()).toEqual(names);
  });

  it('reads named days in the user’s zone', async () => {
    const h = harness();
    const due = async (op: string) => (await made(h, where('dueDate', 'EQ', [{ op }]))).view.id;
    const week = await tasksOf(h, await due('thisweek'));
    expect(week.length).toBeGreaterThan(3);
    const monday = Date.UTC(2026, 9, 4, 22);
    for (const task of week) {
      expect(Number(task.due_date)).toBeGreaterThanOrEqual(monday);
      expect(Number(task.due_date)).toBeLessThan(monday + 7 * 86_400_000);
    }
    const today = await tasksOf(h, await due('today'));
    const tomorrow = await tasksOf(h, await due('tomorrow'));
    expect(today.length + tomorrow.length).toBeLessThan(week.length);
    expect((await made(h, where('startDate', 'IS NOT SET', []))).names).not.toHaveLength(0);
  });

  it('shows closed tasks, subtasks and archived ones only when asked', async () => {
    const h = harness();
    const plain = (await made(h, {})).names;
    expect(plain).not.toContain('Remove the retired payment provider');
    expect(plain).not.toContain('Sign unlock tokens on the server');
    expect((await made(h, { filters: { show_closed: true } })).names).toContain('Remove the retired payment provider');
    expect((await made(h, { settings: { show_subtasks: 1 } })).names).toContain('Sign unlock tokens on the server');
    await h.put(`/v2/task/${TASKS.greyButton}`, { archived: true });
    expect((await made(h, {})).names).not.toContain('Unlock button stays grey after the phone wakes up');
    expect((await made(h, where('archived', 'EQ', []))).names).toEqual([
      'Unlock button stays grey after the phone wakes up',
    ]);
  });

  it('drops all conditions when one status is in capitals', async () => {
    const { view } = await made(harness(), where('status', 'EQ', ['Blocked']));
    expect(view.filters.fields).toEqual([]);
  });

  it('refuses views without tasks and bad pages', async () => {
    const { get } = harness();
    expect(await get(`/v2/view/${VIEWS.mobileChat}/task?page=0`)).toMatchObject({
      status: 400,
      json: { ECODE: 'PAGE_047' },
    });
    expect((await get('/v2/view/list/task')).json.ECODE).toBe('PAGE_047');
    expect((await get(`/v2/view/${VIEWS.blocked}/task?page=-1`)).status).toBe(500);
    const all = await get(`/v2/view/7-${WORKSPACE_ID}-1/task?page=0`);
    expect(all.json).toMatchObject({ last_page: false });
    expect(all.json.tasks).toHaveLength(100);
  });

  it('shows guests only what is shared with them', async () => {
    const { get } = harness();
    expect((await get(`/v2/view/${VIEWS.everything}/task?page=0`, API_KEYS.guest)).status).toBe(404);
    const { tasks } = (await get(`/v2/view/6-${LISTS.maintenance}-1/task?page=0`, API_KEYS.guest)).json;
    expect(tasks.length).toBeGreaterThan(5);
  });
});
