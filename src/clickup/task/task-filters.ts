import type { TaskListInput, TaskSearchInput } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { omitUndefined } from '../api.js';
import type { Context } from '../context.js';
import { dateMs } from '../dates/arguments.js';
import { dayOf, isDateOnlyStamp, isoDay, toWall } from '../dates/zone.js';
import { userIds } from '../people/ids.js';
import type { ObjectKind } from '../references.js';
import { type Id, objectId } from '../references.js';
import { fieldFilter } from './field-filter.js';
import { taskId } from './ids.js';
import type { WireField } from './model.js';
import { priorityNamed } from './priorities.js';
import { statusFilter } from './status-filter.js';
import { tagFilter } from './tag-names.js';
import { taskTypeNumbers } from './task-types.js';

/** What a search looks at in a task that ClickUp found. */
export interface FoundTask {
  id: string;
  name?: string;
  custom_id?: string | null;
  text_content?: string | null;
  description?: string | null;
  assignees?: readonly { id?: unknown; username?: string | null; email?: string | null }[];
  group_assignees?: readonly { id?: unknown; name?: string }[];
  due_date?: string | null;
  priority?: { id?: string; priority?: string } | null;
  status?: { status?: string; type?: string };
  tags?: readonly { name: string }[];
  list?: { name?: string };
  time_estimate?: number | string | null;
  points?: number | string | null;
  custom_fields?: readonly WireField[];
}

/** The filters that ClickUp itself applies, as its route for the tasks of a Workspace takes them. */
export async function searchQuery(ctx: Context, input: TaskSearchInput) {
  const [assignees, parent, custom_fields, dates, types, statuses] = await Promise.all([
    userIds(ctx, input.assignees, 'assignees'),
    taskId(ctx, input.parent, 'parent'),
    fieldFilter(ctx, input.custom_fields, input.list_ids),
    dateRange(ctx, input),
    taskTypeNumbers(ctx, input.task_type_ids, 'task_type_ids'),
    statusFilter(ctx, input.statuses, input.list_ids),
  ]);
  const wantsDone =
    input.done_after !== undefined || input.done_before !== undefined || input.status_types?.includes('closed');
  return omitUndefined({
    subtasks: true,
    include_closed: (input.include_closed ?? wantsDone) || undefined,
    'space_ids[]': idsOf('space', input.space_ids, 'space_ids'),
    'project_ids[]': idsOf('folder', input.folder_ids, 'folder_ids'),
    'list_ids[]': idsOf('list', input.list_ids, 'list_ids'),
    'statuses[]': some(statuses),
    'assignees[]': some(assignees?.map(String)),
    'tags[]': tagFilter(ctx, input.tags, 'tags'),
    'custom_items[]': some(types),
    custom_fields,
    parent,
    archived: input.archived,
    order_by: input.order_by,
    reverse: input.reverse,
    ...dates,
  });
}

type DateFilters = Pick<
  TaskSearchInput,
  | 'due_after'
  | 'due_before'
  | 'overdue'
  | 'created_after'
  | 'updated_after'
  | 'updated_before'
  | 'done_after'
  | 'done_before'
>;

async function dateRange(ctx: Context, input: DateFilters) {
  const after = (name: 'due_after' | 'created_after' | 'updated_after' | 'done_after') =>
    dateMs(ctx, input[name], name, { start: true });
  const before = (name: 'due_before' | 'updated_before' | 'done_before') =>
    dateMs(ctx, input[name], name, { end: true });
  return {
    due_date_gt: await after('due_after'),
    due_date_lt: earliest(await before('due_before'), input.overdue ? ctx.now() : undefined),
    date_created_gt: await after('created_after'),
    date_updated_gt: await after('updated_after'),
    date_updated_lt: await before('updated_before'),
    date_done_gt: await after('done_after'),
    date_done_lt: await before('done_before'),
  };
}

const earliest = (...moments: readonly (number | undefined)[]): number | undefined => {
  const given = moments.filter((moment) => moment !== undefined);
  return given.length > 0 ? Math.min(...given) : undefined;
};

/** Tells whether a due date is past, in ms; one without a time is when its day is over where the token's user lives. */
export async function pastDue(ctx: Context): Promise<(due: number) => boolean> {
  const zone = await ctx.dayZone();
  const [now, today] = [ctx.now(), isoDay(toWall(ctx.now(), zone))];
  return (due) => (dayOf(due, zone) ?? today) < today || (!isDateOnlyStamp(due, zone) && due < now);
}

/** The types of statuses as the API calls them, in `statuses[].type` of a List. */
const wireTypes = { open: 'open', active: 'custom', done: 'done', closed: 'closed' } as const;

/** The same word for the type of a task's status; undefined where ClickUp says another. */
export const statusTypeOf = ({ status }: FoundTask): string | undefined =>
  Object.entries(wireTypes).find(([, type]) => type === status?.type)?.[0];

const isOver = new Set<string>([wireTypes.done, wireTypes.closed]);

/** What ClickUp cannot filter by is looked at here; undefined when nothing of the kind is asked. */
export function localFilter(
  input: TaskSearchInput,
  isPast?: (due: number) => boolean,
): ((task: FoundTask) => boolean) | undefined {
  const { unassigned, no_due_date, priorities: names, status_types } = input;
  if (unassigned && input.assignees?.length) throw excluded('unassigned', 'assignees');
  const due = no_due_date && (['due_after', 'due_before', 'overdue'] as const).find((name) => input[name]);
  if (due) throw excluded('no_due_date', due);
  const wanted = names?.length
    ? new Set(names.map((name) => String(priorityNamed(name, 'priorities') ?? 'none')))
    : undefined;
  const types = status_types?.length ? new Set<string>(status_types.map((type) => wireTypes[type])) : undefined;
  if (!unassigned && !no_due_date && !wanted && !types && !isPast) return undefined;
  return (task) =>
    (!no_due_date || task.due_date == null) &&
    (!unassigned || ((task.assignees ?? []).length === 0 && (task.group_assignees ?? []).length === 0)) &&
    (!wanted || wanted.has(task.priority?.id ?? 'none')) &&
    (!types || types.has(task.status?.type ?? '')) &&
    (!isPast || (!isOver.has(task.status?.type ?? '') && task.due_date != null && isPast(Number(task.due_date))));
}

const excluded = (parameter: string, other: string) =>
  invalidInput(`${parameter} and ${other} exclude each other`, {
    parameter,
    value: true,
    suggestion: 'Search once for each.',
  });

/** Where a search looks and every filter that it applies, in words. */
export async function scopeOf(
  ctx: Context,
  workspace: string,
  input: TaskSearchInput,
  query: Awaited<ReturnType<typeof searchQuery>>,
): Promise<string> {
  const places = [
    ['Space', input.space_ids],
    ['Folder', input.folder_ids],
    ['List', input.list_ids],
    ['subtasks of', input.parent === undefined ? undefined : [input.parent]],
  ] as const;
  const named = places.flatMap(([noun, ids]) => (ids?.length ? [`${noun} ${ids.join(', ')}`] : []));
  const where = named.length > 0 ? named.join('; ') : `Workspace ${workspace}`;
  const archived = input.archived ? ', archived' : '';
  const types = input.status_types ?? [];
  const status = types.length > 0 ? `, of status type ${types.join(' or ')}` : closedOnes(query);
  const words = input.query?.trim();
  const matching = words ? [`matching ${JSON.stringify(words)} in name, description or number`] : [];
  return [`${where}: tasks${archived}${status}`, ...matching, ...(await filtersOf(ctx, input, query))].join('; ');
}

/** Which tasks of a List were asked for, in the same words; nothing where all of the open ones were. */
export async function listScope(ctx: Context, input: TaskListInput): Promise<string | undefined> {
  const query: SentFilters = {
    ...(input.include_closed && { include_closed: true as const }),
    'statuses[]': await statusFilter(ctx, input.statuses, [input.list_id]),
    'tags[]': tagFilter(ctx, input.tags, 'tags'),
    ...(await dateRange(ctx, input)),
  };
  const filters = await filtersOf(ctx, input, query);
  const kinds = [input.archived && ', archived', input.subtasks === false && ', subtasks left out'].filter(Boolean);
  if (filters.length === 0 && kinds.length === 0 && !input.include_closed) return undefined;
  const where = `List ${objectId('list', input.list_id, 'list_id')}`;
  return [`${where}: tasks${kinds.join('')}${closedOnes(query)}`, ...filters].join('; ');
}

/** The filters that were sent, as far as words are made of them. */
type SentFilters = {
  readonly [Name in 'include_closed' | 'statuses[]' | 'tags[]' | keyof Awaited<ReturnType<typeof dateRange>>]?:
    | Awaited<ReturnType<typeof searchQuery>>[Name]
    | undefined;
};

/** A closed status that is named is found whatever else is asked for. */
function closedOnes(query: SentFilters): string {
  if (query['statuses[]']) return '';
  return query.include_closed ? ', closed ones included' : ', closed ones left out';
}

/** The filters besides place and type, and how several values of one go together. */
async function filtersOf(
  ctx: Context,
  input: Pick<
    TaskSearchInput,
    | 'assignees'
    | 'unassigned'
    | 'no_due_date'
    | 'priorities'
    | 'task_type_ids'
    | 'custom_fields'
    | 'overdue'
    | 'due_before'
  >,
  query: SentFilters,
): Promise<string[]> {
  const anyOf = (noun: string, values: readonly Id[] | undefined) =>
    values?.length ? `${noun}${values.length > 1 ? ' any of' : ''} ${values.join(', ')}` : '';
  const between = async (noun: string, after?: number, before?: number) => {
    if (after === undefined && before === undefined) return '';
    const { instant } = await ctx.times();
    const [from, to] = [instant(after), instant(before)];
    return `${noun}${from ? ` from ${from}` : ''}${to ? ` to ${to}` : ''}`;
  };
  const conditions = (input.custom_fields ?? []).map(({ field, operator, value }) =>
    [field, operator, value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)]
      .join(' ')
      .trim(),
  );
  return [
    anyOf('status', query['statuses[]']),
    anyOf('assignee', input.assignees),
    input.unassigned ? 'unassigned' : '',
    anyOf('priority', input.priorities),
    anyOf('tag', query['tags[]']),
    anyOf('task type', input.task_type_ids),
    conditions.length > 0 ? `custom field ${conditions.join(' and ')}` : '',
    input.overdue ? 'overdue' : '',
    input.no_due_date ? 'no due date' : '',
    await between('due', query.due_date_gt, input.overdue && !input.due_before ? undefined : query.due_date_lt),
    await between('created', query.date_created_gt),
    await between('updated', query.date_updated_gt, query.date_updated_lt),
    await between('done', query.date_done_gt, query.date_done_lt),
  ].filter((part) => part !== '');
}

function idsOf(kind: ObjectKind, values: readonly Id[] | undefined, parameter: string): string[] | undefined {
  return some(values?.map((value, index) => objectId(kind, value, `${parameter}[${index}]`)));
}

/** An empty list filters nothing, and is not sent. */
const some = <T>(list: T[] | readonly T[] | undefined): T[] | undefined => (list?.length ? [...list] : undefined);
