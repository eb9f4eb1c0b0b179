import { type Context, flag, optionalNumber, optionalText, param, type Routes } from '../context.js';
import { findWorkspace } from '../domain/locate.js';
import { mayManage, readPerson, selectEntries } from '../domain/time-query.js';
import {
  addEntry,
  readBillable,
  readLabels,
  removeEntry,
  saveEntry,
  trackedTask,
  withoutLabels,
} from '../domain/time-write.js';
import { apiError, notAuthorized } from '../errors.js';
import { type EntryShape, presentEntry, presentTimeChange } from '../present/time-entries.js';
import type { TimeEntryRow } from '../state/time-entries.js';

const shapeOf = (ctx: Context): EntryShape => ({
  taskTags: flag(ctx, 'include_task_tags'),
  names: flag(ctx, 'include_location_names'),
});

/** The entry, if it is the user's own or theirs to manage; ClickUp does not tell the other cases apart. */
function visible(ctx: Context, id: string): TimeEntryRow | undefined {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  const entry = ctx.state.timeEntries.get(id);
  return entry?.workspaceId === workspace.id && mayManage(ctx, entry) ? entry : undefined;
}

const badDate = (name: string) => apiError(500, 'TIMEENTRY_072', `Invalid ${name}`);

/** A stamp of the body; anything but a number fails the way a bad date does. */
function stamp(ctx: Context, name: string): number | undefined {
  const value = ctx.body[name];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw badDate(name);
  return number;
}

/** Start and end of a new entry: `stop` or `end` wins over `duration`. */
function newSpan(ctx: Context): { start: number; end: number } {
  const start = stamp(ctx, 'start');
  if (start === undefined) throw badDate('start');
  const stop = stamp(ctx, 'stop') ?? stamp(ctx, 'end');
  const duration = optionalNumber(ctx, 'duration') ?? undefined;
  if (stop !== undefined && duration !== undefined) ctx.note('duration has no effect beside start and end');
  const end = stop ?? (duration === undefined ? undefined : start + duration);
  if (end === undefined || end < start) throw apiError(400, 'INPUT_006', 'duration invalid');
  return { start, end };
}

/** `start` and `end` come together; `duration` alone moves the end. */
function changedSpan(ctx: Context, entry: TimeEntryRow): Partial<TimeEntryRow> {
  const start = stamp(ctx, 'start');
  const end = stamp(ctx, 'end') ?? stamp(ctx, 'stop');
  if ((start === undefined) !== (end === undefined)) throw apiError(400, 'INPUT_006', 'start and end go together');
  if (start !== undefined && end !== undefined) {
    if (end < start) throw apiError(400, 'INPUT_006', 'end invalid');
    return { start, end };
  }
  const duration = optionalNumber(ctx, 'duration');
  if (duration === undefined || duration === null) return {};
  if (duration < 0) throw apiError(400, 'INPUT_006', 'duration invalid');
  return { end: entry.start + duration };
}

/** What `tags` with `tag_action` leaves: `replace` unless it says `add` or `remove`. */
function changedLabels(ctx: Context, entry: TimeEntryRow): Partial<TimeEntryRow> {
  if (ctx.body.tags === undefined) return {};
  if (ctx.body.tag_action === 'remove') return { tags: withoutLabels(entry, ctx.body.tags) };
  const names = readLabels(ctx, entry.workspaceId);
  return { tags: ctx.body.tag_action === 'add' ? [...new Set([...entry.tags, ...names])] : names };
}

function createEntry(ctx: Context): TimeEntryRow {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  const { assignee } = ctx.body;
  const task = trackedTask(ctx);
  return addEntry(ctx, {
    id: ctx.ids.timer(),
    workspaceId: workspace.id,
    userId: assignee === undefined || assignee === null ? ctx.user.id : readPerson(ctx, workspace.id, assignee),
    taskId: task?.id ?? null,
    ...newSpan(ctx),
    description: optionalText(ctx, 'description') ?? '',
    billable: readBillable(ctx, task),
    tags: readLabels(ctx, workspace.id),
    source: 'clickup',
    at: ctx.now,
  });
}

const changeable = ['start', 'end', 'stop', 'duration', 'tid', 'description', 'billable', 'tags'];

function updateEntry(ctx: Context, entry: TimeEntryRow): TimeEntryRow {
  if (!changeable.some((key) => key in ctx.body))
    throw apiError(400, 'TIMEENTRY_060', 'At least one param is required');
  const { description, billable } = ctx.body;
  const task = trackedTask(ctx);
  return saveEntry(ctx, entry, {
    ...changedSpan(ctx, entry),
    ...changedLabels(ctx, entry),
    ...(task ? { taskId: task.id } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof billable === 'boolean' ? { billable } : {}),
  });
}

/** Time entries. Their ids have nineteen digits and are strings throughout. */
export const timeEntries = {
  Gettimeentrieswithinadaterange: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    const shape = shapeOf(ctx);
    return { data: selectEntries(ctx, workspace.id).map((entry) => presentEntry(ctx, entry, shape)) };
  },

  Createatimeentry: (ctx) => ({ data: presentEntry(ctx, createEntry(ctx)) }),

  Getsingulartimeentry: (ctx) => {
    const entry = visible(ctx, param(ctx, 'timer_id'));
    if (!entry) throw notAuthorized();
    return { data: presentEntry(ctx, entry, shapeOf(ctx)) };
  },

  Gettimeentryhistory: (ctx) => {
    const entry = visible(ctx, param(ctx, 'timer_id'));
    if (!entry) throw notAuthorized();
    const changes = ctx.state.timeChanges.by('entry', entry.id);
    return { data: changes.map((change) => presentTimeChange(ctx.state, change)) };
  },

  UpdateatimeEntry: (ctx) => {
    const entry = visible(ctx, param(ctx, 'timer_id'));
    return { data: entry ? presentEntry(ctx, updateEntry(ctx, entry)) : null };
  },

  DeleteatimeEntry: (ctx) => {
    const ids = param(ctx, 'timer_id').split(',');
    const found = [...new Set(ids)].flatMap((id) => visible(ctx, id.trim()) ?? []);
    const shown = found.map((entry) => presentEntry(ctx, entry));
    for (const entry of found) removeEntry(ctx, entry);
    return { data: ids.length > 1 && shown.length > 0 ? shown : (shown[0] ?? null) };
  },
} satisfies Routes;
