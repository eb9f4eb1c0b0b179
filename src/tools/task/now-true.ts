import type { TaskOutcome } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import type { WrittenTask } from '../../clickup/task/verify-write.js';

/** Fields of a change that its result shows; a description would only be repeated. */
const shown = ['priority', 'assignees', 'start_date', 'due_date', 'time_estimate', 'tags', 'parent'] as const;
/** What a write was about: that a field is named is all that counts. */
type Written = Readonly<Partial<Record<(typeof shown)[number] | 'status' | 'archived', unknown>>>;
/** Those that are lists, which are empty rather than "none". */
const lists = new Set<string>(['assignees', 'tags']);
/** The dates before a shift; absent where a date was given as such. */
const before = ['start_date_was', 'due_date_was'] as const;

/** What is now true of a task, of that which a write was about; "none" where it was cleared. */
export async function nowTrue(ctx: Context, task: WrittenTask, change: Written): Promise<Partial<TaskOutcome>> {
  const { id, custom_id, name, status, ...now } = await ctx.project('task_written', task);
  const changed = shown.filter((field) => change[field] !== undefined);
  return {
    id,
    ...(custom_id !== undefined && { custom_id }),
    ...(name !== undefined && { name }),
    ...(change.status !== undefined && status !== undefined && { task_status: status }),
    ...Object.fromEntries(changed.map((field) => [field, now[field] ?? (lists.has(field) ? [] : 'none')])),
    ...Object.fromEntries(before.flatMap((field) => (now[field] === undefined ? [] : [[field, now[field]]]))),
    ...(change.archived !== undefined && { archived: task.archived === true }),
  };
}
