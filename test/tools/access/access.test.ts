import { describe, expect, test } from 'vitest';
import { DOCS, FOLDERS, GROUPS, LISTS, SPACES, USERS } from '../../../src/sandbox/index.js';
import { failure, sandboxClient } from '../../support/sandbox-client.js';

const list_id = LISTS.bugs;
const enterprise = () => sandboxClient({ plan: 'enterprise' });
const last = ({ sandbox }: ReturnType<typeof sandboxClient>) => sandbox.requests.at(-1);

describe('clickup_access_update', () => {
  test.each([
    ['read', 1],
    ['comment', 3],
    ['edit', 4],
    ['create', 5],
    ['none', null],
  ] as const)('says %s to ClickUp as %j', async (permission, permission_level) => {
    const stage = sandboxClient();
    const entries = [{ person: 'priya', permission }];
    const answer = await stage.clickup.access.update({ list_id, entries, confirm: 'yes' });
    expect(last(stage)?.body).toEqual({ entries: [{ kind: 'user', id: USERS.priya, permission_level }] });
    expect(answer).toMatchObject({ entries: [{ person_id: USERS.priya, permission }] });
  });

  test.each([
    ['space', { space_id: SPACES.marketing }, SPACES.marketing],
    ['folder', { folder_id: FOLDERS.mobileApp }, FOLDERS.mobileApp],
    ['list', { list_id }, list_id],
    ['task', { task_id: 'ENG-96' }, '86c1jaksk'],
    ['doc', { doc_id: DOCS.handbook }, DOCS.handbook],
  ])('changes a %s', async (object_type, input, object_id) => {
    const stage = sandboxClient();
    const answer = await stage.clickup.access.update({ ...input, private: true });
    expect(answer).toMatchObject({ object_type, object_id, private: true });
    expect(last(stage)?.path).toMatch(new RegExp(`/${object_type}/${object_id}/acls$`));
  });

  test('makes a List private to one user group', async () => {
    const { clickup } = sandboxClient();
    const entries = [{ group_id: GROUPS.backend, permission: 'edit' as const }];
    expect(await clickup.access.update({ list_id, private: true, entries })).toMatchObject({
      private: true,
      entries: [{ group_id: GROUPS.backend, permission: 'edit' }],
    });
    const { users } = await clickup.user.find({ list_id });
    expect(users.map(({ id }) => id)).not.toContain(USERS.chloe);
  });

  test.each([
    ['no object', { private: true }, 'MISSING_PARAMETER'],
    ['two objects', { list_id, task_id: 'ENG-96', private: true }, 'INVALID_PARAMETER'],
    ['no change', { list_id }, 'MISSING_PARAMETER'],
    ['an entry for nobody', { list_id, entries: [{ permission: 'read' as const }] }, 'INVALID_PARAMETER'],
    [
      'an entry for a person and a group',
      { list_id, entries: [{ person: 'me', group_id: GROUPS.backend, permission: 'read' as const }] },
      'INVALID_PARAMETER',
    ],
    [
      'taking away without confirmation',
      { list_id, entries: [{ person: USERS.priya, permission: 'none' as const }] },
      'CONFIRMATION_REQUIRED',
    ],
  ])('refuses %s, and sends nothing', async (_, input, code) => {
    const { clickup, sent } = sandboxClient();
    expect(await failure(clickup.access.update(input))).toMatchObject({ code });
    expect(sent()).toEqual([]);
  });
});

describe('guests and members', () => {
  test('a guest is invited, gets a List to read, loses it, and is removed', async () => {
    const { clickup } = enterprise();
    const email = 'ada@partner.example';
    await clickup.guest.invite({ email, can_create_views: true });
    const { guest } = await clickup.guest.share({ guest_id: email, list_id, permission: 'read' });
    expect(guest).toMatchObject({ email, can_create_views: true, can_edit_tags: false, lists: ['Bugs'] });
    const after = await clickup.guest.unshare({ guest_id: email, list_id, confirm: 'yes' });
    expect(after.guest).not.toHaveProperty('lists');
    await clickup.guest.remove({ guest_id: email, confirm: 'yes' });
    const { users } = await clickup.user.find();
    expect(users.map((user) => user.email)).not.toContain(email);
  });

  test('a member is changed in what is given, by name', async () => {
    const { clickup } = enterprise();
    const { member } = await clickup.member.update({ user_id: 'priya', admin: true });
    expect(member).toEqual({ id: USERS.priya, username: 'Priya Nair', email: expect.any(String), role: 'admin' });
  });

  test.each([
    ['clickup_guest_invite', { email: 'ada@partner.example' }],
    ['clickup_guest_share', { guest_id: 'diego', list_id, permission: 'read' }],
    ['clickup_member_invite', { email: 'ada@partner.example', admin: false }],
  ])('%s says that the plan does not have it', async (tool, input) => {
    const envelope = await sandboxClient().clickup.call(tool, input);
    expect(envelope).toMatchObject({ success: false, error: { code: 'PLAN_REQUIRED' } });
  });

  test.each([
    ['clickup_guest_remove', { guest_id: 'diego' }],
    ['clickup_guest_unshare', { guest_id: 'diego', list_id }],
    ['clickup_member_remove', { user_id: 'priya' }],
  ])('%s removes nobody without confirmation', async (tool, input) => {
    const { clickup, sent } = enterprise();
    expect(await clickup.call(tool, input)).toMatchObject({ error: { code: 'CONFIRMATION_REQUIRED' } });
    expect(sent()).toEqual([]);
  });
});

describe('somebody of the wrong kind', () => {
  test.each([
    [
      'clickup_guest_share',
      { guest_id: 'priya', list_id: LISTS.bugs, permission: 'read' },
      'a full member is no guest',
    ],
    ['clickup_member_update', { user_id: 'diego', admin: true }, 'a guest is no member'],
  ])('%s says so', async (name, input, said) => {
    const { clickup } = enterprise();
    const answer = await clickup.call(name as string, input);
    expect(answer).toMatchObject({ success: false, error: { suggested_action: expect.stringContaining(said) } });
  });
});
