import { type Context, isObject, type JsonObject } from '../context.js';
import type { TaskRow } from '../state/tasks.js';
import type { ViewRow } from '../state/views.js';
import { listLevel, taskLevel } from './access.js';
import { listsUnder, statusOf } from './places.js';
import { timeEstimate } from './time-totals.js';
import { conditionsOf, searchOf } from './view-filter.js';

/** All tasks that lie where the view lies. */
function candidates(ctx: Context, view: ViewRow): TaskRow[] {
  const { state } = ctx;
  const inList = (id: string) => [...state.tasks.by('list', id), ...state.tasks.by('extraList', id)];
  if (view.parentType === 6) return inList(view.parentId);
  if (view.parentType === 7) return state.tasks.by('workspace', view.workspaceId);
  const folder = view.parentType === 5 ? state.folders.get(view.parentId) : undefined;
  const lists = folder ? listsUnder(state, folder) : state.lists.by('space', view.parentId);
  return [...new Set(lists.filter((list) => !list.deleted).flatMap((list) => inList(list.id)))];
}

/** Whether the user sees a task; the answer for its home List is remembered. */
function visibility(ctx: Context): (task: TaskRow) => boolean {
  const lists = new Map<string, boolean>();
  return (task) => {
    let open = lists.get(task.listId);
    if (open === undefined) {
      const list = ctx.state.lists.get(task.listId);
      open = list !== undefined && listLevel(ctx.state, ctx.user, list) !== null;
      lists.set(task.listId, open);
    }
    return open || taskLevel(ctx.state, ctx.user, task) !== null;
  };
}

const keys: Readonly<Record<string, (ctx: Context, task: TaskRow) => string | number | null>> = {
  name: (_, task) => task.name.toLowerCase(),
  status: (ctx, task) => statusOf(ctx.state, task).orderindex,
  priority: (_, task) => task.priority,
  assignee: (ctx, task) => ctx.state.users.get(task.assigneeIds[0] ?? '')?.username ?? null,
  dueDate: (_, task) => task.dueDate,
  startDate: (_, task) => task.startDate,
  dateCreated: (_, task) => task.dateCreated,
  dateUpdated: (_, task) => task.dateUpdated,
  dateClosed: (_, task) => task.dateClosed,
  timeEstimate: (_, task) => timeEstimate(task),
  points: (_, task) => task.points,
};

type Order = (a: TaskRow, b: TaskRow) => number;

/** Sorts by the fields of `sorting` in turn; what has no value comes last. Places of tasks break ties. */
function orderOf(ctx: Context, sorting: JsonObject): Order {
  const orders = (Array.isArray(sorting.fields) ? sorting.fields : []).filter(isObject).flatMap((field): Order[] => {
    const name = String(field.field);
    const custom = (_: Context, task: TaskRow) => (task.fields[name.slice(3)] as string | number | undefined) ?? null;
    const key = keys[name] ?? (name.startsWith('cf_') ? custom : undefined);
    const sign = field.dir === -1 ? -1 : 1;
    if (!key) return [];
    return [
      (a, b) => {
        const [x, y] = [key(ctx, a), key(ctx, b)];
        if (x === y) return 0;
        if (x === null) return 1;
        if (y === null) return -1;
        return x < y ? -sign : sign;
      },
    ];
  });
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return a.orderindex - b.orderindex || (a.id < b.id ? -1 : 1);
  };
}

/** The tasks that a view shows, in its order: filters, search and `show_closed` apply together. */
export function tasksOfView(ctx: Context, view: ViewRow): TaskRow[] {
  const { filters = {}, settings = {}, sorting = {} } = view.parts;
  const fields = Array.isArray(filters.fields) ? filters.fields.filter(isObject) : [];
  const archived = fields.some((field) => field.field === 'archived');
  const [meets, found, seen] = [conditionsOf(ctx, filters), searchOf(filters), visibility(ctx)];
  // 3 keeps subtasks folded under their parent, so that they are no rows of their own.
  const withSubtasks = settings.show_subtasks === 1 || settings.show_subtasks === 2;
  const shown = candidates(ctx, view).filter(
    (task) =>
      !task.deleted &&
      (archived || !task.archived) &&
      (withSubtasks || task.parentId === null) &&
      (filters.show_closed === true || statusOf(ctx.state, task).type !== 'closed') &&
      meets(task) &&
      found(task) &&
      seen(task),
  );
  return shown.sort(orderOf(ctx, sorting));
}
