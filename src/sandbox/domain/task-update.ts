import { type Context, param } from '../context.js';
import { apiError } from '../errors.js';
import type { TaskRow } from '../state/tasks.js';
import { findTask } from './locate.js';
import { statusesOf } from './places.js';
import { saveTask } from './task-events.js';
import { addRem, assignable, readCommon, readStatus, withinLimit } from './task-write.js';

/** A new parent must lie in the same List and not below the task itself; null is passed over. */
function readNewParent(ctx: Context, task: TaskRow): { parentId?: string } {
  const { parent } = ctx.body;
  if (parent === null) ctx.note('parent: null has no effect: a subtask cannot be made a task this way');
  if (parent === undefined || parent === null) return {};
  const found = ctx.state.tasks.get(String(parent));
  const wrong = () => apiError(400, 'ITEM_137', 'Parent not child of list');
  if (!found || found.deleted || found.listId !== task.listId) throw wrong();
  for (
    let at: TaskRow | undefined = found;
    at;
    at = at.parentId === null ? undefined : ctx.state.tasks.get(at.parentId)
  ) {
    if (at.id === task.id) throw wrong();
  }
  return { parentId: found.id };
}

/** `PUT /task/{id}`: what the API accepts and passes over in silence is noted. */
export function updateTask(ctx: Context): TaskRow {
  const { state, body } = ctx;
  const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
  const list = state.lists.get(task.listId);
  if (!list) throw new Error(`Task ${task.id} without List`);
  for (const key of ['tags', 'list_id', 'custom_fields']) {
    if (key in body) ctx.note(`${key} has no effect on update`);
  }
  const people = (ids: unknown[]) => assignable(ctx, list, ids);
  const groups = (ids: unknown[]) => ids.map(String).filter((id) => state.groups.has(id));
  const assigned = addRem(ctx, 'assignees', task.assigneeIds, people);
  return saveTask(ctx, task, {
    ...readCommon(ctx),
    ...readNewParent(ctx, task),
    ...readStatus(ctx, task, statusesOf(state, list)),
    assigneeIds: withinLimit(ctx, task.spaceId, assigned),
    watcherIds: addRem(ctx, 'watchers', task.watcherIds, people),
    groupAssigneeIds: addRem(ctx, 'group_assignees', task.groupAssigneeIds, groups),
  });
}
