import { type Context, param } from '../context.js';
import { apiError, enterpriseOnly, noAccess, notAuthorized } from '../errors.js';
import { planIncludes } from '../plans.js';
import type { State } from '../state/index.js';
import { type MemberRow, Role, type RoleNumber } from '../state/people.js';
import type { WorkspaceRow } from '../state/places.js';
import type { ShareRow } from '../state/rights.js';
import { isAdmin } from './access.js';
import { findWorkspace } from './locate.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Throws 401 for everybody but owners and admins of the Workspace. */
export function requireAdmin(ctx: Context, workspaceId: string, permission: string): void {
  if (!isAdmin(ctx.state, ctx.user, workspaceId)) throw noAccess(permission);
}

/** The Workspace of a route that manages people: Enterprise plan only, else 403 TEAM_110; owners and admins only. */
export function managedWorkspace(ctx: Context): WorkspaceRow {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  if (!planIncludes(ctx.plan, 'enterprise')) throw enterpriseOnly();
  requireAdmin(ctx, workspace.id, 'can_manage_users');
  return workspace;
}

/** The person of that id in the Workspace, guest or not as wanted; else 401 OAUTH_027. */
export function findPerson(ctx: Context, workspaceId: string, userId: string, guest: boolean): MemberRow {
  const member = ctx.state.members.get(`${workspaceId}:${userId}`);
  if (!member || (member.role === Role.guest) !== guest) throw notAuthorized();
  return member;
}

/** The `custom_role_id` of the body, when it refines a role of that kind; null without one. Else 400. */
export function readCustomRole(ctx: Context, workspaceId: string, guest: boolean): number | null {
  const { custom_role_id: id } = ctx.body;
  if (id === undefined || id === null) return null;
  const role = ctx.state.customRoles.get(String(id));
  const fits = role?.workspaceId === workspaceId && (role.inheritedRole === Role.guest) === guest;
  if (!fits) throw apiError(400, 'INPUT_006', 'custom_role_id invalid');
  return Number(id);
}

const colors = ['#7b68ee', '#1bbc9c', '#e65100', '#2ea52c', '#ff4081', '#0388d1', '#595d66'];

/** Adds the person with the body's e-mail address; who is new has no name until they join. */
export function invite(ctx: Context, workspaceId: string, role: RoleNumber, customRoleId: number | null): MemberRow {
  const email = typeof ctx.body.email === 'string' ? ctx.body.email.trim().toLowerCase() : '';
  if (!EMAIL.test(email)) throw apiError(400, 'INPUT_006', 'Email invalid');
  const { users, members } = ctx.state;
  let user = users.all().find((row) => row.email.toLowerCase() === email);
  if (user && members.has(`${workspaceId}:${user.id}`))
    throw apiError(400, 'INPUT_006', 'User is already in the Workspace');
  if (!user) {
    const id = ctx.ids.user();
    user = users.put({
      id: String(id),
      username: null,
      email,
      color: colors[id % colors.length] ?? '#595d66',
      profilePicture: null,
      initials: email.charAt(0).toUpperCase(),
      timezone: ctx.user.timezone,
      weekStartDay: null,
    });
  }
  return members.put({
    id: `${workspaceId}:${user.id}`,
    workspaceId,
    userId: user.id,
    role,
    customRoleId,
    lastActive: null,
    dateJoined: null,
    dateInvited: ctx.now,
    invitedBy: ctx.user.id,
  });
}

/** The Workspace of a shared object; undefined for objects that have a table elsewhere. */
function workspaceOfShare(state: State, { objectType, objectId }: ShareRow): string | undefined {
  if (objectType === 'task') return state.tasks.get(objectId)?.workspaceId;
  const place = objectType === 'list' ? state.lists.get(objectId) : state.folders.get(objectId);
  return state.spaces.get(place?.spaceId ?? objectId)?.workspaceId;
}

/** Takes a person out of a Workspace: membership, groups, channels, shares and the reach of their tokens. */
export function removePerson(state: State, workspaceId: string, userId: string): void {
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== userId);
  state.members.remove(`${workspaceId}:${userId}`);
  state.guestRights.remove(`${workspaceId}:${userId}`);
  for (const group of state.groups.by('workspace', workspaceId)) {
    if (group.memberIds.includes(userId)) {
      state.groups.patch(group.id, { memberIds: without(group.memberIds) });
    }
  }
  // A direct message stays one between the same people.
  for (const { id, type, memberIds, followerIds } of state.channels.by('workspace', workspaceId)) {
    if (type === 'CHANNEL')
      state.channels.patch(id, { memberIds: without(memberIds), followerIds: without(followerIds) });
  }
  for (const share of state.shares.by('grantee', `user:${userId}`)) {
    if ((workspaceOfShare(state, share) ?? workspaceId) === workspaceId) state.shares.remove(share.id);
  }
  for (const token of state.tokens.all()) {
    if (token.userId !== userId) continue;
    state.tokens.patch(token.id, { workspaceIds: token.workspaceIds.filter((id) => id !== workspaceId) });
  }
}
