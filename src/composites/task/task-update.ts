import type { TaskUpdateData, TaskUpdateInput } from '../../../generated/contracts.js';
import { InputError } from '../../runtime/input-error.js';
import { defined } from '../api.js';
import type { Context } from '../context.js';
import { type HalfDone, halfDone } from '../half-done.js';
import { readTask } from './read-task.js';
import { changeTask } from './task-change.js';
import { type EstimatesRequest, setEstimates } from './task-estimates.js';
import { groupsOf } from './task-people.js';

/** Changes one task and reports what ClickUp took without applying it. */
export async function taskUpdate(ctx: Context, input: TaskUpdateInput): Promise<TaskUpdateData> {
  const { task_id, workspace_id, dry_run, estimates, replace_estimates, group_assignees, ...fields } = input;
  const changes = defined({ ...fields, group_assignees: groupsOf(group_assignees) });
  const hasChanges = Object.keys(changes).length > 0;
  if (!hasChanges && !estimates) {
    throw new InputError('Nothing is to be changed', {
      code: 'MISSING_PARAMETER',
      suggestion:
        'Name what to change. Tags: clickup_task_update_tags; List: clickup_task_move; custom fields: clickup_custom_field_set.',
    });
  }
  const { task, not_applied } = hasChanges
    ? await changeTask(ctx, task_id, changes, '')
    : { task: await readTask(ctx, task_id), not_applied: [] };
  const total =
    estimates &&
    (await estimate(ctx, { reference: task_id, task, estimates, replace: replace_estimates ?? false }, hasChanges));
  return {
    task: await ctx.present('task_written', total === undefined ? task : { ...task, time_estimate: total }),
    ...(not_applied.length > 0 && { not_applied }),
  };
}

/** Sets the estimates; when other changes were made before, an error says so. */
async function estimate(ctx: Context, request: EstimatesRequest, hasChanges: boolean): Promise<number | undefined> {
  try {
    return await setEstimates(ctx, request);
  } catch (error) {
    throw hasChanges ? halfDone(error, changedOnly) : error;
  }
}

const changedOnly: HalfDone = {
  done: 'The task was changed',
  rest: 'its estimates',
  suggestion: 'Repeat with estimates alone.',
  details: { applied: 'everything but estimates' },
};
