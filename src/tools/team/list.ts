import type { TeamListData, TeamListInput } from '../../../generated/contracts.js';
import { rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { workspaceId } from '../../clickup/workspace.js';
import { advice } from '../../runtime/advice.js';
import { ClickUpError } from '../../runtime/errors.js';

/** The user groups of a Workspace, and on request its custom roles. */
export async function teamList(ctx: Context, input: TeamListInput): Promise<TeamListData> {
  const workspace = await workspaceId(ctx);
  const [answer, roles] = await Promise.all([
    unwrap(ctx.api.GET('/v2/group', { params: { query: { team_id: workspace } } })),
    input.include_roles ? customRoles(ctx, workspace) : undefined,
  ]);
  return {
    teams: await ctx.projectAll('user_group', rows(answer, 'groups')),
    ...(roles && { roles: await ctx.projectAll('custom_role', roles) }),
  };
}

/** The groups are worth having even where the plan or the user's rights hide the roles. */
async function customRoles(ctx: Context, workspace: string) {
  const params = { path: { team_id: workspace }, query: { include_members: true } };
  try {
    return rows(await unwrap(ctx.api.GET('/v2/team/{team_id}/customroles', { params })), 'custom_roles');
  } catch (error) {
    if (!(error instanceof ClickUpError) || (error.code !== 'PLAN_REQUIRED' && error.code !== 'FORBIDDEN')) throw error;
    ctx.note(advice`Custom roles are left out: ${error.message}. ${error.advice}`);
    return undefined;
  }
}
