import type { TaskMergeData, TaskMergeInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { readTask } from '../../clickup/task/get-task.js';
import type { WireTask } from '../../clickup/task/model.js';
import { invalidInput } from '../../runtime/errors.js';

/** Merges tasks into one. They are read first, because nothing can name them afterwards. */
export async function taskMerge(ctx: Context, input: TaskMergeInput): Promise<TaskMergeData> {
  const [target, ...given] = await Promise.all([
    readTask(ctx, input.task_id),
    ...input.source_task_ids.map((id, index) => readTask(ctx, id, { parameter: `source_task_ids[${index}]` })),
  ]);
  const sources = [...new Map(given.map((task) => [task.id, task])).values()];
  if (sources.some(({ id }) => id === target.id)) {
    throw invalidInput('A task cannot be merged into itself', {
      parameter: 'source_task_ids',
      value: input.source_task_ids,
      suggestion: 'Leave the task that stays out of source_task_ids.',
    });
  }
  const source_task_ids = sources.map(({ id }) => id);
  const params = { path: { task_id: target.id } };
  await unwrap(ctx.api.POST('/v2/task/{task_id}/merge', { params, body: { source_task_ids } }));
  const tense = ctx.dryRun ? ['would stay', 'would go'] : ['stays', 'is gone'];
  ctx.note(`${titleOf(target)} ${tense[0]}; its own name, status, dates and fields hold.`);
  for (const source of sources) {
    const own = ownFacts(source);
    ctx.note(`${titleOf(source)} ${tense[1]}${own.length > 0 ? `, and with it its own ${own.join(', ')}` : ''}.`);
  }
  return {
    merged: true,
    task_id: target.id,
    source_task_ids,
    task: { id: target.id, name: target.name },
    sources: sources.map(({ id, name }) => ({ id, name })),
  };
}

const titleOf = ({ id, custom_id, name }: WireTask) => `${JSON.stringify(name)} (${custom_id ?? id})`;

/** What a source has of its own that one task can have only once. */
function ownFacts({ status, priority, due_date, start_date, time_estimate, custom_fields = [] }: WireTask): string[] {
  const fields = custom_fields.filter(({ value }) => value !== undefined && value !== null);
  const facts: [string, unknown][] = [
    [`status ${status?.status}`, status],
    ['priority', priority],
    ['due date', due_date],
    ['start date', start_date],
    ['time estimate', time_estimate],
    [`custom field values (${fields.map(({ name }) => name).join(', ')})`, fields.length > 0],
  ];
  return facts.filter(([, has]) => has).map(([fact]) => fact);
}
