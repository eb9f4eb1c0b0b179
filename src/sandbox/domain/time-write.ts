import type { Context } from '../context.js';
import { isObject } from '../context.js';
import { apiError } from '../errors.js';
import { presentInterval } from '../present/time-entries.js';
import type { TaskRow } from '../state/tasks.js';
import type { TimeEntryRow } from '../state/time-entries.js';
import { findTask } from './locate.js';
import { defaultColors } from './tags.js';
import { emitTaskChanges } from './task-events.js';
import { timeSpent } from './time-totals.js';

/** The task of `tid`, which must be in a Space that tracks time. Null without one. */
export function trackedTask(ctx: Context): TaskRow | null {
  const { tid } = ctx.body;
  if ('task_id' in ctx.body) ctx.note('task_id has no effect: the task of a time entry is tid');
  if (tid === undefined || tid === null || tid === '') return null;
  const task = findTask(ctx, String(tid), 'comment');
  refuseUntracked(ctx, task);
  return task;
}

/** The `billable` of a new entry, else what the task's Space has as default. */
export function readBillable(ctx: Context, task: TaskRow | null): boolean {
  if (typeof ctx.body.billable === 'boolean') return ctx.body.billable;
  return task !== null && ctx.state.spaces.get(task.spaceId)?.features.time_tracking?.default_to_billable === 1;
}

/** 500 TIMEENTRY_072 where the Space of the task has the Time Tracking ClickApp off. */
export function refuseUntracked(ctx: Context, task: TaskRow): void {
  const tracked = ctx.state.spaces.get(task.spaceId)?.features.time_tracking?.enabled ?? false;
  if (!tracked) throw apiError(500, 'TIMEENTRY_072', 'Cannot track time for this task');
}

/** Names of `tags: [{name, tag_fg?, tag_bg?}]`; labels that do not exist yet are made. */
export function readLabels(ctx: Context, workspaceId: string): string[] {
  const { tags } = ctx.body;
  if (tags === undefined || tags === null) return [];
  if (!Array.isArray(tags)) throw apiError(400, 'INPUT_006', 'tags must be an array');
  const names: string[] = [];
  for (const tag of tags) {
    const name = isObject(tag) && typeof tag.name === 'string' ? tag.name.trim() : '';
    if (name === '') throw apiError(400, 'INPUT_006', 'Tag name invalid');
    const id = labelId(workspaceId, name);
    const known = ctx.state.timeLabels.get(id);
    if (!known) {
      const colour = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);
      const { tag_fg: fg, tag_bg: bg } = tag as Record<string, unknown>;
      ctx.state.timeLabels.put({
        id,
        workspaceId,
        name,
        fg: colour(fg, defaultColors.fg),
        bg: colour(bg, defaultColors.bg),
        creatorId: ctx.user.id,
      });
    }
    names.push(known?.name ?? name);
  }
  return [...new Set(names)];
}

/** The row id of a label; its case does not count. */
export const labelId = (workspaceId: string, name: string): string => `${workspaceId}:${name.toLowerCase()}`;

/** The labels of an entry without those that `tags` names, in any case; names that are no label are passed over. */
export function withoutLabels(entry: TimeEntryRow, tags: unknown): string[] {
  if (!Array.isArray(tags)) throw apiError(400, 'INPUT_006', 'tags must be an array');
  const gone = new Set(tags.map((tag) => (isObject(tag) ? String(tag.name).toLowerCase() : '')));
  return entry.tags.filter((tag) => !gone.has(tag.toLowerCase()));
}

/** Whether an entry has the label, in any case. */
export const hasLabel = (entry: TimeEntryRow, name: string): boolean =>
  entry.tags.some((tag) => tag.toLowerCase() === name.toLowerCase());

const shown: ReadonlyArray<readonly [string, (row: TimeEntryRow) => unknown]> = [
  ['description', (row) => row.description],
  ['billable', (row) => row.billable],
  ['start', (row) => String(row.start)],
  ['end', (row) => (row.end === null ? null : String(row.end))],
  ['task', (row) => row.taskId],
  ['tags', (row) => row.tags.join(', ')],
];

/** Stores changes of an entry and remembers each for its history. */
export function saveEntry(ctx: Context, before: TimeEntryRow, changes: Partial<TimeEntryRow>): TimeEntryRow {
  const after = { ...before, ...changes, at: ctx.now };
  tracking(ctx, before, after, () => ctx.state.timeEntries.put(after));
  for (const [field, read] of shown) {
    if (read(before) === read(after)) continue;
    ctx.state.timeChanges.put({
      id: ctx.ids.uuid(),
      entryId: after.id,
      field,
      before: read(before),
      after: read(after),
      date: ctx.now,
      userId: ctx.user.id,
    });
  }
  return after;
}

/** Stores a new entry. */
export function addEntry(ctx: Context, row: TimeEntryRow): TimeEntryRow {
  tracking(ctx, null, row, () => ctx.state.timeEntries.put(row));
  return row;
}

/** Deletes an entry with its history. */
export function removeEntry(ctx: Context, entry: TimeEntryRow): void {
  tracking(ctx, entry, null, () => ctx.state.timeEntries.remove(entry.id));
  for (const change of ctx.state.timeChanges.by('entry', entry.id)) ctx.state.timeChanges.remove(change.id);
}

const interval = (row: TimeEntryRow | null) => (row === null ? null : presentInterval(row));

/** Makes a change of an entry, and reports each task whose total it changed. */
function tracking(ctx: Context, before: TimeEntryRow | null, after: TimeEntryRow | null, change: () => void): void {
  const ids = new Set([after?.taskId, before?.taskId]);
  const tasks = [...ids].flatMap((id) => ctx.state.tasks.get(id ?? '') ?? []).filter((task) => !task.deleted);
  const totals = tasks.map((task) => timeSpent(ctx.state, task.id));
  change();
  const verb = before === null ? 'Created' : after === null ? 'Deleted' : 'Updated';
  const about = { description: `Time Tracking ${verb}`, interval_id: (after ?? before)?.id };
  for (const [i, task] of tasks.entries()) {
    const total = timeSpent(ctx.state, task.id);
    if (total === totals[i]) continue;
    const data = { total_time: String(total), rollup_time: String(total) };
    const spent = { field: 'time_spent', before: interval(before), after: interval(after), data };
    emitTaskChanges(ctx, task, [spent], about);
  }
}
