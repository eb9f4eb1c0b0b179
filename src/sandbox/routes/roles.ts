import { flag, param, type Routes } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { planIncludes } from '../plans.js';

/** Custom roles, which begin with the Business Plus plan. */
export const roles = {
  GetCustomRoles: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const found = planIncludes(ctx.plan, 'business-plus') ? ctx.state.customRoles.by('workspace', workspace.id) : [];
    const holders = ctx.state.members.by('workspace', workspace.id);
    return {
      custom_roles: found.map((role) => ({
        id: Number(role.id),
        team_id: workspace.id,
        name: role.name,
        inherited_role: role.inheritedRole,
        date_created: String(role.dateCreated),
        ...(flag(ctx, 'include_members')
          ? { members: holders.filter((row) => String(row.customRoleId) === role.id).map((row) => Number(row.userId)) }
          : {}),
      })),
    };
  },
} satisfies Routes;
