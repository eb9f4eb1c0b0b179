import type { WorkspaceGetPlanData } from '../../../generated/contracts.js';
import { member, objectAt, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { workspaceId } from '../../clickup/workspace.js';

/** The plan of a Workspace and its seats. ClickUp writes "Infinity" where there is no limit. */
export async function workspaceGetPlan(ctx: Context): Promise<WorkspaceGetPlanData> {
  const workspace = await workspaceId(ctx);
  const params = { path: { team_id: workspace } };
  const [plan, taken] = await Promise.all([
    unwrap(ctx.api.GET('/v2/team/{team_id}/plan', { params })),
    unwrap(ctx.api.GET('/v2/team/{team_id}/seats', { params })),
  ]);
  const members = objectAt(taken, 'members') ?? ({} as NonNullable<typeof taken.members>);
  const guests = objectAt(taken, 'guests') ?? ({} as NonNullable<typeof taken.guests>);
  return {
    workspace_id: workspace,
    plan: { id: String(member(plan, 'plan_id') ?? 'unknown'), name: plan.plan_name ?? 'unknown' },
    seats: {
      members: seats(member(members, 'filled_members_seats'), members.total_member_seats, members.empty_member_seats),
      guests: seats(member(guests, 'filled_guest_seats'), guests.total_guest_seats, guests.empty_guest_seats),
    },
  };
}

type Count = number | string | null | undefined;

function seats(filled: Count, total: Count, empty: Count) {
  const limit = Number(total);
  const free = Number(empty);
  return {
    filled: Number(filled ?? 0),
    ...(Number.isFinite(limit) ? { total: limit } : { unlimited: true }),
    ...(Number.isFinite(limit) && Number.isFinite(free) && { empty: free }),
  };
}
