import type { Context } from './context.js';
import { isObject } from './context.js';
import { fail } from './errors.js';
import { findTask } from './locate.js';
import { timeSpent } from './present/task.js';
import type { TimeEntryRow } from './state/activity.js';
import type { TaskRow } from './state/tasks.js';
import { emitTaskChanges } from './task-events.js';

/** The task of `tid`, which must be in a Space that tracks time. Null without one. */
export function trackedTask(ctx: Context): TaskRow | null {
  const { tid } = ctx.body;
  if ('task_id' in ctx.body) ctx.note('task_id has no effect: the task of a time entry is tid');
  if (tid === undefined || tid === null || tid === '') return null;
  const task = findTask(ctx, String(tid), 'comment');
  refuseUntracked(ctx, task);
  return task;
}

/** 500 TIMEENTRY_072 where the Space of the task has the Time Tracking ClickApp off. */
export function refuseUntracked(ctx: Context, task: TaskRow): void {
  const tracked = ctx.state.spaces.get(task.spaceId)?.features.time_tracking?.enabled ?? false;
  if (!tracked) throw fail(500, 'TIMEENTRY_072', 'Cannot track time for this task');
}

/** Names of `tags: [{name, tag_fg?, tag_bg?}]`; labels that do not exist yet are made. */
export function readLabels(ctx: Context, workspaceId: string): string[] {
  const { tags } = ctx.body;
  if (tags === undefined || tags === null) return [];
  if (!Array.isArray(tags)) throw fail(400, 'INPUT_006', 'tags must be an array');
  const names: string[] = [];
  for (const tag of tags) {
    const name = isObject(tag) && typeof tag.name === 'string' ? tag.name.trim() : '';
    if (name === '') throw fail(400, 'INPUT_006', 'Tag name invalid');
    const id = labelId(workspaceId, name);
    const known = ctx.state.timeLabels.get(id);
    if (!known) {
      const colour = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);
      const { tag_fg: fg, tag_bg: bg } = tag as Record<string, unknown>;
      ctx.state.timeLabels.put({
        id,
        workspaceId,
        name,
        fg: colour(fg, '#ffffff'),
        bg: colour(bg, '#595d66'),
        creatorId: ctx.user.id,
      });
    }
    names.push(known?.name ?? name);
  }
  return [...new Set(names)];
}

export const labelId = (workspaceId: string, name: string): string => `${workspaceId}:${name.toLowerCase()}`;

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

/** Stores changes of an entry, remembers each for its history, and reports the task's new total. */
export function saveEntry(ctx: Context, before: TimeEntryRow, changes: Partial<TimeEntryRow>): TimeEntryRow {
  const spentBefore = spentOn(ctx, before.taskId);
  const after = ctx.state.timeEntries.patch(before.id, { ...changes, at: ctx.now });
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
  reportTime(ctx, after, spentBefore);
  if (before.taskId !== after.taskId) reportTime(ctx, before, spentBefore);
  return after;
}

/** Stores a new entry. */
export function addEntry(ctx: Context, row: TimeEntryRow): TimeEntryRow {
  const before = spentOn(ctx, row.taskId);
  ctx.state.timeEntries.put(row);
  reportTime(ctx, row, before);
  return row;
}

export function removeEntry(ctx: Context, entry: TimeEntryRow): void {
  const before = spentOn(ctx, entry.taskId);
  ctx.state.timeEntries.remove(entry.id);
  for (const change of ctx.state.timeChanges.by('entry', entry.id)) ctx.state.timeChanges.remove(change.id);
  reportTime(ctx, entry, before);
}

const spentOn = (ctx: Context, taskId: string | null): number => (taskId === null ? 0 : timeSpent(ctx.state, taskId));

function reportTime(ctx: Context, entry: TimeEntryRow, before: number): void {
  const task = entry.taskId === null ? undefined : ctx.state.tasks.get(entry.taskId);
  if (!task || task.deleted) return;
  const after = timeSpent(ctx.state, task.id);
  if (after === before) return;
  emitTaskChanges(ctx, task, [{ field: 'time_spent', before, after, data: { interval_id: entry.id } }]);
}
