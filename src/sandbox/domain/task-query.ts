import { type Context, flag } from '../context.js';
import { apiError } from '../errors.js';
import type { TaskRow } from '../state/tasks.js';
import { atLeast, isMember, spaceLevel, taskLevel } from './access.js';
import { readFieldFilter } from './field-filter.js';
import { statusOf } from './places.js';

/** Tasks per page of every task list. https://developer.clickup.com/reference/gettasks */
const TASKS_PER_PAGE = 100;

type Test = (task: TaskRow) => boolean;

const broken = () => apiError(500, 'ITEMV2_003', 'Internal Server Error');

/** The values of an array parameter, which must carry brackets: `name[]=a&name[]=b`. */
export function arrayParam(ctx: Context, name: string): string[] {
  const found: string[] = [];
  for (const [key, value] of ctx.query) {
    if (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length))) found.push(value);
  }
  return found;
}

/** Failures of array parameters sent without brackets; the others have no effect that way. */
function refuseBare(ctx: Context): void {
  if (ctx.query.has('statuses')) throw apiError(400, 'OAUTH_040', 'Statuses must be an array');
  if (ctx.query.has('assignees')) throw apiError(400, 'OAUTH_043', 'Assignees must be an array');
  if (ctx.query.has('custom_items')) throw apiError(400, 'PUBAPITASK_008', 'custom_items must be an array');
  for (const name of ['tags', 'watchers', 'space_ids', 'project_ids', 'list_ids']) {
    if (ctx.query.has(name)) ctx.note(`${name} without brackets has no effect`);
  }
  if (ctx.query.has('limit')) ctx.note('limit has no effect: a page has 100 tasks');
  if (ctx.query.has('query')) ctx.note('query has no effect: there is no text search');
}

const dateColumns = {
  due_date: (task: TaskRow) => task.dueDate,
  date_created: (task: TaskRow) => task.dateCreated,
  date_updated: (task: TaskRow) => task.dateUpdated,
  date_done: (task: TaskRow) => task.dateDone,
} as const;

function dateTests(ctx: Context): Test[] {
  const tests: Test[] = [];
  for (const [name, column] of Object.entries(dateColumns)) {
    for (const bound of ['gt', 'lt'] as const) {
      const text = ctx.query.get(`${name}_${bound}`);
      if (text === null || text === '') continue;
      const limit = Number(text);
      if (!Number.isFinite(limit)) throw broken();
      tests.push((task) => {
        const value = column(task);
        return value !== null && (bound === 'gt' ? value > limit : value < limit);
      });
    }
  }
  return tests;
}

const oneOf = (wanted: readonly string[], valuesOf: (task: TaskRow) => readonly string[]): Test[] => {
  if (wanted.length === 0) return [];
  const set = new Set(wanted);
  return [(task) => valuesOf(task).some((value) => set.has(value))];
};

function statusTest(ctx: Context): Test[] {
  const statuses = arrayParam(ctx, 'statuses').map((status) => status.toLowerCase());
  if (statuses.length > 0) return oneOf(statuses, (task) => [task.status]);
  if (flag(ctx, 'include_closed')) return [];
  return [(task) => statusOf(ctx.state, task).type !== 'closed'];
}

function typeTest(ctx: Context): Test[] {
  const items = arrayParam(ctx, 'custom_items');
  if (items.some((item) => !/^-?\d+$/.test(item)))
    throw apiError(400, 'PUBAPITASK_009', 'custom_items must be numbers');
  return oneOf(items, (task) => [String(task.customItemId ?? 0)]);
}

/** What the user may see; guests and what was made private are judged task by task. */
function accessTest(ctx: Context): Test[] {
  const { state, user } = ctx;
  const member = ctx.token.workspaceIds.every((id) => isMember(state, user, id));
  const open = member && state.privateObjects.size === 0;
  const hidden = new Set(
    state.spaces.all().flatMap((space) => (spaceLevel(state, user, space) === null ? [space.id] : [])),
  );
  if (open && hidden.size === 0) return [];
  return [(task) => (open && !hidden.has(task.spaceId)) || atLeast(taskLevel(state, user, task), 'read')];
}

/** Which subtasks belong: of one parent, all, or none. */
function subtaskTest(ctx: Context, parent: string | null): Test[] {
  if (parent) return [(task) => task.parentId === parent];
  return flag(ctx, 'subtasks') ? [] : [(task) => task.parentId === null];
}

/** Filters and sorts `candidates` as the query of the request says; with `parent` only that task's subtasks. */
export function selectTasks(ctx: Context, candidates: readonly TaskRow[], parent: string | null): TaskRow[] {
  refuseBare(ctx);
  const archived = flag(ctx, 'archived');
  const fieldTest = readFieldFilter(ctx);
  const tests: Test[] = [
    // First what leaves out most: whoever reads a large Workspace asks by date.
    ...dateTests(ctx),
    (task) => !task.deleted && task.archived === archived,
    ...subtaskTest(ctx, parent),
    ...oneOf(arrayParam(ctx, 'assignees'), (task) => task.assigneeIds),
    ...oneOf(arrayParam(ctx, 'watchers'), (task) => task.watcherIds),
    ...oneOf(
      arrayParam(ctx, 'tags').map((tag) => tag.toLowerCase()),
      (task) => task.tags,
    ),
    ...statusTest(ctx),
    ...typeTest(ctx),
    ...accessTest(ctx),
    ...(fieldTest ? [fieldTest] : []),
  ];
  const order = orderOf(ctx);
  return candidates.filter((task) => tests.every((test) => test(task))).sort(order);
}

const orders: Readonly<Record<string, (task: TaskRow) => number | string>> = {
  id: (task) => task.id,
  created: (task) => task.dateCreated,
  updated: (task) => task.dateUpdated,
  // Tasks without a due date come last in the default direction.
  due_date: (task) => task.dueDate ?? Number.NEGATIVE_INFINITY,
};

/** Newest first by `created` unless told otherwise; ids break ties, so that pages neither lose nor repeat a task. */
function orderOf(ctx: Context): (a: TaskRow, b: TaskRow) => number {
  const name = ctx.query.get('order_by') ?? 'created';
  const by = Object.hasOwn(orders, name) ? orders[name] : undefined;
  if (!by) throw broken();
  const sign = flag(ctx, 'reverse') ? 1 : -1;
  return (a, b) => {
    const x = by(a);
    const y = by(b);
    if (x === y) return a.id < b.id ? -sign : sign;
    return x < y ? -sign : sign;
  };
}

/** The page that the request asks for, counted from 0. */
export function pageOfTasks(ctx: Context, tasks: readonly TaskRow[]): { tasks: TaskRow[]; lastPage: boolean } {
  const text = ctx.query.get('page') ?? '0';
  const page = Number(text === '' ? '0' : text);
  if (!Number.isInteger(page) || page < 0) throw broken();
  const from = page * TASKS_PER_PAGE;
  return { tasks: tasks.slice(from, from + TASKS_PER_PAGE), lastPage: from + TASKS_PER_PAGE >= tasks.length };
}
