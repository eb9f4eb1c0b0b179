import type { Change, Context, JsonObject } from '../context.js';
import type { TaskRow } from '../state/tasks.js';

/** The webhook event that reports a change of each history field, beside `taskUpdated`. */
const eventOf: Readonly<Record<string, string>> = {
  status: 'taskStatusUpdated',
  priority: 'taskPriorityUpdated',
  assignee_add: 'taskAssigneeUpdated',
  assignee_rem: 'taskAssigneeUpdated',
  due_date: 'taskDueDateUpdated',
  tag: 'taskTagUpdated',
  tag_removed: 'taskTagUpdated',
  section_moved: 'taskMoved',
  time_estimate: 'taskTimeEstimateUpdated',
  time_spent: 'taskTimeTrackedUpdated',
};

/** Reports changes of a task: one `taskUpdated` with all of them, and the special event of each kind; `data` goes into each. */
export function emitTaskChanges(ctx: Context, task: TaskRow, changes: readonly Change[], data?: JsonObject): void {
  if (changes.length === 0) return;
  const about = { ids: { task_id: task.id }, workspaceId: task.workspaceId, ...(data && { data }) };
  ctx.emit({ event: 'taskUpdated', ...about, changes });
  const special = new Set(changes.flatMap((change) => eventOf[change.field] ?? []));
  for (const event of special) {
    ctx.emit({ event, ...about, changes: changes.filter((change) => eventOf[change.field] === event) });
  }
}

const textOf = ({ text, markdown }: TaskRow): Pick<TaskRow, 'text' | 'markdown'> => ({ text, markdown });

/** The differences between two versions of a task, in the words of webhook history. */
function taskChanges(before: TaskRow, after: TaskRow): Change[] {
  const changes: Change[] = [];
  const add = (field: string, a: unknown, b: unknown): void => {
    if (a !== b) changes.push({ field, before: a, after: b });
  };
  add('name', before.name, after.name);
  if ((before.markdown ?? before.text) !== (after.markdown ?? after.text))
    changes.push({ field: 'content', before: textOf(before), after: textOf(after) });
  add('status', before.status, after.status);
  add('priority', before.priority, after.priority);
  add('due_date', before.dueDate, after.dueDate);
  add('start_date', before.startDate, after.startDate);
  add('time_estimate', before.timeEstimate, after.timeEstimate);
  add('points', before.points, after.points);
  add('parent', before.parentId, after.parentId);
  add('archived', before.archived, after.archived);
  add('custom_type', before.customItemId, after.customItemId);
  for (const id of after.assigneeIds) if (!before.assigneeIds.includes(id)) add('assignee_add', null, id);
  for (const id of before.assigneeIds) if (!after.assigneeIds.includes(id)) add('assignee_rem', id, null);
  for (const tag of after.tags) if (!before.tags.includes(tag)) add('tag', null, tag);
  for (const tag of before.tags) if (!after.tags.includes(tag)) add('tag_removed', tag, null);
  return changes;
}

/** Stores a changed task, dates the change, and reports what differs. */
export function saveTask(ctx: Context, before: TaskRow, changes: Partial<TaskRow>): TaskRow {
  const after = ctx.state.tasks.patch(before.id, { ...changes, dateUpdated: ctx.now });
  emitTaskChanges(ctx, after, taskChanges(before, after));
  return after;
}
