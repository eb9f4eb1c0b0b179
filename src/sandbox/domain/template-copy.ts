import type { Context } from '../context.js';
import type { ListRow, TemplateContent } from '../state/places.js';
import type { TaskRow } from '../state/tasks.js';
import { ensureTags } from './tags.js';
import { addTask, blankTask } from './task-create.js';

/** Makes a task of a template's content, with its checklist and, below it, its tasks. */
export function copyTask(
  ctx: Context,
  list: ListRow,
  name: string,
  content: TemplateContent,
  parent: TaskRow | null,
): TaskRow {
  const task = addTask(ctx, {
    ...blankTask(ctx, list, name),
    text: content.description ?? '',
    tags: ensureTags(ctx, list.spaceId, content.tags ?? []),
    parentId: parent?.id ?? null,
  });
  if (content.checklist) copyChecklist(ctx, task, content.checklist);
  for (const child of content.tasks ?? []) copyTask(ctx, list, child.name, child.content ?? {}, task);
  return task;
}

function copyChecklist(ctx: Context, task: TaskRow, checklist: NonNullable<TemplateContent['checklist']>): void {
  const id = ctx.ids.uuid();
  const dateCreated = ctx.now;
  const creatorId = ctx.user.id;
  ctx.state.checklists.put({ id, taskId: task.id, name: checklist.name, orderindex: 0, creatorId, dateCreated });
  for (const [orderindex, name] of checklist.items.entries()) {
    const blank = { checklistId: id, parentId: null, assigneeId: null, resolved: false, dateCreated };
    ctx.state.checklistItems.put({ ...blank, id: ctx.ids.uuid(), name, orderindex });
  }
}

/** Fills a new List from a template. */
export function fillList(ctx: Context, list: ListRow, content: TemplateContent): void {
  for (const task of content.tasks ?? []) copyTask(ctx, list, task.name, task.content ?? {}, null);
}
