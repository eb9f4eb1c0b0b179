import { describe, expect, it } from 'vitest';
import { FOLDERS, LISTS, SEED_NOW, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const names = (rows: Json[]): string[] => rows.map((row) => row.name);

describe('workspaces', () => {
  it('lists the Workspace with all members, and the user', async () => {
    const { get } = harness();
    const { json } = await get('/v2/team');
    expect(json.teams).toHaveLength(1);
    expect(json.teams[0].members).toHaveLength(8);
    expect(json.teams[0].members[0]).toMatchObject({
      user: { id: Number(USERS.lena), role: 1, role_key: 'owner', custom_role: null, date_joined: expect.any(String) },
    });
    expect(json.teams[0].members[1].invited_by).toMatchObject({
      id: Number(USERS.lena),
      banned_date: null,
      status: 'active',
    });
    expect((await get('/v2/user')).json.user).toMatchObject({
      username: 'Lena Hoffmann',
      timezone: 'Europe/Berlin',
      week_start_day: 1,
    });
    expect((await get(`/v2/team/${WORKSPACE_ID}/custom_item`)).json.custom_items[1]).toMatchObject({
      id: 1,
      name: 'Milestone',
    });
  });

  it('exchanges an OAuth code once', async () => {
    const { call, get } = harness();
    const { OAUTH_APP } = await import('../../src/sandbox/index.js');
    const body = { client_id: OAUTH_APP.clientId, client_secret: OAUTH_APP.clientSecret, code: OAUTH_APP.code };
    const { json } = await call('POST', '/v2/oauth/token', body, '');
    expect(json).toEqual({ access_token: expect.any(String), token_type: 'Bearer' });
    expect((await get('/v2/user', `Bearer ${json.access_token}`)).status).toBe(200);
    expect((await call('POST', '/v2/oauth/token', body, '')).status).toBe(401);
    expect((await call('POST', '/v2/oauth/token', { ...body, client_secret: 'x' }, '')).json.ECODE).toBe('OAUTH_010');
  });
});

describe('folders', () => {
  it('counts tasks as a string and holds its Lists', async () => {
    const { json } = await harness().get(`/v2/folder/${FOLDERS.mobileApp}`);
    expect(json).toMatchObject({
      name: 'Mobile App',
      hidden: false,
      space: { name: 'Product Engineering' },
      permission_level: 'create',
      override_statuses: false,
      statuses: [],
    });
    expect(names(json.lists)).toEqual(['Sprint 24', 'Sprint 25', 'Backlog']);
    const sum = json.lists.reduce((total: number, list: Json) => total + list.task_count, 0);
    expect(json.task_count).toBe(String(sum));
  });

  it('creates, renames, and refuses names', async () => {
    const { post, put } = harness();
    const path = `/v2/space/${SPACES.operations}/folder`;
    const { json } = await post(path, { name: 'Winter' });
    expect(json).toMatchObject({ name: 'Winter', task_count: '0', lists: [] });
    expect((await post(path, { name: 'Winter' })).json.ECODE).toBe('CAT_014');
    expect((await post(path, { name: '' })).json.ECODE).toBe('CAT_021');
    expect((await put(`/v2/folder/${json.id}`, { name: 'Summer', archived: true })).json).toMatchObject({
      name: 'Summer',
      archived: false,
    });
  });

  it('nests with parent_folder_id and shows the tree on request', async () => {
    const { post, get } = harness();
    const inner = (
      await post(`/v2/space/${SPACES.engineering}/folder`, { name: 'Inner', parent_folder_id: FOLDERS.platform })
    ).json;
    expect(inner.parent_folder).toBe(FOLDERS.platform);
    const plain = (await get(`/v2/space/${SPACES.engineering}/folder`)).json.folders;
    expect(names(plain)).toEqual(['Mobile App', 'Platform']);
    const whole = (await get(`/v2/folder/${FOLDERS.platform}?include_subfolders=true`)).json;
    expect(names(whole.folders)).toEqual(['Inner']);
  });

  it('moves into another Folder or Space, not into itself', async () => {
    const { post, put, get } = harness();
    const inner = (
      await post(`/v2/space/${SPACES.engineering}/folder`, { name: 'Inner', parent_folder_id: FOLDERS.platform })
    ).json.id;
    expect((await put(`/v2/folder/${FOLDERS.platform}/position`, { parent_folder_id: inner })).status).toBe(400);
    await put(`/v2/folder/${FOLDERS.platform}/position`, { parent_folder_id: FOLDERS.mobileApp });
    expect((await get(`/v2/folder/${FOLDERS.platform}`)).json.parent_folder).toBe(FOLDERS.mobileApp);
    await put(`/v2/folder/${FOLDERS.platform}/position`, { space_id: SPACES.marketing });
    expect((await get(`/v2/folder/${inner}`)).json.space.id).toBe(SPACES.marketing);
    expect((await get(`/v2/task/${TASKS.secondRegion}`)).json).toMatchObject({
      space: { id: SPACES.marketing },
      status: { status: 'to do' },
    });
    expect(names((await get(`/v2/space/${SPACES.marketing}/folder`)).json.folders)).toEqual(['Platform', 'Campaigns']);
  });

  it('keeps the tags of what it moves to another Space, and refuses a name that is taken there', async () => {
    const { post, put, get } = harness();
    const task = (await post(`/v2/list/${LISTS.apiPlatform}/task`, { name: 'x', tags: ['only here'] })).json.id;
    const position = `/v2/folder/${FOLDERS.platform}/position`;
    const namesake = (await post(`/v2/space/${SPACES.marketing}/folder`, { name: 'Platform' })).json.id;
    const refused = await put(position, { space_id: SPACES.marketing });
    expect(refused).toMatchObject({ status: 400, json: { ECODE: 'CAT_014' } });
    await put(`/v2/folder/${namesake}`, { name: 'Another' });
    expect((await put(position, { space_id: SPACES.marketing })).status).toBe(200);
    expect((await get(`/v2/task/${task}`)).json.tags[0].name).toBe('only here');
    expect(names((await get(`/v2/space/${SPACES.marketing}/tag`)).json.tags)).toContain('only here');
  });

  it('shows a deleted Folder on GET, not on PUT', async () => {
    const { del, get, put } = harness();
    await del(`/v2/folder/${FOLDERS.fleet}`);
    expect(await get(`/v2/folder/${FOLDERS.fleet}`)).toMatchObject({ status: 200, json: { deleted: true } });
    expect(await put(`/v2/folder/${FOLDERS.fleet}`, { name: 'x' })).toMatchObject({
      status: 404,
      json: { ECODE: 'PROJ_006' },
    });
    expect((await get('/v2/folder/1')).json.ECODE).toBe('OAUTH_027');
  });
});

describe('lists', () => {
  it('has an integer count that follows the tasks', async () => {
    const { get, post, del } = harness();
    const count = async () => (await get(`/v2/list/${LISTS.sprint24}`)).json.task_count;
    const before = await count();
    const { json } = await post(`/v2/list/${LISTS.sprint24}/task`, { name: 'One more' });
    expect(await count()).toBe(before + 1);
    await del(`/v2/task/${json.id}`);
    expect(await count()).toBe(before);
  });

  it('has fewer keys among others than alone', async () => {
    const { get } = harness();
    const paths = [`/v2/folder/${FOLDERS.campaigns}/list`, `/v2/space/${SPACES.engineering}/list`];
    for (const path of paths) {
      for (const row of (await get(path)).json.lists) {
        const { status, ...alone } = (await get(`/v2/list/${row.id}`)).json;
        const { deleted, statuses, inbound_address, ...rest } = alone;
        expect(row).toEqual({ ...rest, status: status ?? null });
        expect([deleted, typeof inbound_address, statuses.length > 0]).toEqual([false, 'string', true]);
      }
    }
  });

  it('creates in a Folder and without one; content only when sent', async () => {
    const { post, get } = harness();
    const bare = (await post(`/v2/folder/${FOLDERS.platform}/list`, { name: 'Infra' })).json;
    expect(bare).toMatchObject({ name: 'Infra', task_count: 0, folder: { name: 'Platform' }, priority: null });
    expect(bare).not.toHaveProperty('content');
    expect(bare).not.toHaveProperty('status');
    const body = {
      name: 'Errands',
      content: 'Small things',
      due_date: SEED_NOW,
      priority: 2,
      assignee: Number(USERS.yuki),
      status: 'red',
    };
    const full = (await post(`/v2/space/${SPACES.operations}/list`, body)).json;
    expect(full).toMatchObject({
      content: 'Small things',
      due_date: String(Date.UTC(2026, 9, 5, 2)),
      priority: { priority: 'high' },
      assignee: { id: Number(USERS.yuki) },
      status: { status: 'red' },
      folder: { name: 'hidden', hidden: true },
    });
    expect(names((await get(`/v2/space/${SPACES.operations}/list`)).json.lists)).toEqual(['Facilities', 'Errands']);
  });

  it.each([
    [{ name: '' }, 'SUBCAT_020'],
    [{ name: 'Sprint 24' }, 'SUBCAT_016'],
  ])('%o is 400 %s', async (body, ecode) => {
    expect(await harness().post(`/v2/folder/${FOLDERS.mobileApp}/list`, body)).toMatchObject({
      status: 400,
      json: { ECODE: ecode },
    });
  });

  it('updates what is sent, unsets, and ignores folder_id', async () => {
    const { put } = harness();
    const path = `/v2/list/${LISTS.sprint24}`;
    const { json } = await put(path, {
      assignee: 'none',
      due_date: null,
      folder_id: FOLDERS.platform,
      status: 'green',
    });
    expect(json).toMatchObject({
      assignee: null,
      due_date: null,
      name: 'Sprint 24',
      folder: { id: FOLDERS.mobileApp },
      status: { status: 'green' },
    });
    expect((await put(path, { unset_status: true })).json).not.toHaveProperty('status');
  });

  it('replaces statuses, and tasks on vanished ones fall to the open one', async () => {
    const { put, get } = harness();
    const statuses = [
      { status: 'Waiting', type: 'open', color: '#111111' },
      { status: 'closed', type: 'closed', color: '#008844' },
    ];
    const path = `/v2/list/${LISTS.sprint24}`;
    const { json } = await put(path, { override_statuses: true, statuses });
    expect(json).toMatchObject({
      override_statuses: true,
      statuses: [{ status: 'waiting', id: expect.stringMatching(/^sc/) }, { status: 'closed' }],
    });
    expect((await get(`/v2/task/${TASKS.offlineUnlock}`)).json.status.status).toBe('waiting');
    expect((await put(path, { override_statuses: true, statuses: statuses.slice(1) })).json.ECODE).toBe('STATUS_002');
  });

  it('answers 200 for deleting twice, and shows what is deleted', async () => {
    const { del, get } = harness();
    expect((await del(`/v2/list/${LISTS.ideas}`)).status).toBe(200);
    expect((await del(`/v2/list/${LISTS.ideas}`)).status).toBe(200);
    expect(await get(`/v2/list/${LISTS.ideas}`)).toMatchObject({ status: 200, json: { deleted: true } });
    expect(names((await get(`/v2/space/${SPACES.marketing}/list`)).json.lists)).toEqual([]);
  });
});

describe('templates', () => {
  it('lists them by kind; task templates need a page', async () => {
    const { get } = harness();
    expect(names((await get(`/v2/team/${WORKSPACE_ID}/taskTemplate?page=0`)).json.templates)).toEqual([
      'Bug report',
      'New station',
    ]);
    expect((await get(`/v2/team/${WORKSPACE_ID}/taskTemplate`)).status).toBe(400);
    expect((await get(`/v2/team/${WORKSPACE_ID}/list_template`)).json.templates[0].id).toMatch(/^t-\d+$/);
  });

  it('makes a task, a List and a Folder', async () => {
    const { post, get } = harness();
    const task = (await post(`/v2/list/${LISTS.backlog}/taskTemplate/t-90010001`, { name: 'From template' })).json.id;
    expect((await get(`/v2/task/${task}`)).json).toMatchObject({
      name: 'From template',
      tags: [{ name: 'bug' }],
      checklists: [{ unresolved: 3 }],
    });
    const list = (await post(`/v2/folder/${FOLDERS.mobileApp}/list_template/t-90010003`, { name: 'Sprint 26' })).json;
    expect(Object.keys(list)).toEqual(['id']);
    expect((await get(`/v2/list/${list.id}/task`)).json.tasks).toHaveLength(3);
    const options = { return_immediately: false };
    const folder = (await post(`/v2/space/${SPACES.marketing}/folder_template/t-90010004`, { name: 'Kiel', options }))
      .json;
    expect(names(folder.folder.lists)).toEqual(['Permits', 'Campaign']);
    expect((await post(`/v2/list/${LISTS.backlog}/taskTemplate/t-1`, { name: 'x' })).status).toBe(401);
  });
});
