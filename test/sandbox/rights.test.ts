import { describe, expect, it } from 'vitest';
import { FOLDERS, LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

describe('a guest', () => {
  it('sees what is shared and nothing else', async () => {
    const { get, sandbox } = harness();
    const key = sandbox.apiKeys.guest;
    const lists = (await get(`/v2/team/${WORKSPACE_ID}/task`, key)).json.tasks.map((task: Json) => task.list.id);
    expect(new Set(lists)).toEqual(new Set([LISTS.maintenance]));
    expect((await get(`/v2/team/${WORKSPACE_ID}/space`, key)).json.spaces).toEqual([]);
    expect((await get(`/v2/task/${TASKS.greyButton}`, key)).json.ECODE).toBe('OAUTH_027');
    expect((await get(`/v2/list/${LISTS.sprint24}`, key)).json.ECODE).toBe('OAUTH_027');
    expect((await get(`/v2/space/${SPACES.operations}`, key)).status).toBe(401);
  });

  it('with edit rights changes tasks and makes none', async () => {
    const { put, post, get, sandbox } = harness();
    const key = sandbox.apiKeys.guest;
    expect((await put(`/v2/task/${TASKS.brakePads}`, { priority: 2 }, key)).json.permission_level).toBe('edit');
    const refused = await post(`/v2/list/${LISTS.maintenance}/task`, { name: 'x' }, key);
    expect(refused).toMatchObject({
      status: 401,
      json: { ECODE: 'ACCESS_064', invalid_permissions: ['can_create_tasks'] },
    });
    const fields = (await get(`/v2/task/${TASKS.brakePads}`, key)).json.custom_fields.map((field: Json) => field.name);
    expect(fields).toContain('Bikes affected');
    expect(fields).not.toContain('Repair costs');
  });

  it('can link a task only to one it sees', async () => {
    const { call, post, sandbox } = harness();
    const entries = [{ kind: 'user', id: USERS.diego, permission_level: 5 }];
    await call('PATCH', `/v3/workspaces/${WORKSPACE_ID}/list/${LISTS.maintenance}/acls`, { entries });
    const create = (links_to: string) =>
      post(`/v2/list/${LISTS.maintenance}/task`, { name: 'x', links_to }, sandbox.apiKeys.guest);
    expect((await create(TASKS.brakePads)).json.linked_tasks).toMatchObject([{ link_id: TASKS.brakePads }]);
    expect(await create(TASKS.greyButton)).toMatchObject({ status: 401, json: { ECODE: 'ACCESS_083' } });
  });

  it('who may only read deletes no tag', async () => {
    const { call, del, sandbox } = harness();
    const entries = [{ kind: 'user', id: USERS.diego, permission_level: 1 }];
    await call('PATCH', `/v3/workspaces/${WORKSPACE_ID}/space/${SPACES.operations}/acls`, { entries });
    expect(await del(`/v2/space/${SPACES.operations}/tag/safety`, sandbox.apiKeys.guest)).toMatchObject({
      status: 401,
      json: { ECODE: 'ACCESS_016', invalid_permissions: ['delete_tags'] },
    });
  });

  it('who may only read changes nothing', async () => {
    const { put, get, del, sandbox } = harness();
    const key = sandbox.apiKeys.readOnly;
    expect((await get(`/v2/task/${TASKS.fireDrill}`, key)).json.permission_level).toBe('read');
    expect((await put(`/v2/task/${TASKS.fireDrill}`, { name: 'x' }, key)).json.ECODE).toBe('ACCESS_081');
    expect((await del(`/v2/task/${TASKS.fireDrill}`, key)).status).toBe(401);
  });
});

describe('members of tasks and Lists', () => {
  it('are those who can see them', async () => {
    const { get } = harness();
    const ids = async (path: string) => (await get(path)).json.members.map((user: Json) => String(user.id));
    expect(await ids(`/v2/list/${LISTS.sprint24}/member`)).toHaveLength(6);
    expect(await ids(`/v2/task/${TASKS.brakePads}/member`)).toContain(USERS.diego);
  });
});

describe('a private Space', () => {
  it('is hidden from members, also in searches', async () => {
    const { put, get, sandbox } = harness();
    await put(`/v2/space/${SPACES.marketing}`, { private: true });
    const key = sandbox.apiKeys.member;
    expect((await get(`/v2/space/${SPACES.marketing}`, key)).status).toBe(401);
    const { json } = await get(`/v2/team/${WORKSPACE_ID}/task?space_ids[]=${SPACES.marketing}`, key);
    expect(json.tasks).toEqual([]);
    expect((await get(`/v2/space/${SPACES.marketing}`)).status).toBe(200);
  });
});

describe('access of single objects', () => {
  const acl = (type: string, id: string) => `/v3/workspaces/${WORKSPACE_ID}/${type}/${id}/acls`;

  it('hides a private List, and opens it to a person and to a guest', async () => {
    const { call, get, sandbox } = harness();
    const { json } = await call('PATCH', acl('list', LISTS.sprint24), { private: true });
    expect(json).toMatchObject({ private: true, entries: [{ kind: 'user', id: USERS.lena, permission_level: 5 }] });
    const read = (key: string) => get(`/v2/task/${TASKS.greyButton}`, key);
    expect((await read(sandbox.apiKeys.member)).json.ECODE).toBe('OAUTH_027');
    const search = `/v2/team/${WORKSPACE_ID}/task?list_ids[]=${LISTS.sprint24}`;
    expect((await get(search, sandbox.apiKeys.member)).json.tasks).toEqual([]);
    expect((await get(search)).json.tasks).not.toEqual([]);
    const entries = [
      { kind: 'user', id: USERS.priya, permission_level: 1 },
      { kind: 'user', id: USERS.diego, permission_level: 3 },
    ];
    await call('PATCH', acl('list', LISTS.sprint24), { entries });
    expect((await read(sandbox.apiKeys.member)).json.permission_level).toBe('read');
    expect((await read(sandbox.apiKeys.guest)).json.permission_level).toBe('comment');
    await call('PATCH', acl('list', LISTS.sprint24), {
      entries: [{ kind: 'user', id: USERS.diego, permission_level: null }],
    });
    expect((await read(sandbox.apiKeys.guest)).status).toBe(401);
  });

  it('leaves private Lists and Folders out of listings', async () => {
    const { call, get, sandbox } = harness();
    const seen = async (key: string) => {
      const { folders } = (await get(`/v2/space/${SPACES.engineering}/folder`, key)).json;
      const { lists } = (await get(`/v2/folder/${FOLDERS.mobileApp}/list`, key)).json;
      const loose = (await get(`/v2/space/${SPACES.engineering}/list`, key)).json.lists;
      const inFolder = (await get(`/v2/folder/${FOLDERS.mobileApp}`, key)).json.lists;
      return [folders, lists, loose, inFolder].map((rows: Json[]) => rows.map((row) => row.id));
    };
    const before = await seen(sandbox.apiKeys.member);
    expect(before).toEqual(await seen(sandbox.apiKey));
    await call('PATCH', acl('list', LISTS.sprint24), { private: true });
    await call('PATCH', acl('list', LISTS.bugs), { private: true });
    await call('PATCH', acl('folder', FOLDERS.platform), { private: true });
    const hidden: string[] = [FOLDERS.platform, LISTS.sprint24, LISTS.bugs];
    const rest = before.map((ids) => ids.filter((id) => !hidden.includes(id)));
    expect(rest.map((ids) => ids.length)).toEqual(before.map((ids) => ids.length - 1));
    expect(await seen(sandbox.apiKeys.member)).toEqual(rest);
    expect(await seen(sandbox.apiKey)).toEqual(before);
  });

  it('refuses levels, people and types that there are not', async () => {
    const { call } = harness();
    const entry = (extra: object) => ({ entries: [{ kind: 'user', id: USERS.priya, ...extra }] });
    expect((await call('PATCH', acl('list', LISTS.ideas), entry({ permission_level: 2 }))).status).toBe(400);
    expect((await call('PATCH', acl('list', LISTS.ideas), entry({ id: '1', permission_level: 1 }))).status).toBe(404);
    expect((await call('PATCH', acl('dashboard', '1'), {})).status).toBe(400);
  });
});

describe('the audit log', () => {
  const path = `/v3/workspaces/${WORKSPACE_ID}/auditlogs`;

  it('tells an owner of an Enterprise Workspace what happened, newest first', async () => {
    const { post, put, clock, sandbox } = harness({ plan: 'enterprise' });
    await put(`/v2/task/${TASKS.greyButton}`, { status: 'closed' });
    clock.advance(1000);
    await put(`/v2/task/${TASKS.greyButton}`, { priority: 4, archived: true }, sandbox.apiKeys.member);
    const types = async (body: object) => (await post(path, body)).json.data.map((row: Json) => row.eventType);
    expect(await types({ applicability: 'hierarchy-activity' })).toEqual([
      'TASK_PRIORITY_CHANGED',
      'TASK_ARCHIVED',
      'TASK_STATUS_CHANGED',
    ]);
    expect(await types({ filter: { userId: [USERS.lena] } })).toEqual(['TASK_STATUS_CHANGED']);
    expect(await types({ pagination: { pageRows: 1 } })).toHaveLength(1);
  });

  it('is closed below Enterprise and to members', async () => {
    expect(await harness().post(path, {})).toMatchObject({ status: 403, json: { ECODE: 'TEAM_110' } });
    const { post, sandbox } = harness({ plan: 'enterprise' });
    expect((await post(path, {}, sandbox.apiKeys.member)).status).toBe(401);
  });
});
