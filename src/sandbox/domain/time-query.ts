import { type Context, flag } from '../context.js';
import { apiError } from '../errors.js';
import type { TaskRow } from '../state/tasks.js';
import type { TimeEntryRow } from '../state/time-entries.js';
import { isAdmin } from './access.js';
import { findFolder, findList, findSpace, findTask } from './locate.js';
import { foldersAround } from './places.js';

/** The stretch that a request without dates gets. https://developer.clickup.com/reference/gettimeentrieswithinadaterange */
const DEFAULT_DAYS = 30;
const DAY = 86_400_000;

/** Whether the entry is the user's own or, as an owner's or admin's, theirs to manage. */
export const mayManage = (ctx: Context, { userId, workspaceId }: TimeEntryRow): boolean =>
  userId === ctx.user.id || isAdmin(ctx.state, ctx.user, workspaceId);

/** A user id that a request names; 400 TIMEENTRY_007 unless it is a member's, 403 TIMEENTRY_059 where it may not be asked for. */
export function readPerson(ctx: Context, workspaceId: string, value: unknown): string {
  const id = String(value).trim();
  if (!ctx.state.members.has(`${workspaceId}:${id}`)) throw apiError(400, 'TIMEENTRY_007', 'Invalid assignee');
  if (id !== ctx.user.id && !isAdmin(ctx.state, ctx.user, workspaceId)) {
    throw apiError(403, 'TIMEENTRY_059', 'You have no access');
  }
  return id;
}

/** Whose entries the `assignee` list names; the user's own without one. */
export function peopleOf(ctx: Context, workspaceId: string): string[] {
  const text = ctx.query.get('assignee') ?? '';
  if (text.trim() === '') return [ctx.user.id];
  return [...new Set(text.split(',').map((id) => readPerson(ctx, workspaceId, id)))];
}

function dateOf(ctx: Context, name: string, fallback: number): number {
  const text = ctx.query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value)) throw apiError(500, 'TIMEENTRY_072', `Invalid ${name}`);
  return value;
}

/** The one place that a request may filter by, as a test of tasks. */
function placeTest(ctx: Context): ((task: TaskRow) => boolean) | null {
  const given = ['space_id', 'folder_id', 'list_id', 'task_id'].filter((name) => (ctx.query.get(name) ?? '') !== '');
  if (given.length > 1) throw apiError(400, 'TIMEENTRY_065', 'Only one location filter can be used at a time');
  const [name] = given;
  if (name === undefined) return null;
  const id = ctx.query.get(name) ?? '';
  if (name !== 'task_id' && !/^\d+$/.test(id)) throw apiError(400, 'TIMEENTRY_062', `${name} must be an integer`);
  if (name === 'task_id') {
    const wanted = findTask(ctx, id).id;
    return (task) => task.id === wanted;
  }
  if (name === 'list_id') {
    const list = findList(ctx, id);
    return (task) => task.listId === list.id || task.extraListIds.includes(list.id);
  }
  if (name === 'space_id') {
    const space = findSpace(ctx, id);
    return (task) => task.spaceId === space.id;
  }
  const folder = findFolder(ctx, id);
  return (task) => {
    const list = ctx.state.lists.get(task.listId);
    return list !== undefined && foldersAround(ctx.state, list).some((around) => around.id === folder.id);
  };
}

/** The entries that a request asks for, newest first. One that begins at `start_date` or `end_date` itself is left out. */
export function selectEntries(ctx: Context, workspaceId: string): TimeEntryRow[] {
  const people = peopleOf(ctx, workspaceId);
  const end = dateOf(ctx, 'end_date', ctx.now + 1);
  const start = dateOf(ctx, 'start_date', end - DEFAULT_DAYS * DAY);
  const inPlace = placeTest(ctx);
  const billable = ctx.query.has('is_billable') ? flag(ctx, 'is_billable') : null;
  const found = people
    .flatMap((id) => ctx.state.timeEntries.by('user', id))
    .filter((entry) => {
      if (entry.workspaceId !== workspaceId || entry.start <= start || entry.start >= end) return false;
      if (billable !== null && entry.billable !== billable) return false;
      if (!inPlace) return true;
      const task = entry.taskId === null ? undefined : ctx.state.tasks.get(entry.taskId);
      return task !== undefined && inPlace(task);
    });
  return found.sort((a, b) => b.start - a.start || (a.id < b.id ? 1 : -1));
}

/** The timer that runs for a person in a Workspace. */
export const runningTimer = (ctx: Context, workspaceId: string, userId: string): TimeEntryRow | undefined =>
  ctx.state.timeEntries.by('user', userId).find((entry) => entry.end === null && entry.workspaceId === workspaceId);
