import { type Context, isObject, type JsonObject } from '../context.js';
import type { TaskRow } from '../state/tasks.js';
import { statusOf } from './places.js';
import { timeEstimate } from './time-totals.js';
import { isIn, sameDay } from './view-dates.js';

type Test = (task: TaskRow) => boolean;

/** What a task has under a field of a condition, in comparable form; empty when unset. */
type Values = (task: TaskRow) => ReadonlyArray<string | number>;

const one = (value: string | number | null): ReadonlyArray<string | number> => (value === null ? [] : [value]);

const dateColumns: Readonly<Record<string, (task: TaskRow) => number | null>> = {
  dueDate: (task) => task.dueDate,
  startDate: (task) => task.startDate,
  dateCreated: (task) => task.dateCreated,
  dateUpdated: (task) => task.dateUpdated,
  dateClosed: (task) => task.dateClosed,
  dateDone: (task) => task.dateDone,
};

function columnOf(ctx: Context, field: string): Values | null {
  switch (field) {
    case 'status':
      return (task) => [task.status];
    case 'statusType':
      return (task) => [statusOf(ctx.state, task).type];
    case 'priority':
      return (task) => [task.priority ?? -1];
    case 'assignee':
      return (task) => task.assigneeIds;
    case 'follower':
      return (task) => task.watcherIds;
    case 'creator':
      return (task) => [task.creatorId];
    case 'tag':
      return (task) => task.tags;
    case 'customItems':
      return (task) => [task.customItemId ?? 0];
    case 'timeEstimate':
      return (task) => one(timeEstimate(task));
    case 'points':
      return (task) => one(task.points);
    default:
      return field.startsWith('cf_') ? customColumn(field.slice(3)) : null;
  }
}

const customColumn =
  (fieldId: string): Values =>
  (task) => {
    const stored = task.fields[fieldId];
    if (stored === undefined) return [];
    return (Array.isArray(stored) ? stored : [stored]).map((value) =>
      typeof value === 'number' ? value : isObject(value) ? Number(value.current) : String(value),
    );
  };

/** The value of a condition as columns hold it: bare, or in an object by id, status or name; tags may carry a `#`. */
function plain(field: string, value: unknown): string {
  const bare = isObject(value) ? (value.id ?? value.status ?? value.name) : value;
  return String(bare)
    .toLowerCase()
    .replace(field === 'tag' ? /^#/ : /^$/, '');
}

/** One condition as a test. A field that the sandbox does not know holds for every task. */
function testOf(ctx: Context, condition: JsonObject): Test {
  const field = String(condition.field ?? '');
  const op = String(condition.op ?? 'EQ').toUpperCase();
  const values = Array.isArray(condition.values) ? condition.values : [];
  if (field === 'archived') return (task) => task.archived === (op === 'EQ');
  const date = dateColumns[field];
  if (date) return dateTest(ctx, date, op, values);
  const column = columnOf(ctx, field);
  if (!column) {
    ctx.note(`conditions on ${field} are not applied here`);
    return () => true;
  }
  const wanted = values.map((value) => plain(field, value));
  const has = (task: TaskRow) => new Set(column(task).map((value) => String(value).toLowerCase()));
  const any: Test = (task) => wanted.some((value) => has(task).has(value));
  const all: Test = (task) => wanted.every((value) => has(task).has(value));
  const number: (compare: (value: number) => boolean) => Test = (compare) => (task) =>
    column(task).some((value) => compare(Number(value)));
  switch (op) {
    case 'ALL':
      return all;
    case 'NOT':
    case 'NOT ANY':
      return (task) => !any(task);
    case 'NOT ALL':
      return (task) => !all(task);
    case 'LT':
      return number((value) => value < Number(wanted[0]));
    case 'GT':
      return number((value) => value > Number(wanted[0]));
    case 'IS SET':
      return (task) => column(task).length > 0;
    case 'IS NOT SET':
      return (task) => column(task).length === 0;
    default:
      return any;
  }
}

function dateTest(ctx: Context, date: (task: TaskRow) => number | null, op: string, values: readonly unknown[]): Test {
  const zone = ctx.user.timezone;
  const matches = (ms: number) =>
    values.some((value) =>
      isObject(value)
        ? isIn(String(value.op), ms, ctx.now, zone)
        : /^\d+$/.test(String(value))
          ? sameDay(ms, Number(value), zone)
          : isIn(String(value), ms, ctx.now, zone),
    );
  return (task) => {
    const ms = date(task);
    if (op === 'IS SET') return ms !== null;
    if (op === 'IS NOT SET') return ms === null;
    if (ms === null) return op === 'NOT';
    if (op === 'LT') return ms < Number(values[0]);
    if (op === 'GT') return ms > Number(values[0]);
    return op === 'NOT' ? !matches(ms) : matches(ms);
  };
}

const combine = (op: unknown, tests: readonly Test[]): Test =>
  op === 'OR' ? (task) => tests.some((test) => test(task)) : (task) => tests.every((test) => test(task));

/** The conditions of a view as one test: in groups of indexes where it has some, each with an operator of its own. */
export function conditionsOf(ctx: Context, filters: JsonObject): Test {
  const fields = (Array.isArray(filters.fields) ? filters.fields : []).filter(isObject);
  if (fields.length === 0) return () => true;
  const tests = fields.map((field) => testOf(ctx, field));
  const { filter_groups: groups, filter_group_ops: ops } = filters;
  if (!Array.isArray(groups) || groups.length === 0) return combine(filters.op, tests);
  const parts = groups.map((group, i) => {
    const members = (Array.isArray(group) ? group : []).flatMap((index) => tests[Number(index)] ?? []);
    return combine(Array.isArray(ops) ? ops[i] : filters.op, members);
  });
  return combine(filters.op, parts);
}

/** Whether the name or the text of a task contains what the view searches for. */
export function searchOf(filters: JsonObject): Test {
  const search = typeof filters.search === 'string' ? filters.search.trim().toLowerCase() : '';
  if (search === '') return () => true;
  return (task) => task.name.toLowerCase().includes(search) || task.text.toLowerCase().includes(search);
}
