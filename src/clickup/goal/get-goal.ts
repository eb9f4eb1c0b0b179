import { unwrap } from '../api.js';
import type { Context } from '../context.js';

/** A goal as ClickUp has it. */
export async function readGoal(ctx: Context, goal_id: string) {
  const { goal } = await unwrap(ctx.api.GET('/v2/goal/{goal_id}', { params: { path: { goal_id } } }));
  return goal;
}
