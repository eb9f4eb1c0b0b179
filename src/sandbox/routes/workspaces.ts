import { type Context, param, type Routes } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { plans } from '../plans.js';
import { presentShared, presentWorkspace } from '../present/workspace.js';
import { Role } from '../state/people.js';

/** Seats that the sandbox's Workspace has paid for, more when more are taken. */
const BOUGHT_SEATS = 10;

/** Guests with permissions of their own: how many hangs on the plan and the members; without limit on Free Forever. */
function guestSeats(ctx: Context, members: number): number | 'Infinity' {
  const { guests } = plans[ctx.plan];
  return guests === null ? 'Infinity' : guests.first + guests.perMember * (members - 1);
}

/** Workspaces, their plan, seats and task types, and what is shared with the token's user. */
export const workspaces = {
  GetAuthorizedTeams: (ctx) => ({
    teams: ctx.token.workspaceIds.flatMap((id) => {
      const workspace = ctx.state.workspaces.get(id);
      return workspace ? [presentWorkspace(ctx.state, workspace)] : [];
    }),
  }),

  GetWorkspace: (ctx) => ({ team: presentWorkspace(ctx.state, findWorkspace(ctx, param(ctx, 'team_id'))) }),

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

  GetCustomItems: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    return {
      custom_items: ctx.state.customItems.by('workspace', workspace.id).map((item) => ({
        id: Number(item.id),
        name: item.name,
        name_plural: item.namePlural,
        description: item.description,
        avatar: item.avatar,
      })),
    };
  },
} satisfies Routes;
