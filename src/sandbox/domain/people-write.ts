import { type Context, param } from '../context.js';
import { enterpriseOnly, fail, noAccess, notAuthorized } from '../errors.js';
import { planIncludes } from '../plans.js';
import { type MemberRow, Role, type RoleNumber } from '../state/people.js';
import type { WorkspaceRow } from '../state/places.js';
import { roleIn } from './access.js';
import { findWorkspace } from './locate.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Throws 401 for everybody but owners and admins of the Workspace. */
export function requireAdmin(ctx: Context, workspaceId: string, permission: string): void {
  const role = roleIn(ctx.state, ctx.user, workspaceId);
  if (role !== Role.owner && role !== Role.admin) throw noAccess(permission);
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
  if (!fits) throw fail(400, 'INPUT_006', 'custom_role_id invalid');
  return Number(id);
}

const colors = ['#7b68ee', '#1bbc9c', '#e65100', '#2ea52c', '#ff4081', '#0388d1', '#595d66'];

/** Adds the person with the body's e-mail address; who is new has no name until they join. */
export function invite(ctx: Context, workspaceId: string, role: RoleNumber, customRoleId: number | null): MemberRow {
  const email = typeof ctx.body.email === 'string' ? ctx.body.email.trim().toLowerCase() : '';
  if (!EMAIL.test(email)) throw fail(400, 'INPUT_006', 'Email invalid');
  const { users, members } = ctx.state;
  let user = users.all().find((row) => row.email.toLowerCase() === email);
  if (user && members.has(`${workspaceId}:${user.id}`))
    throw fail(400, 'INPUT_006', 'User is already in the Workspace');
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
