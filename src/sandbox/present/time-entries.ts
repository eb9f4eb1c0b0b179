import type { Context } from '../context.js';
import { statusOf } from '../domain/places.js';
import type { State } from '../state/index.js';
import type { TaskRow } from '../state/tasks.js';
import type { TimeChangeRow, TimeEntryRow, TimeLabelRow } from '../state/time-entries.js';
import { presentUsers } from './people.js';
import { presentFolderRef } from './places.js';
import { presentTags } from './task.js';
import { time } from './time.js';

/** What a read of entries may ask for on top. */
export interface EntryShape {
  /** `include_task_tags`. */
  readonly taskTags?: boolean;
  /** `include_location_names`. */
  readonly names?: boolean;
}

export const presentLabel = (label: TimeLabelRow) => ({
  name: label.name,
  tag_fg: label.fg,
  tag_bg: label.bg,
  creator: Number(label.creatorId),
});

const labelsOf = (state: State, entry: TimeEntryRow) =>
  entry.tags.flatMap((name) => {
    const label = state.timeLabels.get(`${entry.workspaceId}:${name.toLowerCase()}`);
    return label ? [presentLabel(label)] : [];
  });

function taskRef(state: State, task: TaskRow) {
  const { status, color, type, orderindex } = statusOf(state, task);
  return {
    id: task.id,
    custom_id: task.customId,
    name: task.name,
    status: { status, color, type, orderindex },
    custom_type: task.customItemId === 0 ? null : task.customItemId,
  };
}

function location(state: State, task: TaskRow, names: boolean) {
  const list = state.lists.get(task.listId);
  const folder = list ? presentFolderRef(state, list) : null;
  return {
    list_id: task.listId,
    folder_id: folder?.id ?? null,
    space_id: task.spaceId,
    ...(names
      ? {
          list_name: list?.name ?? '',
          folder_name: folder?.name ?? '',
          space_name: state.spaces.get(task.spaceId)?.name ?? '',
        }
      : {}),
  };
}

/** A time entry. Stamps are ms strings; a running timer has no `end` and a negative `duration`. */
export function presentEntry(ctx: Context, entry: TimeEntryRow, shape: EntryShape = {}) {
  const { state } = ctx;
  const found = entry.taskId === null ? undefined : state.tasks.get(entry.taskId);
  const task = found?.deleted ? undefined : found;
  return {
    id: entry.id,
    task: task ? taskRef(state, task) : null,
    wid: entry.workspaceId,
    user: presentUsers(state, [entry.userId])[0],
    billable: entry.billable,
    start: String(entry.start),
    ...(entry.end === null ? {} : { end: String(entry.end) }),
    duration: String(entry.end === null ? entry.start - ctx.now : entry.end - entry.start),
    description: entry.description,
    tags: labelsOf(state, entry),
    source: entry.source,
    at: String(entry.at),
    is_locked: false,
    approval_id: null,
    ...(task
      ? {
          task_location: location(state, task, shape.names === true),
          ...(shape.taskTags ? { task_tags: presentTags(state, task) } : {}),
          task_url: `https://app.clickup.com/t/${task.id}`,
        }
      : {}),
  };
}

/** A past change of an entry. */
export const presentTimeChange = (state: State, change: TimeChangeRow) => ({
  id: change.id,
  field: change.field,
  before: change.before,
  after: change.after,
  date: String(change.date),
  source: 'clickup',
  user: presentUsers(state, [change.userId])[0] ?? null,
});

/** An entry as the older routes of a task show it. */
export const presentInterval = (entry: TimeEntryRow) => ({
  id: entry.id,
  start: String(entry.start),
  end: time(entry.end),
  time: String((entry.end ?? entry.start) - entry.start),
  source: entry.source,
  date_added: String(entry.at),
});
