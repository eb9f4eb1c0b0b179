import { type Context, flag, param, type Routes } from '../context.js';
import { seesField } from '../domain/access.js';
import { withFieldValue, withoutFieldValue } from '../domain/field-write.js';
import { fieldsOfList, fieldsOfTask } from '../domain/fields.js';
import { findFolder, findList, findSpace, findTask, findWorkspace } from '../domain/locate.js';
import { emitTaskChanges } from '../domain/task-events.js';
import { apiError, notAuthorized } from '../errors.js';
import { planIncludes } from '../plans.js';
import { presentField } from '../present/fields.js';
import type { FieldRow, FieldScope, TaskRow } from '../state/tasks.js';

/** Uses that the Free Forever plan has. https://developer.clickup.com/docs/customfields */
const FREE_USES = 60;

/** Fields with the tasks that carry a value, when the query wants them. */
function present(ctx: Context, fields: readonly FieldRow[]) {
  const withObjects = flag(ctx, 'include_applied_objects');
  return {
    fields: fields
      .filter((field) => seesField(ctx.state, ctx.user, field))
      .map((field) => ({
        ...presentField(field),
        ...(withObjects ? { applied_objects: applied(ctx, field) } : {}),
      })),
  };
}

const applied = (ctx: Context, field: FieldRow) =>
  ctx.state.tasks
    .by('workspace', field.workspaceId)
    .filter((task) => !task.deleted && task.fields[field.id] !== undefined)
    .map((task) => ({ object_type: 19, object_id: task.id }));

const scoped = (ctx: Context, type: FieldScope['type'], id: string) =>
  present(ctx, ctx.state.fields.by('scope', `${type}:${id}`));

/** The field of the path, provided the task carries it and the user sees it; else 401 OAUTH_027. */
function findField(ctx: Context, task: TaskRow): FieldRow {
  const field = fieldsOfTask(ctx.state, task).find((one) => one.id === param(ctx, 'field_id'));
  if (!field || !seesField(ctx.state, ctx.user, field)) throw notAuthorized();
  const { workspaces, spaces } = ctx.state;
  const on =
    workspaces.get(task.workspaceId)?.customFields && spaces.get(task.spaceId)?.features.custom_fields?.enabled;
  if (!on) throw apiError(400, 'FIELD_605', 'Custom Fields are not enabled');
  return field;
}

/** Counts one use; uses that are spent do not come back. */
function countUse(ctx: Context, task: TaskRow): void {
  const workspace = ctx.state.workspaces.get(task.workspaceId);
  if (!workspace || planIncludes(ctx.plan, 'unlimited')) return;
  if (workspace.fieldUses >= FREE_USES) throw apiError(400, 'FIELD_033', 'Custom field usages exceeded for your plan');
  ctx.state.workspaces.patch(workspace.id, { fieldUses: workspace.fieldUses + 1 });
}

function save(ctx: Context, task: TaskRow, field: FieldRow, fields: TaskRow['fields']): void {
  const before = task.fields[field.id] ?? null;
  const after = ctx.state.tasks.patch(task.id, { fields, dateUpdated: ctx.now });
  emitTaskChanges(ctx, after, [
    { field: 'custom_field', before, after: fields[field.id] ?? null, data: { field_id: field.id } },
  ]);
}

/** Definitions of custom fields by scope, and their values on tasks. */
export const customFields = {
  GetAccessibleCustomFields: (ctx) => present(ctx, fieldsOfList(ctx.state, findList(ctx, param(ctx, 'list_id')))),
  getFolderAvailableFields: (ctx) => scoped(ctx, 'folder', findFolder(ctx, param(ctx, 'folder_id')).id),
  getSpaceAvailableFields: (ctx) => scoped(ctx, 'space', findSpace(ctx, param(ctx, 'space_id')).id),
  getTeamAvailableFields: (ctx) => scoped(ctx, 'workspace', findWorkspace(ctx, param(ctx, 'team_id')).id),

  SetCustomFieldValue: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const field = findField(ctx, task);
    if ((ctx.body.value ?? null) === null) throw apiError(400, 'FIELD_375', 'Value is required');
    const fields = withFieldValue(ctx, task.fields, field, ctx.body.value, ctx.body.value_options);
    countUse(ctx, task);
    save(ctx, task, field, fields);
    return {};
  },

  RemoveCustomFieldValue: (ctx) => {
    const task = findTask(ctx, param(ctx, 'task_id'), 'edit');
    const field = findField(ctx, task);
    save(ctx, task, field, withoutFieldValue(task.fields, field));
    return {};
  },
} satisfies Routes;
