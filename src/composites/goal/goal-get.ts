import type { GoalGetData, GoalGetInput } from '../../../generated/contracts.js';
import type { Context } from '../context.js';
import { objectId } from '../inputs.js';
import { withProgress } from './goal-progress.js';
import { readGoal } from './read-goal.js';

/** One goal with its key results. */
export async function goalGet(ctx: Context, input: GoalGetInput): Promise<GoalGetData> {
  const goal = await readGoal(ctx, objectId('goal', input.goal_id, 'goal_id'));
  return {
    goal: await ctx.present('goal_with_key_results', input.detail === 'full' ? goal : withProgress(goal), input.detail),
  };
}
