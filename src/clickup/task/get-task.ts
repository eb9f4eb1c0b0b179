import { invalidInput } from '../../runtime/errors.js';
import { withHint } from '../advice.js';
import { identified, unwrap } from '../api.js';
import type { Context } from '../context.js';
import type { Id } from '../references.js';
import { taskRef } from './ids.js';
import type { WireTask } from './model.js';
import { rememberRef } from './task-refs.js';

export interface ReadTaskOptions {
  include_subtasks?: boolean;
  include_markdown_description?: boolean;
  /** Name of the argument, for errors; `task_id` by default. */
  parameter?: string;
}

/** One task with all that hangs on it, by id, custom id or URL. */
export async function readTask(ctx: Context, reference: Id, options: ReadTaskOptions = {}): Promise<WireTask> {
  const { parameter = 'task_id', ...include } = options;
  const { id, query } = await taskRef(ctx, reference, parameter);
  const params = { path: { task_id: id }, query: { ...query, ...include } };
  const task = identified(await unwrap(ctx.api.GET('/v2/task/{task_id}', { params })));
  rememberRef(ctx, task);
  return task as unknown as WireTask;
}

/** Several tasks, in the order given and each once; at least one has to be named. */
export async function readTasks(
  ctx: Context,
  references: readonly Id[],
  include: Omit<ReadTaskOptions, 'parameter'> = {},
): Promise<WireTask[]> {
  const tasks = await Promise.all(
    atLeastOne(references).map((reference, index) =>
      readTask(ctx, reference, { ...include, parameter: `task_ids[${index}]` }),
    ),
  );
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** Refuses an empty `task_ids`, which would succeed without doing anything. */
export function atLeastOne(references: readonly Id[]): readonly Id[] {
  if (references.length > 0) return references;
  throw invalidInput('task_ids is empty', {
    code: 'MISSING_PARAMETER',
    parameter: 'task_ids',
    suggestion: withHint('Name at least one task', 'task.search', 'finds ids'),
  });
}
