import { describe, expect, it } from 'vitest';
import { LISTS, SPACES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from './helpers.js';

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
