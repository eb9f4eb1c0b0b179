import type { GoalGetData, GoalGetInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { readGoal } from '../../clickup/goal/get-goal.js';
import { stepsOf } from '../../clickup/goal/history.js';
import { withProgress } from '../../clickup/goal/progress.js';
import { objectId } from '../../clickup/references.js';

/** One goal with its key results, and how these got where they are. */
export async function goalGet(ctx: Context, input: GoalGetInput): Promise<GoalGetData> {
  const goal = await readGoal(ctx, objectId('goal', input.goal_id, 'goal_id'));
  const shown =
    input.detail === 'full'
      ? goal
      : { ...withProgress(goal), ...(input.detail !== 'raw' && { steps: await stepsOf(ctx, goal) }) };
  return { goal: await ctx.project('goal_with_key_results', shown, input.detail) };
}
