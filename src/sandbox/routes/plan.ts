import { type Context, flag, param, type Routes } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { planIncludes, plans } from '../plans.js';
import { presentShared } from '../present/workspace.js';
import { Role } from '../state/people.js';

/** Seats that the sandbox's Workspace has paid for, more when more are taken. */
const BOUGHT_SEATS = 10;

/** Guests with permissions of their own come in a number that hangs on the plan and the members; all are free on Free Forever. */
function guestSeats(ctx: Context, members: number): number | 'Infinity' {
  const { guests } = plans[ctx.plan];
  return guests === null ? 'Infinity' : guests.first + guests.perMember * (members - 1);
}

/** Plan, seats, custom roles, and what is shared with the token's user. */
export const plan = {
  GetWorkspaceplan: (ctx) => {
    findWorkspace(ctx, param(ctx, 'team_id'));
    const { name, id } = plans[ctx.plan];
    return { plan_name: name, plan_id: id };
  },

  GetWorkspaceseats: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const people = ctx.state.members.by('workspace', workspace.id);
    const guests = people.filter((member) => member.role === Role.guest).length;
    const members = people.length - guests;
    const total = Math.max(BOUGHT_SEATS, members);
    const guestTotal = guestSeats(ctx, total);
    return {
      members: {
        filled_members_seats: members,
        total_member_seats: total,
        empty_member_seats: total - members,
      },
      guests: {
        filled_guest_seats: guests,
        total_guest_seats: guestTotal,
        empty_guest_seats: guestTotal === 'Infinity' ? guestTotal : Math.max(0, guestTotal - guests),
      },
    };
  },

  SharedHierarchy: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    return { shared: presentShared(ctx, ctx.user, workspace.id) };
  },

  GetCustomRoles: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const roles = planIncludes(ctx.plan, 'business-plus') ? ctx.state.customRoles.by('workspace', workspace.id) : [];
    const holders = ctx.state.members.by('workspace', workspace.id);
    return {
      custom_roles: roles.map((role) => ({
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
