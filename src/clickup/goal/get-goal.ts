import { identified, member, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';

/** A goal as ClickUp has it. */
export async function readGoal(ctx: Context, goal_id: string) {
  const answer = await unwrap(ctx.api.GET('/v2/goal/{goal_id}', { params: { path: { goal_id } } }));
  const goal = identified(member(answer, 'goal'));
  // Key results that cannot be read are not none.
  if (goal.key_results !== undefined) rows(goal, 'key_results');
  return goal;
}
