import type { GoalListData, GoalListInput } from '../../../generated/contracts.js';
import { omitUndefined, readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { withProgress } from '../../clickup/goal/progress.js';
import { workspaceId } from '../../clickup/workspace.js';

/** Goals of the Workspace: those outside folders, then those of each goal folder, every goal once. */
export async function goalList(ctx: Context, input: GoalListInput): Promise<GoalListData> {
  const team_id = await workspaceId(ctx);
  const query = omitUndefined({ include_completed: input.include_completed });
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/goal', { params: { path: { team_id }, query } }));
  const goals = readable(ctx, rows(answer, 'goals'), 'goals');
  const folders = readable(ctx, rows(answer, 'folders'), 'goal folders');
  const filed = folders.flatMap((folder) =>
    readable(ctx, folder.goals ?? [], 'goals').map((goal) => ({ ...goal, folder_name: folder.name })),
  );
  const inFolders = new Set(filed.map(({ id }) => id));
  const all = [...goals.filter(({ id }) => !inFolders.has(id)), ...filed];
  return { goals: await ctx.projectAll('goal', input.detail === 'full' ? all : all.map(withProgress), input.detail) };
}
