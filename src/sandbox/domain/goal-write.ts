import type { Context } from '../context.js';
import { apiError, notAuthorized } from '../errors.js';
import type { GoalRow, KeyResultRow } from '../state/goals.js';
import { isMember } from './access.js';

/** 400 for a property of a goal or key result. */
export const invalid = (what: string) => apiError(400, 'INPUT_006', `${what} invalid`);

/** The goal, for members of its Workspace; guests have no goals. */
export function findGoal(ctx: Context, id: string): GoalRow {
  const goal = ctx.state.goals.get(id);
  if (!goal || !ctx.token.workspaceIds.includes(goal.workspaceId)) throw notAuthorized();
  if (!isMember(ctx.state, ctx.user, goal.workspaceId)) throw notAuthorized();
  return goal;
}

/** The people whom a property of the body names; undefined without it. Else 400. */
export function readOwners(ctx: Context, key: string): string[] | undefined {
  const ids = ctx.body[key];
  if (ids === undefined || ids === null) return undefined;
  if (!Array.isArray(ids)) throw invalid(key);
  const unknown = ids.find((id) => !ctx.state.users.has(String(id)));
  if (unknown !== undefined) throw invalid(`${key}: user ${String(unknown)}`);
  return [...new Set(ids.map(String))];
}

/** Tells webhooks about a goal, or about a key result of it. */
export function reportGoal(ctx: Context, event: string, goal: GoalRow, row?: KeyResultRow): void {
  const ids = { goal_id: goal.id, ...(row ? { key_result_id: row.id } : {}) };
  ctx.emit({ event, ids, changes: [], workspaceId: goal.workspaceId });
}
