import type { TaskDeleteBulkData, TaskDeleteBulkInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { taskRef } from '../../clickup/task/ids.js';
import { runBulk } from '../bulk.js';
import { outcomes, refuseTooMany } from './bulk-results.js';

/** Moves tasks to the trash side by side; a task named twice is deleted once. */
export async function taskDeleteBulk(ctx: Context, input: TaskDeleteBulkInput): Promise<TaskDeleteBulkData> {
  // Every reference is checked before the first task is gone.
  const references = await Promise.all(
    input.task_ids.map((reference, index) => taskRef(ctx, reference, `task_ids[${index}]`)),
  );
  const tasks = [...new Map(references.map((reference) => [reference.id, reference])).values()];
  refuseTooMany(tasks, 'task_ids');
  const worker = async ({ id: task_id, query }: (typeof tasks)[number], _: number, own: Context) => {
    await unwrap(own.api.DELETE('/v2/task/{task_id}', { params: { path: { task_id }, query } }));
    return {};
  };
  const options = {
    label: 'tasks',
    settledBy: ctx.call.settledBy,
    identify: ({ id }: { id: string }) => ({ id }),
    restored: () => undefined,
  };
  return outcomes(ctx, await runBulk(ctx, tasks, worker, options));
}
