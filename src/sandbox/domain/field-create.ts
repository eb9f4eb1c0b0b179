import { type Context, isObject, type JsonObject, requireText } from '../context.js';
import { apiError } from '../errors.js';
import type { FieldRow, FieldScope } from '../state/tasks.js';

/** Field types and the configuration that each starts with. https://developer.clickup.com/docs/customfields */
const defaults: Readonly<Record<string, JsonObject>> = {
  url: {},
  email: {},
  phone: {},
  text: {},
  short_text: {},
  number: {},
  date: {},
  checkbox: {},
  location: {},
  attachment: {},
  tasks: {},
  list_relationship: {},
  currency: { precision: 2, currency_type: 'USD', default: null },
  drop_down: { sorting: 'manual', new_drop_down: true, default: null, placeholder: null, options: [] },
  labels: { options: [] },
  users: { single_user: false, include_groups: true, include_guests: true, include_team_members: true },
  emoji: { code_point: '2b50', count: 5 },
  manual_progress: { method: 'manual', start: 0, end: 100, current: 0 },
  automatic_progress: { tracking: { subtasks: true, checklists: false, assigned_comments: false }, complete_on: 3 },
};

/** Options with an id each; a drop-down names them by `name` and numbers them, labels by `label`. */
function readOptions(ctx: Context, type: string, given: unknown): JsonObject[] {
  if (!Array.isArray(given)) throw apiError(400, 'FIELD_022', 'Options must be in type_config');
  return given.map((option: unknown, orderindex) => {
    const { name, label, color = null } = isObject(option) ? option : {};
    if (type === 'labels') {
      if (typeof label !== 'string' || label === '') throw apiError(400, 'FIELD_146', 'Label option must have a label');
      return { id: ctx.ids.uuid(), label, color };
    }
    if (typeof name !== 'string' || name === '') throw apiError(400, 'FIELD_022', 'Option must have a name');
    return { id: ctx.ids.uuid(), name, color, orderindex };
  });
}

function readConfig(ctx: Context, type: string): JsonObject {
  const known = Object.hasOwn(defaults, type) ? defaults[type] : undefined;
  if (!known) throw apiError(400, 'FIELD_422', 'Field type invalid');
  const given = isObject(ctx.body.type_config) ? ctx.body.type_config : {};
  const hasOptions = type === 'drop_down' || type === 'labels';
  return { ...known, ...given, ...(hasOptions ? { options: readOptions(ctx, type, given.options) } : {}) };
}

/** Makes the field that the request's body describes, for the tasks of `scope`. */
export function addField(ctx: Context, workspaceId: string, scope: FieldScope): FieldRow {
  const name = requireText(ctx, 'name', apiError(400, 'INPUT_006', 'Field name invalid'));
  const type = requireText(ctx, 'type', apiError(400, 'FIELD_422', 'Field type invalid'));
  return ctx.state.fields.put({
    id: ctx.ids.uuid(),
    workspaceId,
    name,
    type,
    typeConfig: readConfig(ctx, type),
    dateCreated: ctx.now,
    hideFromGuests: ctx.body.hide_from_guests === true,
    required: ctx.body.required === true,
    scopes: [scope],
  });
}
