import type { GoalGetData, GoalGetInput } from '../../../generated/contracts.js';
import { ok } from '../api.js';
import type { Context } from '../context.js';
import { objectId } from '../inputs.js';
import { withProgress } from './goal-progress.js';

/** One goal with its key results. */
export async function goalGet(ctx: Context, input: GoalGetInput): Promise<GoalGetData> {
  const goal = await readGoal(ctx, objectId('goal', input.goal_id, 'goal_id'));
  return {
    goal: await ctx.present('goal_with_key_results', input.detail === 'full' ? goal : withProgress(goal), input.detail),
  };
}

/** A goal as ClickUp has it. */
export async function readGoal(ctx: Context, goal_id: string) {
  const { goal } = await ok(ctx.api.GET('/v2/goal/{goal_id}', { params: { path: { goal_id } } }));
  return goal;
}
