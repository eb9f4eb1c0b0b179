import { type Context, isObject, param, type Routes } from '../context.js';
import { fieldsOfList } from '../domain/fields.js';
import { findList, findTask, findTaskById, findWorkspace } from '../domain/locate.js';
import { statusesOf } from '../domain/places.js';
import { ensureTags } from '../domain/tags.js';
import { emitTaskChanges, saveTask } from '../domain/task-events.js';
import { enterStatus } from '../domain/task-write.js';
import { apiError, failV3, notAuthorized } from '../errors.js';
import type { ListRow, StatusRow } from '../state/places.js';
import type { TaskRow } from '../state/tasks.js';

/** Source status id to target status, from `status_mappings`; the guide's spelling without `_id` works too. */
function readMappings(ctx: Context, targets: readonly StatusRow[]): Map<string, StatusRow> {
  const found = new Map<string, StatusRow>();
  const given = ctx.body.status_mappings;
  for (const entry of Array.isArray(given) ? given : []) {
    if (!isObject(entry)) throw failV3(400, 'status_mappings must be a list of objects');
    const from = String(entry.source_status_id ?? entry.source_status ?? '');
    const to = String(entry.destination_status_id ?? entry.destination_status ?? '');
    const target = targets.find((status) => status.id === to);
    if (!target) throw failV3(400, `Status ${to} does not exist in the destination list`);
    found.set(from, target);
  }
  return found;
}

/** The task's status in its new List: mapped, or the one of the same name; else 400. */
function statusAfter(ctx: Context, task: TaskRow, to: ListRow, mappings: Map<string, StatusRow>): StatusRow {
  const from = ctx.state.lists.get(task.listId);
  const present = from && statusesOf(ctx.state, from).find((status) => status.status === task.status);
  const mapped = present && mappings.get(present.id);
  const same = statusesOf(ctx.state, to).find((status) => status.status === task.status);
  const status = mapped ?? same;
  if (!status) throw failV3(400, `Status mapping is required: the destination list has no status "${task.status}"`);
  return status;
}

/** Field values that stay: those of fields the new List has, and the ones that are named to move. */
function fieldsAfter(ctx: Context, task: TaskRow, to: ListRow): TaskRow['fields'] {
  const known = new Set(fieldsOfList(ctx.state, to).map((field) => field.id));
  const { move_custom_fields: all, custom_fields_to_move: some } = ctx.body;
  const named = new Set(Array.isArray(some) ? some.map(String) : []);
  const moving = Object.keys(task.fields).filter(
    (id) => !known.has(id) && (named.has(id) || (all === true && named.size === 0)),
  );
  for (const id of moving) {
    const field = ctx.state.fields.get(id);
    if (field) ctx.state.fields.patch(id, { scopes: [...field.scopes, { type: 'list', id: to.id }] });
    known.add(id);
  }
  return Object.fromEntries(Object.entries(task.fields).filter(([id]) => known.has(id)));
}

/** Moves the task and all below it. Statuses are checked for all of them before anything changes. */
function move(ctx: Context, task: TaskRow, to: ListRow): void {
  const mappings = readMappings(ctx, statusesOf(ctx.state, to));
  const below = (row: TaskRow): TaskRow[] => [
    row,
    ...ctx.state.tasks
      .by('parent', row.id)
      .filter((child) => !child.deleted)
      .flatMap(below),
  ];
  const plan = below(task).map((row) => [row, statusAfter(ctx, row, to, mappings)] as const);
  for (const [row, status] of plan) {
    const before = row.listId;
    if (row.spaceId !== to.spaceId) ensureTags(ctx, to.spaceId, row.tags);
    const after = saveTask(ctx, row, {
      listId: to.id,
      spaceId: to.spaceId,
      extraListIds: row.extraListIds.filter((id) => id !== to.id),
      fields: fieldsAfter(ctx, row, to),
      ...(row.id === task.id && row.parentId !== null ? { parentId: null } : {}),
      ...(status.status === row.status ? {} : enterStatus(row, status, ctx.now)),
    });
    emitTaskChanges(ctx, after, [{ field: 'section_moved', before, after: to.id }]);
  }
}

/** In which Lists a task is. */
export const taskLists = {
  AddTaskToList: (ctx) => {
    const list = findList(ctx, param(ctx, 'list_id'), 'create');
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const on = [list.spaceId, task.spaceId].every((id) => ctx.state.spaces.get(id)?.multiListTasks);
    if (!on) ctx.note('tasks in multiple Lists are off in this Space: nothing happens');
    else if (task.listId !== list.id && !task.extraListIds.includes(list.id)) {
      saveTask(ctx, task, { extraListIds: [...task.extraListIds, list.id] });
    }
    return {};
  },

  RemoveTaskFromList: (ctx) => {
    const list = findList(ctx, param(ctx, 'list_id'), 'edit');
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    if (task.listId === list.id) throw apiError(400, 'ITEM_137', 'A task cannot be removed from its home List');
    if (task.extraListIds.includes(list.id)) {
      saveTask(ctx, task, { extraListIds: task.extraListIds.filter((id) => id !== list.id) });
    }
    return {};
  },

  moveTask: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'workspace_id'));
    const task = findTaskById(ctx, param(ctx, 'task_id'), 'edit');
    const list = findList(ctx, param(ctx, 'list_id'), 'create');
    if (task.workspaceId !== workspace.id) throw notAuthorized();
    if (!isObject(ctx.json)) throw failV3(400, 'A request body is required');
    if (task.listId !== list.id) move(ctx, task, list);
    return { data: { task_id: task.id, new_list_id: list.id } };
  },
} satisfies Routes;
