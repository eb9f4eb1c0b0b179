import { objectAt, rowsAt } from '../../runtime/wire.js';
import { bodyOf, changesBy, type Fields, members, text, unseen, value } from '../fields.js';
import { readObject } from '../read-object.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, final, gone, remove, update } from '../rows.js';
import { plural } from './tasks.js';

/** Looks through the Workspaces of the token, where a path does not say which. */
async function amongWorkspaces(
  reads: Reads,
  look: (workspace: string) => Promise<Wire | undefined>,
): Promise<Wire | undefined> {
  const teams = rowsAt(await reads.get('GetAuthorizedTeams', {}), 'teams');
  for (const { id } of teams) {
    const found = await look(String(id));
    if (found) return found;
  }
  return undefined;
}

const groupIn = async (reads: Reads, team_id: string, wanted: string | undefined) =>
  rowsAt(await reads.get('GetUserGroups', {}, { team_id }), 'groups').find(({ id }) => id === wanted);

const theGroup = ({ path }: Sent, reads: Reads) =>
  amongWorkspaces(reads, (workspace) => groupIn(reads, workspace, path.group_id));

const groupFields: Fields = { name: text('name'), handle: value('handle'), members: members('members') };

const hookIn = async (reads: Reads, team_id: string, wanted: unknown) =>
  rowsAt(await reads.get('GetWebhooks', { team_id }), 'webhooks').find(({ id }) => id === wanted);

const theWebhook = ({ path }: Sent, reads: Reads) =>
  amongWorkspaces(reads, (workspace) => hookIn(reads, workspace, path.webhook_id));

const webhookFields: Fields = {
  endpoint: value('endpoint'),
  events: value('events'),
  status: { ...unseen(), of: (hook) => objectAt(hook, 'health').status },
  ...Object.fromEntries(['space_id', 'folder_id', 'list_id', 'task_id'].map((name) => [name, value(name)])),
};

const theGuest = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('GetGuest', { team_id: path.team_id ?? '', guest_id: path.guest_id ?? '' });
  return answer && { ...objectAt(answer, 'guest', 'user'), ...objectAt(answer, 'guest') };
};

const guestFields: Fields = {
  ...Object.fromEntries(
    [
      'can_see_points_estimated',
      'can_edit_tags',
      'can_see_time_spent',
      'can_see_time_estimated',
      'can_create_views',
    ].map((name) => [name, value(name)]),
  ),
  custom_role_id: unseen(),
};

const theUser = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('GetUser', { team_id: path.team_id ?? '', user_id: path.user_id ?? '' });
  return answer && objectAt(answer, 'member', 'user');
};

/** Owners and admins: https://developer.clickup.com/docs/faq */
const isAdmin = (role: unknown) => Number(role) <= 2;

const userFields: Fields = {
  username: text('username'),
  admin: { ...unseen(), of: ({ role }) => role !== undefined && isAdmin(role) },
  custom_role_id: unseen(),
};

const accessFields: Fields = { private: unseen(), entries: unseen('access') };

/** What an access list is of. */
const theObject = async ({ path: { workspace_id = '', object_type, object_id = '' } }: Sent, reads: Reads) =>
  object_type === 'doc'
    ? reads.get('getDocPublic', { workspace_id, doc_id: object_id })
    : readObject(reads, object_type, object_id);

const nobody = 'who had which access before is not shown by the API';
const invited = 'an invitation that was sent cannot be called back; removing the person takes their access';
const removed = 'the API cannot give back what somebody had access to';

/** Who is invited has no id before. */
const nothingYet = () => undefined;
const named = (sent: Sent) => String(bodyOf(sent).email ?? '') || undefined;

export const people = {
  CreateUserGroup: {
    ...create('Team', { by: 'DeleteUserGroup', as: 'group_id', fields: { ...groupFields, members: unseen('people') } }),
    made: (sent, id, reads) => groupIn(reads, sent.path.team_id ?? '', id),
  },
  UpdateUserGroup: update('Team', theGroup, groupFields),
  DeleteUserGroup: remove('Team', gone, theGroup, {
    loses: async (_sent, group) => plural(rowsAt(group, 'members').length, 'member'),
  }),
  CreateWebhook: {
    ...create('webhook', { by: 'DeleteWebhook', as: 'webhook_id', fields: webhookFields }),
    made: (sent, id, reads) => hookIn(reads, sent.path.team_id ?? '', id),
  },
  UpdateWebhook: update('webhook', theWebhook, webhookFields),
  DeleteWebhook: remove('webhook', 'a new one would have another secret', theWebhook),
  InviteGuestToWorkspace: final('invite', 'guest', invited, { name: named, target: nothingYet }),
  InviteUserToWorkspace: final('invite', 'member', invited, { name: named, target: nothingYet }),
  EditGuestOnWorkspace: update('guest', theGuest, guestFields),
  EditUserOnWorkspace: update('member', theUser, userFields),
  RemoveGuestFromWorkspace: final('remove', 'guest', removed),
  RemoveUserFromWorkspace: final('remove', 'member', removed),
  AddGuestToFolder: final('share a Folder with', 'guest', nobody),
  AddGuestToList: final('share a List with', 'guest', nobody),
  AddGuestToTask: final('share a task with', 'guest', nobody),
  RemoveGuestFromFolder: final('stop sharing a Folder with', 'guest', nobody),
  RemoveGuestFromList: final('stop sharing a List with', 'guest', nobody),
  RemoveGuestFromTask: final('stop sharing a task with', 'guest', nobody),
  publicPatchAcl: final('change the access to', 'object', nobody, {
    read: theObject,
    changes: (sent) => changesBy(accessFields, sent, undefined),
    target: ({ path }) => path.object_id,
  }),
  GetAccessToken: final('exchange', 'code', 'a code is used once'),
} satisfies Record<string, Row>;
