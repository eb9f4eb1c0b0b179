import type { Context } from '../context.js';
import { createChecklist, createChecklistItem, editChecklistItem } from './checklist-writes.js';
import { attempt, type CopyReport, type Missing } from './copy-report.js';
import type { WireChecklist, WireChecklistItem } from './model.js';

/** Copies a checklist to another task, item by item to keep the order, with people, ticks and nesting. */
export async function copyChecklist(
  ctx: Context,
  taskId: string,
  checklist: WireChecklist,
  { copied }: CopyReport,
  missing: Missing,
): Promise<void> {
  const what = `checklist ${JSON.stringify(checklist.name)}`;
  const listId = await attempt(createChecklist(ctx, taskId, checklist.name), (reason) => missing(what, reason));
  if (listId === undefined) return;
  copied.checklists += 1;
  const copies = new Map<string, string>();
  for (const item of inOrder(checklist.items)) {
    const label = `${what}, item ${JSON.stringify(item.name)}`;
    const given = { name: item.name, assignee: item.assignee?.id };
    const creation = createChecklistItem(ctx, listId, given, new Set(copies.values()));
    const id = await attempt(creation, (reason) => missing(label, reason));
    if (id === undefined) continue;
    copies.set(item.id, id);
    copied.checklist_items += 1;
    const parent = item.parent ? copies.get(item.parent) : undefined;
    if (!item.resolved && parent === undefined) continue;
    const edit = { ...(item.resolved && { resolved: true }), ...(parent !== undefined && { parent }) };
    await attempt(editChecklistItem(ctx, listId, id, edit), (reason) => missing(`tick or nesting of ${label}`, reason));
  }
}

/** Items of all levels, each after its parent and once. */
function inOrder(items: readonly WireChecklistItem[] = [], parent?: string): WireChecklistItem[] {
  const all = items.flatMap((item) => [
    { ...item, parent: item.parent ?? parent ?? null },
    ...inOrder(item.children, item.id),
  ]);
  return [...new Map(all.map((item) => [item.id, item])).values()];
}
