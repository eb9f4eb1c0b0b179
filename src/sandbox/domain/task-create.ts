import { type Context, isObject, param } from '../context.js';
import { apiError } from '../errors.js';
import type { ListRow } from '../state/places.js';
import type { TaskRow } from '../state/tasks.js';
import { withFieldValue } from './field-write.js';
import { fieldsOfList } from './fields.js';
import { findList, findOtherTask } from './locate.js';
import { openStatus, statusesOf, statusNamed } from './places.js';
import { ensureTags } from './tags.js';
import { assignable, enterStatus, readCommon, withinLimit } from './task-write.js';

/** What a new task starts from; routes that copy or fill templates use it too. */
export function blankTask(ctx: Context, list: ListRow, name: string): TaskRow {
  const { state, now } = ctx;
  const space = state.spaces.get(list.spaceId);
  if (!space) throw new Error(`List ${list.id} without Space`);
  let customId: string | null = null;
  if (space.customIdPrefix !== null) {
    const next = space.lastCustomId + 1;
    state.spaces.patch(space.id, { lastCustomId: next });
    customId = `${space.customIdPrefix}-${next}`;
  }
  const status = openStatus(statusesOf(state, list));
  return {
    id: ctx.ids.task(),
    workspaceId: space.workspaceId,
    spaceId: space.id,
    listId: list.id,
    extraListIds: [],
    customId,
    customItemId: 0,
    name,
    text: '',
    markdown: null,
    ...enterStatus({ statusHistory: [], dateClosed: null, dateDone: null }, status, now),
    orderindex: 66123000 + state.tasks.size,
    dateCreated: now,
    dateUpdated: now,
    archived: false,
    deleted: false,
    creatorId: ctx.user.id,
    assigneeIds: [],
    groupAssigneeIds: [],
    watcherIds: [ctx.user.id],
    tags: [],
    parentId: null,
    priority: null,
    dueDate: null,
    startDate: null,
    points: null,
    timeEstimate: null,
    estimates: {},
    fields: {},
  };
}

/** Stores a new task and reports it. */
export function addTask(ctx: Context, task: TaskRow): TaskRow {
  ctx.state.tasks.put(task);
  const changes = [
    { field: 'status', before: null, after: task.status },
    { field: 'task_creation', before: null, after: null },
  ];
  ctx.emit({ event: 'taskCreated', ids: { task_id: task.id }, changes, workspaceId: task.workspaceId });
  return task;
}

function readParent(ctx: Context, list: ListRow): string | null {
  const { parent } = ctx.body;
  if (parent === undefined || parent === null) return null;
  const found = ctx.state.tasks.get(String(parent));
  if (!found || found.deleted || found.listId !== list.id) throw apiError(400, 'ITEM_137', 'Parent not child of list');
  return found.id;
}

function readFields(ctx: Context, list: ListRow): TaskRow['fields'] {
  const { custom_fields: given, check_required_custom_fields: check } = ctx.body;
  const known = fieldsOfList(ctx.state, list);
  let fields: TaskRow['fields'] = {};
  for (const entry of Array.isArray(given) ? given : []) {
    const field = known.find((one) => isObject(entry) && one.id === entry.id);
    if (!field) throw apiError(401, 'OAUTH_027', 'Team not authorized');
    fields = withFieldValue(ctx, fields, field, entry.value ?? null, entry.value_options);
  }
  const missing = known.filter((field) => field.required && fields[field.id] === undefined);
  if (check === true && missing.length > 0)
    throw apiError(400, 'FIELD_375', `Required custom field: ${missing[0]?.name}`);
  return fields;
}

const asArray = (value: unknown, ecode: string, err: string): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw apiError(400, ecode, err);
  return value;
};

/** `POST /list/{id}/task`. */
export function createTask(ctx: Context): TaskRow {
  const { body, state } = ctx;
  const list = findList(ctx, param(ctx, 'list_id'), 'create');
  if (!('name' in body)) throw apiError(400, 'INPUT_005', 'Task name invalid');
  const common = readCommon(ctx);
  const assignees = assignable(ctx, list, asArray(body.assignees, 'OAUTH_043', 'Assignees must be an array'));
  const parentId = readParent(ctx, list);
  const linked = readLink(ctx);
  const fields = readFields(ctx, list);
  const wanted =
    body.status === undefined || body.status === null ? null : statusNamed(statusesOf(state, list), body.status);
  const tags = ensureTags(ctx, list.spaceId, asArray(body.tags, 'INPUT_006', 'Tags must be an array'));
  const blank = blankTask(ctx, list, common.name ?? '');
  const none = { statusHistory: [], dateClosed: null, dateDone: null };
  const assigneeIds = withinLimit(ctx, list.spaceId, assignees);
  const task = addTask(ctx, {
    ...blank,
    ...common,
    ...(wanted ? enterStatus(none, wanted, ctx.now) : {}),
    assigneeIds,
    groupAssigneeIds: asArray(body.group_assignees, 'OAUTH_043', 'Assignees must be an array')
      .map(String)
      .filter((id) => state.groups.has(id)),
    watcherIds: [...new Set([...blank.watcherIds, ...assigneeIds])],
    tags,
    parentId,
    fields,
  });
  if (linked) {
    state.links.put({ id: `${task.id}:${linked}`, a: task.id, b: linked, dateCreated: ctx.now, userId: ctx.user.id });
  }
  return task;
}

function readLink(ctx: Context): string | null {
  const { links_to: target } = ctx.body;
  if (target === undefined || target === null) return null;
  return findOtherTask(ctx, String(target)).id;
}
