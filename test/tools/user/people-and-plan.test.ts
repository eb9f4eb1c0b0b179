import { describe, expect, test } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { LISTS, SANDBOX_API_KEY, TASKS, USERS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

/** A client whose answers are given by path; anything else is an unknown route. */
const answering = (answers: Record<string, unknown>) =>
  createClickUp({
    apiKey: SANDBOX_API_KEY,
    workspaceId: WORKSPACE_ID,
    fetch: async (request) => {
      const answer = answers[new URL(request.url).pathname.replace('/api', '')];
      if (answer instanceof Response) return answer.clone();
      return answer
        ? Response.json(answer)
        : Response.json({ err: 'Route not found', ECODE: 'APP_001' }, { status: 404 });
    },
  });

const team = `/v2/team/${WORKSPACE_ID}`;

describe('clickup_user_find', () => {
  test.each([
    ['priya', [USERS.priya]],
    ['LENA@harbourbikes.example', [USERS.lena]],
    ['Thomas', [USERS.tomas]],
    ['nobody at all', []],
  ])('%s', async (query, ids) => {
    const { users, searched } = await sandboxClient().clickup.user.find({ query });
    expect(users.map(({ id }) => id)).toEqual(ids);
    expect(searched).toBe(8);
  });

  test('several matches are ranked, not refused', async () => {
    const { users } = await sandboxClient().clickup.user.find({ query: 't' });
    expect(users.map(({ username }) => username)).toEqual(['Tomas Rivera', 'Yuki Tanaka']);
  });

  test('without a query all are listed with their roles, in one call', async () => {
    const { clickup, sent } = sandboxClient();
    const { users } = await clickup.user.find({});
    expect(users).toHaveLength(8);
    expect(users[0]).toEqual({
      id: USERS.lena,
      username: 'Lena Hoffmann',
      email: 'lena@harbourbikes.example',
      role: 'owner',
    });
    expect(users.find(({ id }) => id === USERS.diego)?.role).toBe('guest');
    expect(sent()).toEqual(['GetAuthorizedTeams']);
  });

  test('nobody found says how many there are', async () => {
    const envelope = await sandboxClient().clickup.call('clickup_user_find', { query: 'zebra' });
    expect(envelope).toMatchObject({ success: true, data: { users: [], notes: [expect.stringContaining('all 8')] } });
  });

  test('a List or a task narrows it to those who see it', async () => {
    const { clickup, sent } = sandboxClient();
    const inFacilities = await clickup.user.find({ list_id: LISTS.facilities });
    const ids = inFacilities.users.map(({ id }) => id);
    expect(ids).toContain(USERS.ingrid);
    expect(ids).not.toContain(USERS.diego);
    const onTask = await clickup.user.find({ task_id: TASKS.brakePads, query: 'diego' });
    expect(onTask.users).toMatchObject([{ id: USERS.diego, role: 'guest' }]);
    // Roles are the Workspace's, and remembered.
    expect(inFacilities.users.every(({ role }) => role !== undefined)).toBe(true);
    expect(sent()).toEqual(['GetListMembers', 'GetAuthorizedTeams', 'GetTaskMembers']);
  });

  test('whose role cannot be read is found without one', async () => {
    const member = { id: 1, username: 'Ada', email: null };
    const clickup = answering({ '/v2/list/901710000301/member': { members: [member] } });
    expect((await clickup.user.find({ list_id: '901710000301' })).users).toEqual([{ id: '1', username: 'Ada' }]);
  });

  test('a List and a task at once, or a Workspace out of reach, are errors', async () => {
    const { clickup } = sandboxClient();
    const both = await failure(clickup.user.find({ list_id: LISTS.bugs, task_id: TASKS.brakePads }));
    expect(both.code).toBe('INVALID_PARAMETER');
    const elsewhere = await failure(clickup.user.find({ workspace_id: '9019999999' }));
    expect(elsewhere).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      details: { workspaces: [{ name: 'Harbour Bikes' }] },
    });
  });
});

describe('clickup_user_get', () => {
  test('gives the token user, with the time zone that dates are read in', async () => {
    const { user } = await sandboxClient().clickup.user.get({});
    expect(user).toMatchObject({ id: USERS.lena, timezone: 'Europe/Berlin', week_start_day: 1 });
  });

  test('a member or guest needs the Enterprise plan, and the error says what works instead', async () => {
    const refused = Response.json({ err: 'Team must be on enterprise plan', ECODE: 'TEAM_110' }, { status: 403 });
    const clickup = answering({ [`${team}/user/${USERS.priya}`]: refused, [`${team}/guest/${USERS.diego}`]: refused });
    for (const input of [{ user_id: USERS.priya }, { guest_id: USERS.diego }]) {
      const error = await failure(clickup.user.get(input));
      expect(error.code).toBe('PLAN_REQUIRED');
      expect(error.suggestion).toContain('clickup_user_find');
    }
  });

  test('a guest comes with their rights and what is shared with them', async () => {
    const { clickup } = sandboxClient({ plan: 'enterprise' });
    expect(await clickup.user.get({ guest_id: 'ingrid' })).toMatchObject({
      user: { id: USERS.ingrid, role: 'guest' },
      guest: { can_see_time_spent: false, lists: ['Facilities'] },
    });
  });

  test('members and guests come in wrappers of their own', async () => {
    const user = { id: 81230003, username: 'Priya Nair', email: 'priya@harbourbikes.example', role: 3 };
    const clickup = answering({
      [`${team}/user/81230003`]: { member: { user, invited_by: null } },
      [`${team}/guest/81230003`]: { guest: { user, can_edit_tags: false } },
    });
    for (const input of [{ user_id: '81230003' }, { guest_id: '81230003' }]) {
      expect((await clickup.user.get(input)).user).toMatchObject({ id: '81230003', role: 'member' });
    }
  });
});

describe('clickup_workspace_get_plan', () => {
  test('is where errors point when what the plan includes is used up', async () => {
    const { clickup } = sandboxClient({ plan: 'free' });
    for (const name of ['Fourth', 'Fifth']) await clickup.space.create({ name });
    const error = await failure(clickup.space.create({ name: 'Sixth' }));
    expect(error.code).toBe('PLAN_REQUIRED');
    expect(error.suggestion).toContain('clickup_workspace_get_plan');
  });

  test('says where there is no limit', async () => {
    const clickup = answering({
      [`${team}/plan`]: { plan_name: 'Business', plan_id: 15 },
      [`${team}/seats`]: {
        members: { filled_members_seats: 6, total_member_seats: 10, empty_member_seats: 4 },
        guests: { filled_guest_seats: 2, total_guest_seats: 'Infinity', empty_guest_seats: 'Infinity' },
      },
    });
    expect(await clickup.workspace.getPlan({})).toEqual({
      workspace_id: WORKSPACE_ID,
      plan: { id: '15', name: 'Business' },
      seats: { members: { filled: 6, total: 10, empty: 4 }, guests: { filled: 2, unlimited: true } },
    });
  });
});

describe('clickup_team_list', () => {
  const groups = {
    groups: [
      {
        id: 'c4f1e7a9-3b2d-4e58-9c60-7d8e9f0a1b33',
        name: 'On call',
        handle: 'on-call',
        members: [{ id: 81230003, username: 'Priya Nair', email: 'priya@harbourbikes.example' }],
      },
    ],
  };

  test('shows groups with their members, and roles on request', async () => {
    const clickup = answering({
      '/v2/group': groups,
      [`${team}/customroles`]: {
        custom_roles: [{ id: 4547089, name: 'Contractor', inherited_role: 3, members: [81230004] }],
      },
    });
    const { teams, roles } = await clickup.team.list({ include_roles: true });
    expect(teams).toEqual([
      {
        id: 'c4f1e7a9-3b2d-4e58-9c60-7d8e9f0a1b33',
        name: 'On call',
        handle: 'on-call',
        members: [{ id: '81230003', username: 'Priya Nair', email: 'priya@harbourbikes.example' }],
      },
    ]);
    expect(roles).toEqual([{ id: '4547089', name: 'Contractor', inherited_role: 'member', members: ['81230004'] }]);
    expect(Object.keys(await clickup.team.list({}))).toEqual(['teams']);
  });

  test('roles that the plan hides are noted, and the groups are still given', async () => {
    const refused = Response.json({ err: 'Team must be on enterprise plan', ECODE: 'TEAM_110' }, { status: 403 });
    const envelope = await answering({ '/v2/group': groups, [`${team}/customroles`]: refused }).call(
      'clickup_team_list',
      {
        include_roles: true,
      },
    );
    expect(envelope).toMatchObject({
      success: true,
      data: { teams: [{ name: 'On call' }], notes: [expect.stringContaining('Custom roles are left out')] },
    });
  });

  test('groups are made, changed and deleted by the names of people', async () => {
    const { clickup, sandbox } = sandboxClient();
    const { team } = await clickup.team.create({ name: 'On call', members: ['priya', USERS.samuel] });
    expect(team.members.map(({ id }) => id)).toEqual([USERS.priya, USERS.samuel]);
    const changed = await clickup.team.update({
      group_id: team.id,
      add_members: ['me'],
      remove_members: ['Priya Nair'],
    });
    expect(changed.team.members.map(({ id }) => id)).toEqual([USERS.samuel, USERS.lena]);
    expect(sandbox.requests.at(-1)?.body).toEqual({
      members: { add: [Number(USERS.lena)], rem: [Number(USERS.priya)] },
    });
    await clickup.team.delete({ group_id: team.id, confirm: 'yes' });
    expect((await clickup.team.list({})).teams.map(({ id }) => id)).not.toContain(team.id);
  });

  test('another failure of the roles is a failure', async () => {
    expect((await failure(answering({ '/v2/group': groups }).team.list({ include_roles: true }))).code).toBe(
      'RESOURCE_NOT_FOUND',
    );
  });
});

describe('a name with a slip in it', () => {
  test('is answered with the person it comes close to', async () => {
    const { clickup, sent } = sandboxClient();
    const error = await failure(clickup.task.update({ task_id: TASKS.greyButton, assignees: ['pria'] }));
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER', details: { nearest: 'Priya Nair' } });
    expect(error.suggestion).toContain('Did you mean Priya Nair?');
    expect(sent()).toEqual(['GetAuthorizedTeams']);
  });
});

describe('a word of a fixed set', () => {
  test('may be written in another case', async () => {
    const { clickup } = sandboxClient();
    const input = { task_id: TASKS.greyButton, priority: ' High' };
    const envelope = await clickup.call('clickup_task_update' as string, input);
    expect(envelope).toMatchObject({ data: { task: { priority: 'high' } } });
  });
});
