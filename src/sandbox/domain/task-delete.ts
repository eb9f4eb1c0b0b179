import type { Context } from '../context.js';
import type { TaskRow } from '../state/tasks.js';

/** Marks a task and its subtasks as deleted and drops what tied them to others. */
export function removeTask(ctx: Context, task: TaskRow, report = true): void {
  const { state } = ctx;
  for (const child of state.tasks.by('parent', task.id)) if (!child.deleted) removeTask(ctx, child, report);
  for (const row of state.dependencies.by('task', task.id)) state.dependencies.remove(row.id);
  for (const row of state.links.by('task', task.id)) state.links.remove(row.id);
  state.tasks.patch(task.id, { deleted: true, extraListIds: [], dateUpdated: ctx.now });
  if (report) ctx.emit({ event: 'taskDeleted', ids: { task_id: task.id }, changes: [], workspaceId: task.workspaceId });
}
