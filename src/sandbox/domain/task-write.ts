import { type Context, isObject, optionalNumber } from '../context.js';
import { apiError } from '../errors.js';
import type { ListRow, StatusRow } from '../state/places.js';
import type { StatusSpan, TaskRow } from '../state/tasks.js';
import { listLevel } from './access.js';
import { storedDate } from './dates.js';
import { plainText } from './markdown.js';
import { isEnded, statusNamed } from './places.js';

type Changes = { -readonly [K in keyof TaskRow]?: TaskRow[K] };

/** Name, text, dates, numbers and type: what creation and update read in the same way. */
export function readCommon(ctx: Context): Changes {
  const { body } = ctx;
  const changes: Changes = {};
  if ('name' in body) {
    if (typeof body.name !== 'string' || body.name.trim() === '') throw apiError(400, 'INPUT_005', 'Task name invalid');
    changes.name = body.name;
  }
  Object.assign(changes, readText(ctx));
  if ('priority' in body) changes.priority = readPriority(ctx);
  const due = optionalNumber(ctx, 'due_date');
  if (due !== undefined) changes.dueDate = storedDate(due, body.due_date_time, ctx.user.timezone);
  const start = optionalNumber(ctx, 'start_date');
  if (start !== undefined) changes.startDate = storedDate(start, body.start_date_time, ctx.user.timezone);
  const estimate = optionalNumber(ctx, 'time_estimate');
  if (estimate !== undefined) {
    changes.timeEstimate = estimate;
    changes.estimates = {};
  }
  const points = body.points;
  if (typeof points === 'number' || points === null) changes.points = points;
  if (typeof body.archived === 'boolean') changes.archived = body.archived;
  if ('custom_item_id' in body) changes.customItemId = readType(ctx);
  return changes;
}

/** Markdown wins over plain text, and Markdown inside the plain text stays literal. */
function readText(ctx: Context): Changes {
  const { markdown_content: markdown, markdown_description: old, description } = ctx.body;
  if (typeof markdown === 'string')
    return { text: plainText(markdown), markdown: markdown.trim() === '' ? null : markdown };
  if (typeof old === 'string') {
    ctx.note('markdown_description is flattened to plain text: markdown_content is the name for writing');
    return { text: plainText(old), markdown: null };
  }
  if (typeof description !== 'string') return {};
  if (description === '') {
    ctx.note('an empty description changes nothing: one space clears it');
    return {};
  }
  return { text: description === ' ' ? '' : description, markdown: null };
}

function readPriority(ctx: Context): number | null {
  const { priority } = ctx.body;
  if (priority === null) return null;
  const number = Number(priority);
  if (![1, 2, 3, 4].includes(number)) throw apiError(400, 'INPUT_006', 'Priority invalid');
  return number;
}

/** Tasks (0) and milestones (1) are built in; the Workspace makes all other types. */
function readType(ctx: Context): number | null {
  const { custom_item_id: id } = ctx.body;
  if (id === null) return 0;
  if (id === 0 || id === 1) return id;
  if (typeof id !== 'number' || !ctx.state.customItems.has(String(id))) {
    throw apiError(400, 'PUBAPITASK_009', 'custom_item_id must be a task type of the Workspace');
  }
  return id;
}

/** The people of `ids` who may be assigned in the List; others are passed over in silence. */
export function assignable(ctx: Context, list: ListRow, ids: readonly unknown[]): string[] {
  const found: string[] = [];
  for (const id of ids.map(String)) {
    const user = ctx.state.users.get(id);
    if (!user || listLevel(ctx.state, user, list) === null)
      ctx.note(`user ${id} cannot see the List and is not assigned`);
    else if (!found.includes(id)) found.push(id);
  }
  return found;
}

/** The last of the people in a Space whose tasks have one assignee; the others are passed over in silence. */
export function withinLimit(ctx: Context, spaceId: string, ids: readonly string[]): readonly string[] {
  if (ids.length < 2 || (ctx.state.spaces.get(spaceId)?.multipleAssignees ?? true)) return ids;
  ctx.note('multiple_assignees is off in this Space: only the last one is assigned');
  return ids.slice(-1);
}

/** `before` after `{add, rem}`; anything else, a flat array included, changes nothing. */
export function addRem(ctx: Context, key: string, before: readonly string[], allowed: (ids: unknown[]) => string[]) {
  const value = ctx.body[key];
  if (value === undefined) return before;
  if (!isObject(value)) {
    ctx.note(`${key} wants {add, rem} on update: anything else has no effect`);
    return before;
  }
  const list = (part: unknown): unknown[] => (Array.isArray(part) ? part : []);
  const gone = new Set(list(value.rem).map(String));
  const kept = before.filter((id) => !gone.has(id));
  return [...new Set([...kept, ...allowed(list(value.add))])];
}

/** A task's next status with its dates and its history of spans. */
export function enterStatus(
  task: Pick<TaskRow, 'statusHistory' | 'dateClosed' | 'dateDone'>,
  status: StatusRow,
  now: number,
) {
  const spans: StatusSpan[] = task.statusHistory.map((span) => (span.to === null ? { ...span, to: now } : span));
  return {
    status: status.status,
    statusHistory: [...spans, { status: status.status, from: now, to: null }],
    dateDone: isEnded(status) ? (task.dateDone ?? now) : null,
    dateClosed: status.type === 'closed' ? (task.dateClosed ?? now) : null,
  };
}

/** The status changes of an update, if it names another status than the present one. */
export function readStatus(ctx: Context, task: TaskRow, statuses: readonly StatusRow[]): Changes {
  if (ctx.body.status === undefined) return {};
  const status = statusNamed(statuses, ctx.body.status);
  return status.status === task.status ? {} : enterStatus(task, status, ctx.now);
}
