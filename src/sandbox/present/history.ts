import type { Change, Context, JsonObject, SandboxEvent } from '../context.js';
import { foldersAround, statusesOf } from '../places.js';
import type { TaskRow } from '../state/tasks.js';
import type { State } from '../state.js';
import { presentField } from './fields.js';
import { presentUser, presentUsers } from './people.js';
import { presentPriority } from './places.js';

type Show = (state: State, value: unknown, task: TaskRow) => unknown;

const status: Show = (state, value, task) => {
  if (value === null) return { status: null, color: '#000000', type: 'removed', orderindex: -1 };
  const list = state.lists.get(task.listId);
  const found = list && statusesOf(state, list).find((one) => one.status === value);
  return found
    ? { status: found.status, color: found.color, orderindex: found.orderindex, type: found.type }
    : { status: value, color: '#87909e', orderindex: 0, type: 'custom' };
};

const user: Show = (state, value) => (value === null ? null : (presentUsers(state, [String(value)])[0] ?? null));

const ms: Show = (_, value) => (value === null ? null : String(value));

const tag: Show = (state, value, task) => {
  if (value === null) return null;
  const found = state.tags.get(`${task.spaceId}:${String(value).toLowerCase()}`);
  const creator = found?.creatorId;
  return [
    { name: value, tag_fg: found?.fg ?? null, tag_bg: found?.bg ?? null, creator: creator ? Number(creator) : null },
  ];
};

const place: Show = (state, value) => {
  const list = state.lists.get(String(value));
  if (!list) return null;
  const [folder] = foldersAround(state, list);
  const hidden = { id: null, name: 'hidden', hidden: true };
  return {
    id: list.id,
    name: list.name,
    category: folder ? { id: folder.id, name: folder.name, hidden: false } : hidden,
    project: { id: list.spaceId, name: state.spaces.get(list.spaceId)?.name ?? '' },
  };
};

const forms: Readonly<Record<string, Show>> = {
  status,
  priority: (_, value) => presentPriority(typeof value === 'number' ? value : null),
  assignee_add: user,
  assignee_rem: user,
  due_date: ms,
  start_date: ms,
  time_estimate: ms,
  tag,
  tag_removed: tag,
  section_moved: place,
};

/** What goes beside `before` and `after`: the field definition, the type of a status, whether a date has a time. */
function extra(state: State, change: Change, task: TaskRow): JsonObject {
  if (change.field === 'status')
    return { data: { status_type: (status(state, change.after, task) as JsonObject).type } };
  if (change.field !== 'custom_field') return { data: change.data ?? {} };
  const field = state.fields.get(String(change.data?.field_id ?? ''));
  return { data: {}, ...(field ? { custom_field: presentField(field) } : {}) };
}

/** The changes of an event as webhook history. The id of each is drawn from the sandbox's sequence. */
export function presentHistory(ctx: Context, event: SandboxEvent): JsonObject[] {
  const { state, now } = ctx;
  const task = event.ids.task_id === undefined ? undefined : state.tasks.get(event.ids.task_id);
  return event.changes.map((change) => {
    const show = task && forms[change.field];
    return {
      id: ctx.ids.timer(),
      type: 1,
      date: String(now),
      field: change.field,
      parent_id: task?.listId ?? event.ids.list_id ?? event.ids.folder_id ?? event.ids.space_id ?? null,
      ...(task ? extra(state, change, task) : { data: {} }),
      source: null,
      user: presentUser(ctx.user),
      before: show ? show(state, change.before, task) : change.before,
      after: show ? show(state, change.after, task) : change.after,
      ...(change.comment ? { comment: change.comment } : {}),
    };
  });
}
