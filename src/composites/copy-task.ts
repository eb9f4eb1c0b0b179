import { ok } from './api.js';
import { createChecklist, createChecklistItem, editChecklistItem } from './checklist-writes.js';
import type { Context } from './context.js';
import { isDateOnlyStamp } from './convert/dates.js';
import { copyField, hasValue } from './copy-field.js';
import type { WireChecklist, WireChecklistItem, WireField, WireTask } from './wire-task.js';

/** What a copy got, counted, and what it did not get, with the reason. */
export interface CopyReport {
  copied: { checklists: number; checklist_items: number; custom_fields: number; subtasks: number };
  not_copied: { what: string; reason: string }[];
}

export interface CopyTarget {
  listId: string;
  name: string;
  /** Task that the copy becomes a subtask of. */
  parent?: string | undefined;
  /** Put before what is reported: `subtask "Write tests": `. */
  prefix?: string;
}

/** Creates a task like `source` with its checklists and custom fields. A failure after the creation is reported, not thrown. */
export async function copyTask(
  ctx: Context,
  source: WireTask,
  target: CopyTarget,
  report: CopyReport,
): Promise<WireTask> {
  const created = await create(ctx, source, target);
  const missing = (what: string, reason: string) =>
    report.not_copied.push({ what: `${target.prefix ?? ''}${what}`, reason });
  const status = source.status?.status;
  const begins = created.status?.status;
  if (status !== undefined && begins !== undefined && status !== begins) {
    missing(
      `status ${JSON.stringify(status)}`,
      `A copy begins in ${JSON.stringify(begins)}; clickup_task_update changes it.`,
    );
  }
  for (const checklist of source.checklists ?? []) await copyChecklist(ctx, created.id, checklist, report, missing);
  await copyFields(ctx, created.id, source.custom_fields ?? [], report, missing);
  return created;
}

type Missing = (what: string, reason: string) => void;

async function create(ctx: Context, source: WireTask, { listId, name, parent }: CopyTarget): Promise<WireTask> {
  const description = source.markdown_description || source.description;
  const body = {
    name,
    ...(description && { markdown_content: description }),
    ...listed(
      'assignees',
      source.assignees?.map(({ id }) => id),
    ),
    ...listed(
      'group_assignees',
      source.group_assignees?.map(({ id }) => id),
    ),
    ...listed(
      'tags',
      source.tags?.map((tag) => tag.name),
    ),
    ...(source.priority && { priority: Number(source.priority.id) }),
    ...(await dates(ctx, source)),
    ...(source.time_estimate && { time_estimate: source.time_estimate }),
    ...(source.points != null && { points: source.points }),
    ...(source.custom_item_id && { custom_item_id: source.custom_item_id }),
    ...(parent !== undefined && { parent }),
  };
  const params = { path: { list_id: listId } };
  return (await ok(ctx.api.POST('/v2/list/{list_id}/task', { params, body }))) as unknown as WireTask;
}

const listed = <T>(key: string, values: readonly T[] = []) => (values.length > 0 ? { [key]: [...values] } : {});

async function dates(ctx: Context, { due_date, start_date }: WireTask) {
  if (!due_date && !start_date) return {};
  const zone = await ctx.timeZone();
  const date = (key: 'due_date' | 'start_date', stamp: string | null | undefined) =>
    stamp ? { [key]: Number(stamp), [`${key}_time`]: !isDateOnlyStamp(Number(stamp), zone) } : {};
  return { ...date('due_date', due_date), ...date('start_date', start_date) };
}

async function copyChecklist(
  ctx: Context,
  taskId: string,
  checklist: WireChecklist,
  { copied }: CopyReport,
  missing: Missing,
): Promise<void> {
  const what = `checklist ${JSON.stringify(checklist.name)}`;
  const listId = await tried(createChecklist(ctx, taskId, checklist.name), (reason) => missing(what, reason));
  if (listId === undefined) return;
  copied.checklists += 1;
  const copies = new Map<string, string>();
  for (const item of inOrder(checklist.items)) {
    const fail = (reason: string) => missing(`${what}, item ${JSON.stringify(item.name)}`, reason);
    const given = { name: item.name, assignee: item.assignee?.id };
    const id = await tried(createChecklistItem(ctx, listId, given, new Set(copies.values())), fail);
    if (id === undefined) continue;
    copies.set(item.id, id);
    copied.checklist_items += 1;
    const parent = item.parent ? copies.get(item.parent) : undefined;
    if (!item.resolved && parent === undefined) continue;
    await tried(
      editChecklistItem(ctx, listId, id, { ...(item.resolved && { resolved: true }), ...(parent && { parent }) }),
      (reason) => missing(`${what}, tick or nesting of ${JSON.stringify(item.name)}`, reason),
    );
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

async function copyFields(
  ctx: Context,
  taskId: string,
  fields: readonly WireField[],
  { copied }: CopyReport,
  missing: Missing,
): Promise<void> {
  const filled = fields.filter(hasValue);
  const zone = filled.some(({ type }) => type === 'date') ? await ctx.timeZone() : 'UTC';
  const write = async (field: WireField) => {
    const what = `custom field ${JSON.stringify(field.name)}`;
    const body = copyField(field, (ms) => isDateOnlyStamp(ms, zone));
    if ('reason' in body) return missing(what, body.reason);
    const params = { path: { task_id: taskId, field_id: field.id } };
    const written = await tried(ok(ctx.api.POST('/v2/task/{task_id}/field/{field_id}', { params, body })), (reason) =>
      missing(what, reason),
    );
    if (written) copied.custom_fields += 1;
  };
  await Promise.all(filled.map(write));
}

/** The value, or undefined after saying why there is none. */
async function tried<T>(work: Promise<T>, failed: (reason: string) => void): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
