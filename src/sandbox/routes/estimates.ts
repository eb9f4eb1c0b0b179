import { type Context, isObject, param, type Routes } from '../context.js';
import { findTaskById, findWorkspace } from '../domain/locate.js';
import { saveTask } from '../domain/task-events.js';
import { timeEstimate } from '../domain/time-totals.js';
import { apiError, failV3, notAuthorized } from '../errors.js';
import { planIncludes } from '../plans.js';
import type { TaskRow } from '../state/tasks.js';

/** People whose estimates one request may set. https://developer.clickup.com/reference/updatetimeestimatesbyuser */
const MOST_ENTRIES = 10;

function readEntries(ctx: Context, task: TaskRow): Record<string, number> {
  if (!Array.isArray(ctx.json) || ctx.json.length === 0) throw failV3(400, 'Body must be an array of estimates');
  if (ctx.json.length > MOST_ENTRIES) throw failV3(400, `At most ${MOST_ENTRIES} estimates`);
  const entries: Record<string, number> = {};
  for (const entry of ctx.json) {
    const assignee = isObject(entry) ? String(entry.assignee) : '';
    const time = isObject(entry) ? entry.time : undefined;
    if (typeof time !== 'number' || !Number.isInteger(time) || time < 0) throw failV3(400, 'time must be milliseconds');
    if (assignee !== 'unassigned' && !task.assigneeIds.includes(assignee)) {
      throw failV3(400, `User ${assignee} is not an assignee of the task`);
    }
    entries[assignee] = time;
  }
  return entries;
}

function estimatedTask(ctx: Context): TaskRow {
  const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
  if (!planIncludes(ctx.plan, 'business'))
    throw apiError(403, 'ACCESS_999', 'Time estimates per user need the Business plan');
  const task = findTaskById(ctx, param(ctx, 'task_id'), 'edit');
  if (task.workspaceId !== workspace.id) throw notAuthorized();
  return task;
}

/** Time estimates per assignee; the task's own estimate becomes their sum. */
export const estimates = {
  updateTimeEstimatesByUser: (ctx) => {
    const task = estimatedTask(ctx);
    const updated = readEntries(ctx, task);
    // An estimate of the whole task becomes the share of nobody in particular, so that nothing is lost.
    const before =
      Object.keys(task.estimates).length > 0 || task.timeEstimate === null
        ? task.estimates
        : { unassigned: task.timeEstimate };
    const after = saveTask(ctx, task, withTotal({ ...before, ...updated }));
    return { data: { total_time_estimate: timeEstimate(after) ?? 0, updated_estimates: updated } };
  },

  replaceTimeEstimatesByUser: (ctx) => {
    const task = estimatedTask(ctx);
    const after = saveTask(ctx, task, withTotal(readEntries(ctx, task)));
    return { data: { total_time_estimate: timeEstimate(after) ?? 0, assignee_estimates: after.estimates } };
  },
} satisfies Routes;

const withTotal = (estimates: Record<string, number>) => ({
  estimates,
  timeEstimate: Object.values(estimates).reduce((sum, part) => sum + part, 0),
});
