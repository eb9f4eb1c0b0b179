import type { Change, Context, JsonObject, SandboxEvent } from '../context.js';
import { dateOnly } from '../domain/dates.js';
import { foldersAround, statusesOf } from '../domain/places.js';
import type { State } from '../state/index.js';
import type { TaskRow } from '../state/tasks.js';
import { presentField } from './fields.js';
import { presentUser, presentUsers } from './people.js';
import { presentPriority } from './places.js';
import { delta, type StoredText } from './rich-text.js';

/** Kinds of objects that history is about. */
const TASK = 1;
const LIST = 6;

type Show = (state: State, value: unknown, task: TaskRow) => unknown;

function statusOf(state: State, value: unknown, task: TaskRow) {
  if (value === null) return { status: null, color: '#000000', type: 'removed', orderindex: -1 };
  const list = state.lists.get(task.listId);
  const found = list && statusesOf(state, list).find((one) => one.status === value);
  return found
    ? { status: found.status, color: found.color, orderindex: found.orderindex, type: found.type }
    : { status: value, color: '#87909e', orderindex: 0, type: 'custom' };
}

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
  content: (_, value, task) => delta(value as StoredText, `content ${task.id}`),
  status: statusOf,
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

/** `1 hour 30 minutes`; null for no time. */
function inWords(ms: unknown): string | null {
  if (typeof ms !== 'number') return null;
  const counted = (count: number, unit: string) => (count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`]);
  const minutes = Math.floor(ms / 60_000);
  return [...counted(Math.floor(minutes / 60), 'hour'), ...counted(minutes % 60, 'minute')].join(' ') || '0 minutes';
}

const hasTime = (ms: unknown, zone: string): boolean => typeof ms === 'number' && dateOnly(ms, zone) !== ms;

/** What a change says beside `before` and `after`. https://developer.clickup.com/docs/webhooktaskpayloads */
const details: Readonly<Record<string, (ctx: Context, change: Change, task: TaskRow) => JsonObject>> = {
  status: ({ state }, { after }, task) => ({ status_type: statusOf(state, after, task).type }),
  due_date: ({ user: { timezone } }, { before, after }) => ({
    due_date_time: hasTime(after, timezone),
    old_due_date_time: hasTime(before, timezone),
  }),
  time_estimate: (_, { before, after }, task) => ({
    time_estimate_string: inWords(after),
    old_time_estimate_string: inWords(before),
    rolled_up_time_estimate: after,
    time_estimate: after,
    time_estimates_by_user: Object.entries(task.estimates)
      .filter(([id]) => id !== 'unassigned')
      .map(([id, ms]) => ({
        userid: Number(id),
        user_time_estimate: String(ms),
        user_rollup_time_estimate: String(ms),
      })),
  }),
  section_moved: () => ({ mute_notifications: true }),
};

/** `data`, and the definition of a custom field. */
function extra(ctx: Context, change: Change, task: TaskRow): JsonObject {
  if (change.field !== 'custom_field') return { data: details[change.field]?.(ctx, change, task) ?? change.data ?? {} };
  const field = ctx.state.fields.get(String(change.data?.field_id ?? ''));
  return { data: {}, ...(field ? { custom_field: presentField(field) } : {}) };
}

/** The changes of an event as webhook history. */
export function presentHistory(ctx: Context, event: SandboxEvent, idOf: (change: Change) => string): JsonObject[] {
  const { state, now } = ctx;
  const task = event.ids.task_id === undefined ? undefined : state.tasks.get(event.ids.task_id);
  return event.changes.map((change) => {
    const show = task && forms[change.field];
    return {
      id: idOf(change),
      type: task ? TASK : LIST,
      date: String(now),
      field: change.field,
      parent_id: task?.listId ?? event.ids.list_id ?? event.ids.folder_id ?? event.ids.space_id ?? null,
      ...(task ? extra(ctx, change, task) : { data: {} }),
      source: null,
      user: presentUser(ctx.user),
      ...(change.field === 'assignee_add' ? {} : { before: show ? show(state, change.before, task) : change.before }),
      after: show ? show(state, change.after, task) : change.after,
      ...(change.comment ? { comment: change.comment } : {}),
    };
  });
}
