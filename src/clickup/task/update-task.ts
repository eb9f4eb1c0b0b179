import { advice, joinTexts, type Text } from '../../runtime/advice.js';
import { withTool } from '../advice.js';
import { omitUndefined, unwrap } from '../api.js';
import type { Context } from '../context.js';
import type { Id } from '../references.js';
import { readTask } from './get-task.js';
import { taskRef } from './ids.js';
import { namingStatuses } from './status.js';
import { type TaskFields, wireFields } from './task-body.js';
import { type AddRem, addRem, type PeopleInput, peopleOf } from './task-people.js';
import { notApplied, showsAll, type WrittenTask } from './verify-write.js';

/** What may be changed on a task with one request. */
export interface TaskChange extends TaskFields {
  assignees?: PeopleInput;
  watchers?: PeopleInput;
  group_assignees?: AddRem<string> | undefined;
}

export interface Changed {
  task: WrittenTask;
  /** Arguments that ClickUp took without applying them. */
  not_applied: string[];
}

/**
 * Sends one change and compares the answer with it; where they differ, the task is read once more before anything is
 * reported, because ClickUp's answers can lag behind its writes. `prefix` leads to the arguments in errors.
 */
export async function writeTaskChanges(
  ctx: Context,
  reference: Id,
  change: TaskChange,
  prefix: string,
): Promise<Changed> {
  const { id: task_id, query } = await taskRef(ctx, reference, `${prefix}task_id`);
  let before: Promise<WrittenTask> | undefined;
  const current = () => {
    before ??= readTask(ctx, reference);
    return before;
  };
  const [fields, assignees, watchers] = await Promise.all([
    wireFields(ctx, change, prefix),
    peopleOf(ctx, change.assignees, `${prefix}assignees`),
    peopleOf(ctx, change.watchers, `${prefix}watchers`),
  ]);
  const body = {
    ...fields,
    ...omitUndefined({
      assignees: await addRem(assignees, async () => (await current()).assignees ?? []),
      watchers: await addRem(watchers, async () => (await current()).watchers ?? []),
      group_assignees: change.group_assignees,
    }),
  };
  const status = {
    name: fields.status,
    parameter: `${prefix}status`,
    listId: async () => (await current()).list.id,
  };
  const answer = await namingStatuses(ctx, status, () =>
    unwrap(ctx.api.PUT('/v2/task/{task_id}', { params: { path: { task_id }, query }, body })),
  );
  const task = answer as unknown as WrittenTask;
  if (ctx.dryRun) return { task, not_applied: [] };
  if (showsAll(body, task)) return { task, not_applied: [] };
  // The change is made: a failure to look again must not read like one, or the change is made twice.
  const settled: WrittenTask = await readTask(ctx, reference).catch(() => task);
  return { task: settled, not_applied: notApplied(ctx, body, settled, prefix) };
}

/** What to say of an update that changes nothing, which may ask for what other tools do. */
export const nameChange: Text = advice`Name what to change.${joinTexts(
  [
    withTool('task.updateTags', (name) => `Tags: ${name}`),
    withTool('task.move', (name) => `List: ${name}`),
    withTool('customField.set', (name) => `custom fields: ${name}`),
  ],
  '; ',
  ' ',
)}`;
