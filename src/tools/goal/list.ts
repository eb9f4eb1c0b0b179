import type { GoalListData, GoalListInput } from '../../../generated/contracts.js';
import { omitUndefined } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { listGoals } from '../../clickup/goal/find-goal.js';
import { withProgress } from '../../clickup/goal/progress.js';

/** Goals of the Workspace, every goal once. */
export async function goalList(ctx: Context, input: GoalListInput): Promise<GoalListData> {
  const all = await listGoals(ctx, omitUndefined({ include_completed: input.include_completed }));
  return { goals: await ctx.projectAll('goal', input.detail === 'full' ? all : all.map(withProgress), input.detail) };
}
