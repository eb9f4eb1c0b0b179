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
  const was: Pick<WrittenTask, 'start_date_was' | 'due_date_was'> = {};
  const present = async (name: 'start_date' | 'due_date') => {
    was[`${name}_was`] = (await current())[name];
    return was[`${name}_was`];
  };
  const [fields, assignees, watchers] = await Promise.all([
    wireFields(ctx, change, prefix, present),
    peopleOf(ctx, change.assignees, `${prefix}assignees`),
    peopleOf(ctx, change.watchers, `${prefix}watchers`),
  ]);
  const named = (argument: string) => `${prefix}${argument}${prefix && ` of task ${task_id}`}`;
  const body = {
    ...fields,
    ...omitUndefined({
      assignees: await addRem(ctx, assignees, async () => (await current()).assignees ?? [], named('assignees')),
      watchers: await addRem(ctx, watchers, async () => (await current()).watchers ?? [], named('watchers')),
      group_assignees: change.group_assignees,
    }),
  };
  const status = {
    name: fields.status,
    parameter: `${prefix}status`,
    listId: async () => (await current()).list.id,
  };
  let sent: typeof body = body;
  const answer = await namingStatuses(ctx, status, (name) => {
    sent = name === undefined ? body : { ...body, status: name };
    return unwrap(ctx.api.PUT('/v2/task/{task_id}', { params: { path: { task_id }, query }, body: sent }));
  });
  const task = answer as unknown as WrittenTask;
  if (ctx.dryRun) return { task, not_applied: [] };
  if (showsAll(sent, task)) return { task: { ...task, ...was }, not_applied: [] };
  // The change is made: a failure to look again must not read like one, or the change is made twice.
  const settled: WrittenTask = await readTask(ctx, reference).catch(() => task);
  return { task: { ...settled, ...was }, not_applied: notApplied(ctx, sent, settled, prefix) };
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
