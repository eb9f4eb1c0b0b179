import type { TaskUpdateData, TaskUpdateInput } from '../../../generated/contracts.js';
import { omitUndefined } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { type EstimatesRequest, setEstimates } from '../../clickup/task/estimates.js';
import { readTask } from '../../clickup/task/get-task.js';
import { groupsOf } from '../../clickup/task/task-people.js';
import { nameChange, writeTaskChanges } from '../../clickup/task/update-task.js';
import { invalidInput } from '../../runtime/errors.js';
import { type PartialFailure, partialFailure } from '../partial-failure.js';

/** Changes one task and reports what ClickUp took without applying it. */
export async function taskUpdate(ctx: Context, input: TaskUpdateInput): Promise<TaskUpdateData> {
  const { task_id, workspace_id, dry_run, estimates, replace_estimates, group_assignees, ...fields } = input;
  const changes = omitUndefined({
    ...fields,
    group_assignees: await groupsOf(ctx, group_assignees, 'group_assignees'),
  });
  const hasChanges = Object.keys(changes).length > 0;
  if (!hasChanges && !estimates) {
    throw invalidInput('Nothing to change is given', {
      code: 'MISSING_PARAMETER',
      suggestion: nameChange,
    });
  }
  const { task, not_applied } = hasChanges
    ? await writeTaskChanges(ctx, task_id, changes, '')
    : { task: await readTask(ctx, task_id), not_applied: [] };
  const total =
    estimates &&
    (await estimate(ctx, { reference: task_id, task, estimates, replace: replace_estimates ?? false }, hasChanges));
  return {
    task: await ctx.project('task_written', total === undefined ? task : { ...task, time_estimate: total }),
    ...(not_applied.length > 0 && { not_applied }),
  };
}

/** Sets the estimates; when other changes were made before, an error says so. */
async function estimate(ctx: Context, request: EstimatesRequest, hasChanges: boolean): Promise<number | undefined> {
  try {
    return await setEstimates(ctx, request);
  } catch (error) {
    throw hasChanges ? partialFailure(error, changedOnly) : error;
  }
}

const changedOnly: PartialFailure = {
  done: 'The task was changed',
  rest: 'its estimates',
  suggestion: 'Repeat with estimates only.',
  details: { applied: 'everything but estimates' },
};
