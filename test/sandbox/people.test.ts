import { describe, expect, it } from 'vitest';
import { CHANNELS, FOLDERS, GROUPS, LISTS, ROLES, TASKS, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harness, type Json } from '../support/sandbox.js';

const team = `/v2/team/${WORKSPACE_ID}`;

describe('plan and seats', () => {
  it('follow the plan; seats without limit are a word', async () => {
    expect((await harness().get(`${team}/plan`)).json).toEqual({ plan_name: 'Business', plan_id: 15 });
    expect((await harness().get(`${team}/seats`)).json).toEqual({
      members: { filled_members_seats: 6, total_member_seats: 10, empty_member_seats: 4 },
      guests: { filled_guest_seats: 2, total_guest_seats: 55, empty_guest_seats: 53 },
    });
    const free = await harness({ plan: 'free' }).get(`${team}/seats`);
    expect(free.json.guests).toMatchObject({ total_guest_seats: 'Infinity', empty_guest_seats: 'Infinity' });
    expect((await harness().get('/v2/team/9019999999/plan')).json.ECODE).toBe('OAUTH_027');
  });
});

describe('what is shared', () => {
  it('is what a guest has, and nothing for who sees the Spaces anyway', async () => {
    const { get, sandbox } = harness();
    expect((await get(`${team}/shared`)).json).toEqual({ shared: { tasks: [], lists: [], folders: [] } });
    const { shared } = (await get(`${team}/shared`, sandbox.apiKeys.guest)).json;
    expect(shared.lists.map((list: Json) => [list.id, list.permission_level])).toEqual([[LISTS.maintenance, 'edit']]);
  });
});

describe('user groups', () => {
  it('are listed, all or some', async () => {
    const { get } = harness();
    const { groups } = (await get(`/v2/group?team_id=${WORKSPACE_ID}`)).json;
    expect(groups.map((group: Json) => group.handle)).toEqual(['frontend', 'backend', 'design']);
    expect(groups[1].members.map((user: Json) => user.username)).toEqual(['Priya Nair', 'Tomas Rivera']);
    const some = await get(`/v2/group?team_id=${WORKSPACE_ID}&group_ids=${GROUPS.design}`);
    expect(some.json.groups.map((group: Json) => group.id)).toEqual([GROUPS.design]);
    expect((await get('/v2/group')).json.ECODE).toBe('INPUT_001');
  });

  it('are made, changed by add and rem, and deleted with what hangs on them', async () => {
    const { post, put, get, del } = harness();
    const made = (await post(`${team}/group`, { name: 'On Call', members: [Number(USERS.priya), 1] })).json;
    expect(made).toMatchObject({ handle: 'oncall', initials: 'OC', userid: Number(USERS.lena), team_id: WORKSPACE_ID });
    expect(made.members).toHaveLength(1);
    const change = { name: 'Night watch', members: { add: [Number(USERS.yuki)], rem: [Number(USERS.priya)] } };
    const changed = (await put(`/v2/group/${made.id}`, change)).json;
    expect(changed.members.map((user: Json) => String(user.id))).toEqual([USERS.yuki]);
    expect((await put(`/v2/group/${made.id}`, { members: [Number(USERS.priya)] })).json.members).toHaveLength(1);
    await put(`/v2/task/${TASKS.greyButton}`, { group_assignees: { add: [made.id] } });
    expect((await get(`/v2/task/${TASKS.greyButton}`)).json.group_assignees[0].name).toBe('Night watch');
    expect((await del(`/v2/group/${made.id}`)).json).toEqual({});
    expect((await get(`/v2/task/${TASKS.greyButton}`)).json.group_assignees).toEqual([]);
    expect((await del(`/v2/group/${made.id}`)).json.ECODE).toBe('OAUTH_027');
  });

  it('refuse what ClickUp refuses', async () => {
    const { put, post, sandbox } = harness();
    expect(await put('/v2/group/frontend', {})).toMatchObject({ status: 500, json: { ECODE: 'GROUP_HELPERS_001' } });
    expect((await post(`${team}/group`, { name: ' ', members: [] })).status).toBe(400);
    expect((await post(`${team}/group`, { name: 'Design', members: [] })).status).toBe(400);
    expect((await post(`${team}/group`, { name: 'Mine', members: [] }, sandbox.apiKeys.member)).status).toBe(401);
  });

  it('give their members what is shared with them', async () => {
    const { call, get, sandbox } = harness();
    const acl = `/v3/workspaces/${WORKSPACE_ID}/list/${LISTS.sprint24}/acls`;
    const entries = [{ kind: 'group', id: GROUPS.backend, permission_level: 3 }];
    await call('PATCH', acl, { private: true, entries });
    expect((await get(`/v2/list/${LISTS.sprint24}`, sandbox.apiKeys.member)).json.permission_level).toBe('comment');
  });
});

describe('custom roles', () => {
  it('start with Business Plus and show who has them', async () => {
    expect((await harness().get(`${team}/customroles`)).json).toEqual({ custom_roles: [] });
    const { get, put } = harness({ plan: 'enterprise' });
    await put(`${team}/user/${USERS.priya}`, { custom_role_id: ROLES.teamLead });
    const { custom_roles: roles } = (await get(`${team}/customroles?include_members=true`)).json;
    expect(roles.map((role: Json) => [role.name, role.inherited_role, role.members])).toEqual([
      ['Team lead', 3, [Number(USERS.priya)]],
      ['Contractor', 4, []],
    ]);
  });
});

describe('members', () => {
  it('need the Enterprise plan and an admin', async () => {
    expect(await harness().get(`${team}/user/${USERS.priya}`)).toMatchObject({
      status: 403,
      json: { err: 'Team must be on enterprise plan', ECODE: 'TEAM_110' },
    });
    const { get, sandbox } = harness({ plan: 'enterprise' });
    expect((await get(`${team}/user/${USERS.lena}`, sandbox.apiKeys.member)).status).toBe(401);
    expect((await get(`${team}/user/${USERS.diego}`)).json.ECODE).toBe('OAUTH_027');
    expect((await get(`${team}/user/${USERS.priya}`)).json.member.user.role_key).toBe('member');
  });

  it('are invited, changed and removed', async () => {
    const { get, post, put, del } = harness({ plan: 'enterprise' });
    const { members } = (await post(`${team}/user`, { email: 'Nora@harbourbikes.example', admin: true })).json.team;
    const { user, invited_by: inviter } = members.at(-1);
    expect(inviter).toMatchObject({ id: Number(USERS.lena), status: 'invited' });
    expect(user).toMatchObject({ username: null, email: 'nora@harbourbikes.example', role: 2, date_joined: null });
    expect((await post(`${team}/user`, { email: 'nora@harbourbikes.example', admin: false })).status).toBe(400);
    const edited = (await put(`${team}/user/${user.id}`, { username: 'Nora Lind', admin: false })).json.member.user;
    expect(edited).toMatchObject({ username: 'Nora Lind', role: 3 });
    expect((await get('/v2/team')).json.teams[0].members).toHaveLength(9);
    expect((await del(`${team}/user/${user.id}`)).json.team.members).toHaveLength(8);
    expect((await get(`${team}/user/${user.id}`)).status).toBe(401);
    expect((await del(`${team}/user/${USERS.lena}`)).status).toBe(401);
  });

  it('lose everything with their membership', async () => {
    const { get, del, sandbox } = harness({ plan: 'enterprise' });
    await del(`${team}/user/${USERS.priya}`);
    expect((await get(team.concat('/space'), sandbox.apiKeys.member)).json.ECODE).toBe('OAUTH_027');
    const { groups } = (await get(`/v2/group?team_id=${WORKSPACE_ID}`)).json;
    expect(groups[1].members.map((user: Json) => user.username)).toEqual(['Tomas Rivera']);
    const channel = `/v3/workspaces/${WORKSPACE_ID}/chat/channels/${CHANNELS.general}`;
    for (const list of ['members', 'followers']) {
      const { data } = (await get(`${channel}/${list}`)).json;
      expect(data.map((user: Json) => user.id)).not.toContain(USERS.priya);
    }
  });

  it('cannot be invited with an address or a role that does not fit', async () => {
    const { post } = harness({ plan: 'enterprise' });
    expect((await post(`${team}/user`, { email: 'nora', admin: false })).status).toBe(400);
    const email = 'nora@harbourbikes.example';
    expect((await post(`${team}/user`, { email, admin: false, custom_role_id: ROLES.contractor })).status).toBe(400);
  });
});

describe('guests', () => {
  const invite = { email: 'audit@example.org', can_edit_tags: true };

  it('are invited without a name and see what they are given', async () => {
    const { post, del, get } = harness({ plan: 'enterprise' });
    const { id } = (await post(`${team}/guest`, invite)).json.team.members.at(-1).user;
    const fresh = (await get(`${team}/guest/${id}`)).json.guest;
    expect(fresh).toMatchObject({ can_edit_tags: true, can_see_time_spent: false });
    expect(fresh.shared).toEqual({ tasks: [], lists: [], folders: [] });
    await post(`/v2/task/${TASKS.greyButton}/guest/${id}`, { permission_level: 'comment' });
    await post(`/v2/list/${LISTS.ideas}/guest/${id}`, { permission_level: 'read' });
    const folder = `/v2/folder/${FOLDERS.platform}/guest/${id}`;
    const { shared } = (await post(folder, { permission_level: 'edit' })).json.guest;
    expect(shared.tasks.map((task: Json) => [task.id, task.permission_level])).toEqual([[TASKS.greyButton, 'comment']]);
    expect(shared.lists.map((list: Json) => list.id)).toEqual([LISTS.ideas]);
    expect(shared.folders.map((row: Json) => [row.id, row.permission_level])).toEqual([[FOLDERS.platform, 'edit']]);
    expect((await del(`${folder}?include_shared=false`)).json.guest).not.toHaveProperty('shared');
    await del(`/v2/task/${TASKS.greyButton}/guest/${id}`);
    const left = (await del(`/v2/list/${LISTS.ideas}/guest/${id}`)).json.guest.shared;
    expect(left).toEqual({ tasks: [], lists: [], folders: [] });
  });

  it('gain and lose access with it, and go', async () => {
    const { post, get, put, del, sandbox } = harness({ plan: 'enterprise' });
    const key = sandbox.apiKeys.guest;
    expect((await get(`/v2/task/${TASKS.greyButton}`, key)).status).toBe(401);
    await post(`/v2/task/${TASKS.greyButton}/guest/${USERS.diego}`, { permission_level: 'read' });
    expect((await get(`/v2/task/${TASKS.greyButton}`, key)).json.permission_level).toBe('read');
    const change = { can_create_views: true, custom_role_id: ROLES.contractor };
    const { guest } = (await put(`${team}/guest/${USERS.diego}`, change)).json;
    expect(guest).toMatchObject({ can_create_views: true, can_edit_tags: true });
    expect(guest.user.custom_role).toEqual({ id: ROLES.contractor, name: 'Contractor' });
    expect((await del(`${team}/guest/${USERS.diego}`)).json.team.members).toHaveLength(7);
    expect((await get(`/v2/task/${TASKS.greyButton}`, key)).json.ECODE).toBe('OAUTH_027');
  });

  it('are an Enterprise matter on every route', async () => {
    const { post, get, put, del } = harness();
    const diego = USERS.diego;
    const answers = [
      await post(`${team}/guest`, invite),
      await get(`${team}/guest/${diego}`),
      await put(`${team}/guest/${diego}`, {}),
      await del(`${team}/guest/${diego}`),
      await post(`/v2/task/${TASKS.greyButton}/guest/${diego}`, { permission_level: 'read' }),
      await del(`/v2/list/${LISTS.ideas}/guest/${diego}`),
      await post(`/v2/folder/${FOLDERS.platform}/guest/${diego}`, { permission_level: 'read' }),
    ];
    expect(answers.map(({ status, json }) => [status, json.ECODE])).toEqual(answers.map(() => [403, 'TEAM_110']));
  });

  it('are refused levels there are not, and members are no guests', async () => {
    const { post, get } = harness({ plan: 'enterprise' });
    const path = `/v2/task/${TASKS.greyButton}/guest`;
    expect((await post(`${path}/${USERS.diego}`, { permission_level: 'owner' })).status).toBe(400);
    expect((await post(`${path}/${USERS.priya}`, { permission_level: 'read' })).status).toBe(401);
    expect((await get(`${team}/guest/${USERS.priya}`)).status).toBe(401);
  });
});
