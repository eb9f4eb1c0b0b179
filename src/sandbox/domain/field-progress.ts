import type { State } from '../state/index.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';
import { isEnded, statusOf } from './places.js';

/** How much, from 0 to 100, of what the field tracks is done: subtasks, checklist items, comments assigned to somebody. */
export function automaticProgress(state: State, task: TaskRow, field: FieldRow): number {
  const tracking = (field.typeConfig.tracking ?? {}) as {
    subtasks?: boolean;
    checklists?: boolean;
    assigned_comments?: boolean;
  };
  const done: boolean[] = [];
  if (tracking.subtasks) {
    for (const child of state.tasks.by('parent', task.id)) {
      if (!child.deleted) done.push(isEnded(statusOf(state, child)));
    }
  }
  if (tracking.checklists) {
    for (const list of state.checklists.by('task', task.id)) {
      for (const item of state.checklistItems.by('checklist', list.id)) done.push(item.resolved);
    }
  }
  if (tracking.assigned_comments) {
    for (const comment of state.comments.by('parent', `task:${task.id}`)) {
      if (comment.assigneeId !== null || comment.groupAssigneeId !== null) done.push(comment.resolved);
    }
  }
  return done.length === 0 ? 0 : Math.round((done.filter(Boolean).length / done.length) * 100);
}
