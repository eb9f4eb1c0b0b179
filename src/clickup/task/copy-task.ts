import { withHint } from '../advice.js';
import { unwrap } from '../api.js';
import type { Context } from '../context.js';
import { copyField, hasValue, isComputed } from '../custom-field/copy-field.js';
import { isDateOnlyStamp } from '../dates/dates.js';
import { type NewTags, tagsOfList } from '../new-tags.js';
import { copyChecklist } from './copy-checklist.js';
import { attempt, type CopyReport, type Missing } from './copy-report.js';
import type { WireField, WireTask } from './model.js';

export interface CopyTarget {
  listId: string;
  name: string;
  /** Task that the copy becomes a subtask of. */
  parent?: string | undefined;
  /** Ids of the fields that tasks of the List have; all of the original's when absent. */
  fields?: ReadonlySet<string> | undefined;
  /** Hears which tags the Space of another List did not have. */
  newTags?: NewTags | undefined;
  /** Which subtask it is; what holds for every copy is then not said again. */
  subtask?: string;
}

/** Creates a task like `source` with its checklists and custom fields. A failure after the creation is reported, not thrown. */
export async function copyTask(
  ctx: Context,
  source: WireTask,
  target: CopyTarget,
  report: CopyReport,
): Promise<WireTask> {
  const created = await create(ctx, source, target);
  const { subtask } = target;
  const missing: Missing = (what, reason) => {
    report.not_copied.push({
      what: subtask === undefined ? what : `${what} of subtask ${JSON.stringify(subtask)}`,
      reason,
    });
  };
  if (subtask === undefined) reportStatus(source, created, missing);
  for (const checklist of source.checklists ?? []) await copyChecklist(ctx, created.id, checklist, report, missing);
  await copyFields(ctx, created.id, source, target, report, missing);
  return created;
}

async function create(
  ctx: Context,
  source: WireTask,
  { listId, name, parent, newTags }: CopyTarget,
): Promise<WireTask> {
  const tags = (source.tags ?? []).map((tag) => tag.name);
  const knownTags = newTags && tags.length > 0 ? await tagsOfList(ctx, listId) : undefined;
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
    ...listed('tags', tags),
    ...(source.priority && { priority: Number(source.priority.id) }),
    ...(await dates(ctx, source)),
    ...(source.time_estimate && { time_estimate: Number(source.time_estimate) }),
    ...(source.points != null && { points: Number(source.points) }),
    ...(source.custom_item_id && { custom_item_id: Number(source.custom_item_id) }),
    ...(parent !== undefined && { parent }),
  };
  const params = { path: { list_id: listId } };
  const created = await unwrap(ctx.api.POST('/v2/list/{list_id}/task', { params, body }));
  newTags?.add(knownTags, tags);
  return created as unknown as WireTask;
}

const listed = <T>(key: string, values: readonly T[] = []) => (values.length > 0 ? { [key]: [...values] } : {});

async function dates(ctx: Context, { due_date, start_date }: WireTask) {
  if (!due_date && !start_date) return {};
  const zone = await ctx.dayZone();
  const date = (key: 'due_date' | 'start_date', stamp: string | null | undefined) =>
    stamp ? { [key]: Number(stamp), [`${key}_time`]: !isDateOnlyStamp(Number(stamp), zone) } : {};
  return { ...date('due_date', due_date), ...date('start_date', start_date) };
}

function reportStatus(source: WireTask, created: WireTask, missing: Missing): void {
  const before = source.status?.status;
  const now = created.status?.status;
  if (before === undefined || now === undefined || before === now) return;
  missing(
    `status ${JSON.stringify(before)}`,
    withHint(`A copy begins in ${JSON.stringify(now)}`, 'task.update', 'changes it'),
  );
}

async function copyFields(
  ctx: Context,
  taskId: string,
  source: WireTask,
  { fields: known, subtask }: CopyTarget,
  { copied }: CopyReport,
  missing: Missing,
): Promise<void> {
  const filled = (source.custom_fields ?? []).filter(
    (field) => hasValue(field) && (subtask === undefined || !isComputed(field)),
  );
  const zone = filled.some(({ type }) => type === 'date') ? await ctx.dayZone() : 'UTC';
  const write = async (field: WireField) => {
    const what = `custom field ${JSON.stringify(field.name)}`;
    if (known && !known.has(field.id)) return missing(what, 'Tasks of that List do not have the field.');
    const body = copyField(field, (ms) => isDateOnlyStamp(ms, zone));
    if ('reason' in body) return missing(what, body.reason);
    const params = { path: { task_id: taskId, field_id: field.id } };
    const sending = unwrap(ctx.api.POST('/v2/task/{task_id}/field/{field_id}', { params, body }));
    if (await attempt(sending, (reason) => missing(what, reason))) copied.custom_fields += 1;
  };
  await Promise.all(filled.map(write));
}
