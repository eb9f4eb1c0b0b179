import type { Change, Context, SandboxEvent } from '../context.js';
import { planIncludes } from '../plans.js';

/** Audit events by the name of the webhook event that happens with them. */
const ofEvent: Readonly<Record<string, string>> = {
  taskCreated: 'TASK_CREATED',
  taskDeleted: 'TASK_DELETED',
  taskStatusUpdated: 'TASK_STATUS_CHANGED',
  taskPriorityUpdated: 'TASK_PRIORITY_CHANGED',
  taskAssigneeUpdated: 'TASK_ASSIGNEES_CHANGED',
};

const ofChange = (change: Change): string[] => {
  if (change.field === 'custom_field') return ['TASK_CUSTOM_FIELD_VALUES_CHANGED'];
  if (change.field === 'archived') return [change.after === true ? 'TASK_ARCHIVED' : 'TASK_UNARCHIVED'];
  return [];
};

/** Writes the audit log, which only the Enterprise plan has. */
export function recordAudit({ event, ids, changes, workspaceId }: SandboxEvent, ctx: Context): void {
  if (!planIncludes(ctx.plan, 'enterprise') || ids.task_id === undefined) return;
  const types = event === 'taskUpdated' ? changes.flatMap(ofChange) : [ofEvent[event] ?? []].flat();
  for (const eventType of new Set(types)) {
    const what = { eventType, objectType: 'task', objectId: ids.task_id };
    ctx.state.auditLog.put({ ...what, id: ctx.ids.uuid(), workspaceId, userId: ctx.user.id, date: ctx.now });
  }
}
