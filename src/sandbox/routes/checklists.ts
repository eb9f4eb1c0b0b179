import { type Context, param, type Routes, requireText } from '../context.js';
import { taskLevel } from '../domain/access.js';
import { findTask, requireLevel } from '../domain/locate.js';
import { apiError, notAuthorized } from '../errors.js';
import { presentChecklist } from '../present/checklists.js';
import type { ChecklistItemRow, ChecklistRow } from '../state/tasks.js';

function findChecklist(ctx: Context): ChecklistRow {
  const checklist = ctx.state.checklists.get(param(ctx, 'checklist_id'));
  const task = checklist && ctx.state.tasks.get(checklist.taskId);
  if (!checklist || !task || task.deleted || !ctx.token.workspaceIds.includes(task.workspaceId)) throw notAuthorized();
  const level = taskLevel(ctx.state, ctx.user, task);
  if (level === null) throw notAuthorized();
  requireLevel(level, 'edit');
  return checklist;
}

function findItem(ctx: Context, checklist: ChecklistRow): ChecklistItemRow {
  const item = ctx.state.checklistItems.get(param(ctx, 'checklist_item_id'));
  if (!item || item.checklistId !== checklist.id) throw notAuthorized();
  return item;
}

const answer = (ctx: Context, checklist: ChecklistRow) => ({ checklist: presentChecklist(ctx.state, checklist) });

/** `undefined` leaves the assignee alone. */
function readAssignee(ctx: Context): string | null | undefined {
  const { assignee } = ctx.body;
  if (assignee === undefined || assignee === null) return assignee;
  if (!ctx.state.users.has(String(assignee))) throw apiError(400, 'INPUT_006', 'Assignee invalid');
  return String(assignee);
}

/** The new parent of an item: an item of the same checklist that does not lie below it. */
function readParent(ctx: Context, item: ChecklistItemRow): string | null | undefined {
  const { parent } = ctx.body;
  if (parent === undefined || parent === null) return parent;
  const found = ctx.state.checklistItems.get(String(parent));
  if (!found || found.checklistId !== item.checklistId) throw apiError(400, 'INPUT_006', 'Parent invalid');
  for (
    let at: ChecklistItemRow | undefined = found;
    at;
    at = at.parentId === null ? undefined : ctx.state.checklistItems.get(at.parentId)
  ) {
    if (at.id === item.id) throw apiError(400, 'INPUT_006', 'Parent invalid');
  }
  return found.id;
}

/** Puts the checklist at `position` and renumbers its siblings. */
function reposition(ctx: Context, checklist: ChecklistRow, position: number): void {
  const others = ctx.state.checklists
    .by('task', checklist.taskId)
    .filter((row) => row.id !== checklist.id)
    .sort((a, b) => a.orderindex - b.orderindex);
  others.splice(Math.max(0, position), 0, checklist);
  for (const [orderindex, row] of others.entries()) ctx.state.checklists.patch(row.id, { orderindex });
}

function removeItem(ctx: Context, item: ChecklistItemRow): void {
  for (const child of ctx.state.checklistItems.by('checklist', item.checklistId)) {
    if (child.parentId === item.id) removeItem(ctx, child);
  }
  ctx.state.checklistItems.remove(item.id);
}

/** Checklists and their items; item writes answer with the whole checklist. */
export const checklists = {
  CreateChecklist: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const name = requireText(ctx, 'name', apiError(400, 'INPUT_005', 'Checklist name invalid'));
    const orderindex = ctx.state.checklists.count('task', task.id);
    const made = { creatorId: ctx.user.id, dateCreated: ctx.now };
    return answer(ctx, ctx.state.checklists.put({ id: ctx.ids.uuid(), taskId: task.id, name, orderindex, ...made }));
  },

  EditChecklist: (ctx) => {
    const checklist = findChecklist(ctx);
    const { name, position } = ctx.body;
    if (typeof name === 'string' && name.trim() !== '') ctx.state.checklists.patch(checklist.id, { name });
    if (typeof position === 'number') {
      reposition(ctx, ctx.state.checklists.get(checklist.id) ?? checklist, position);
    }
    return {};
  },

  DeleteChecklist: (ctx) => {
    const checklist = findChecklist(ctx);
    for (const item of ctx.state.checklistItems.by('checklist', checklist.id)) ctx.state.checklistItems.remove(item.id);
    ctx.state.checklists.remove(checklist.id);
    return {};
  },

  CreateChecklistItem: (ctx) => {
    const checklist = findChecklist(ctx);
    ctx.state.checklistItems.put({
      id: ctx.ids.uuid(),
      checklistId: checklist.id,
      parentId: null,
      name: requireText(ctx, 'name', apiError(400, 'INPUT_005', 'Checklist item name invalid')),
      orderindex: ctx.state.checklistItems.count('checklist', checklist.id),
      assigneeId: readAssignee(ctx) ?? null,
      resolved: false,
      dateCreated: ctx.now,
    });
    return answer(ctx, checklist);
  },

  EditChecklistItem: (ctx) => {
    const checklist = findChecklist(ctx);
    const item = findItem(ctx, checklist);
    const { name, resolved } = ctx.body;
    const assigneeId = readAssignee(ctx);
    const parentId = readParent(ctx, item);
    ctx.state.checklistItems.patch(item.id, {
      ...(typeof name === 'string' && name.trim() !== '' ? { name } : {}),
      ...(typeof resolved === 'boolean' ? { resolved } : {}),
      ...(assigneeId === undefined ? {} : { assigneeId }),
      ...(parentId === undefined ? {} : { parentId }),
    });
    return answer(ctx, checklist);
  },

  DeleteChecklistItem: (ctx) => {
    const checklist = findChecklist(ctx);
    removeItem(ctx, findItem(ctx, checklist));
    return {};
  },
} satisfies Routes;
