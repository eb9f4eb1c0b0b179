import { invalidInput } from '../../runtime/errors.js';
import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import { durationMs } from '../dates/durations.js';
import { userId } from '../people/ids.js';
import type { Id } from '../references.js';
import { workspaceId } from '../workspace.js';
import { taskId } from './ids.js';
import type { WireTask } from './model.js';

export interface EstimatesRequest {
  reference: Id;
  task: WireTask;
  /** Duration by person. */
  estimates: Readonly<Record<string, unknown>>;
  /** Whether people who are not named lose theirs. */
  replace: boolean;
}

/** What one request takes: https://developer.clickup.com/reference/updatetimeestimatesbyuser */
const maxPeople = 10;

/** Sets the estimates of people on a task and gives their sum in ms; needs the Business plan. */
export async function setEstimates(
  ctx: Context,
  { reference, task, estimates, replace }: EstimatesRequest,
): Promise<number | undefined> {
  const entries = Object.entries(estimates);
  if (entries.length === 0 || entries.length > maxPeople) {
    throw invalidInput(`estimates names ${entries.length} people`, {
      parameter: 'estimates',
      value: estimates,
      suggestion: `Name 1 to ${maxPeople}, such as {"me": "3h"}.`,
    });
  }
  const items = await Promise.all(
    entries.map(async ([person, duration]) => ({
      assignee: person === 'unassigned' ? ('unassigned' as const) : await userId(ctx, person, `estimates.${person}`),
      time: timeOf(duration, `estimates.${person}`),
    })),
  );
  const path = {
    // The stand-in of a dry run has neither id nor Workspace, and nor has an answer that lacks the task.
    workspace_id: (!ctx.dryRun && task.team_id) || (await workspaceId(ctx)),
    task_id: (!ctx.dryRun && task.id) || (await taskId(ctx, reference, 'task_id')),
  };
  const route = '/v3/workspaces/{workspace_id}/tasks/{task_id}/time_estimates_by_user';
  const { data } = await (replace
    ? unwrap(ctx.api.PUT(route, { params: { path }, body: items }))
    : unwrap(ctx.api.PATCH(route, { params: { path }, body: items })));
  return data?.total_time_estimate;
}

function timeOf(duration: unknown, parameter: string): number {
  if (typeof duration === 'string' || typeof duration === 'number') return durationMs(duration, parameter);
  throw invalidInput(`${parameter} is not a duration`, {
    parameter,
    value: duration,
    suggestion: 'Use text such as "1h 30m", or milliseconds.',
  });
}
