import { flag, param, type Routes } from '../context.js';
import { findPerson, invite, managedWorkspace, readCustomRole, removePerson } from '../domain/people-write.js';
import { apiError, noAccess } from '../errors.js';
import { presentPerson, presentWorkspaceRoles } from '../present/workspace.js';
import { Role } from '../state/people.js';

const ownerStays = () => noAccess('can_manage_owner');

/** Members of a Workspace. Enterprise plan only. */
export const users = {
  InviteUserToWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const role = ctx.body.admin === true ? Role.admin : Role.member;
    invite(ctx, workspace.id, role, readCustomRole(ctx, workspace.id, false));
    return { team: presentWorkspaceRoles(ctx.state, workspace) };
  },

  GetUser: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const member = findPerson(ctx, workspace.id, param(ctx, 'user_id'), false);
    return { member: presentPerson(ctx, member, !ctx.query.has('include_shared') || flag(ctx, 'include_shared')) };
  },

  EditUserOnWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const member = findPerson(ctx, workspace.id, param(ctx, 'user_id'), false);
    const { username, admin, custom_role_id: customRole } = ctx.body;
    if (username !== undefined && (typeof username !== 'string' || username.trim() === '')) {
      throw apiError(400, 'INPUT_006', 'username invalid');
    }
    if (typeof admin === 'boolean' && member.role === Role.owner) throw ownerStays();
    const roleId = customRole === undefined ? member.customRoleId : readCustomRole(ctx, workspace.id, false);
    const role = typeof admin === 'boolean' ? (admin ? Role.admin : Role.member) : member.role;
    const after = ctx.state.members.patch(member.id, { customRoleId: roleId, role });
    if (typeof username === 'string') ctx.state.users.patch(member.userId, { username: username.trim() });
    return { member: presentPerson(ctx, after, true) };
  },

  RemoveUserFromWorkspace: (ctx) => {
    const workspace = managedWorkspace(ctx);
    const member = findPerson(ctx, workspace.id, param(ctx, 'user_id'), false);
    if (member.role === Role.owner) throw ownerStays();
    removePerson(ctx.state, workspace.id, member.userId);
    return { team: presentWorkspaceRoles(ctx.state, workspace) };
  },
} satisfies Routes;
