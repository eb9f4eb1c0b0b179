import { createHash } from 'node:crypto';
import { fromWire } from '../../clickup/custom-field/values.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { categoryOf, type StatusRule, statusKey } from '../categories.js';

/** Whatever ClickUp sends: every field may be missing, and numbers come as text too. */
export type Wire = Readonly<Record<string, unknown>>;

export type Row = Record<string, unknown>;

export const text = (value: unknown): string | null => (value === undefined || value === null ? null : String(value));

export function number(value: unknown): number | null {
  const found = value === null || value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(found) ? found : null;
}

/** Unix milliseconds, as a number or as text, as ISO 8601. */
export function instant(value: unknown): string | null {
  const ms = number(value);
  return ms === null ? null : new Date(ms).toISOString();
}

export const object = (value: unknown): Wire => (typeof value === 'object' && value !== null ? (value as Wire) : {});

export const list = (value: unknown): Wire[] => (Array.isArray(value) ? value.map(object) : []);

/** Ids of rows outside of ClickUp: the same for the same object, everywhere. https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
export function uuidOf(kind: 'task' | 'user' | 'time entry', id: string): string {
  const bytes = createHash('sha1').update(namespace).update(`https://app.clickup.com/${kind}/${id}`).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** That of URLs. https://www.rfc-editor.org/rfc/rfc9562#section-6.6 */
const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');

const hashOf = (row: unknown): string => createHash('md5').update(JSON.stringify(row)).digest('hex');

/** A task, and what hangs on it, as rows. */
export interface TaskRows {
  task: Row;
  assignees: Row[];
  tags: Row[];
  lists: Row[];
  deps: Row[];
  teams: Row[];
  /** Values of custom fields, where these are synced. */
  fields: Row[];
}

export function taskRows(wire: Wire, rules: readonly StatusRule[], withFields = false): TaskRows {
  const task_id = String(wire.id);
  const status = object(wire.status);
  const folder = object(wire.folder);
  const home = text(object(wire.list).id) ?? '';
  const [name, type] = [text(status.status) ?? '', text(status.type) ?? ''];
  const unique = (ids: readonly (string | number | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const assignees = unique(list(wire.assignees).map(({ id }) => number(id)));
  const tags = unique(list(wire.tags).map((tag) => text(tag.name))).sort();
  const extra = unique(list(wire.locations).map(({ id }) => text(id))).filter((id) => id !== home);
  const teams = unique(list(wire.group_assignees).map(({ id }) => text(id)));
  const waitsOn = list(wire.dependencies).filter((each) => text(each.task_id) === task_id);
  const deps = unique(waitsOn.map((each) => text(each.depends_on))).sort();
  const values = withFields ? list(wire.custom_fields).flatMap((field) => fieldValue(task_id, field)) : [];
  const fields = {
    task_id,
    custom_id: text(wire.custom_id),
    parent_id: text(wire.parent),
    top_id: text(wire.top_level_parent),
    home_list_id: home,
    folder_id: folder.hidden === true ? null : text(folder.id),
    space_id: text(object(wire.space).id) ?? '',
    custom_type: number(wire.custom_item_id) ?? 0,
    name: text(wire.name) ?? '',
    description: text(wire.text_content ?? wire.description),
    status: statusKey(name),
    status_type: type,
    status_order: number(status.orderindex) ?? 0,
    category: categoryOf(name, type, rules),
    priority: number(object(wire.priority).id),
    points: number(wire.points),
    time_estimate_ms: number(wire.time_estimate),
    // A task by itself tells 0 where one of a list tells nothing.
    time_spent_ms: number(wire.time_spent) || null,
    start_at: instant(wire.start_date),
    due_at: instant(wire.due_date),
    creator_id: number(object(wire.creator).id),
    created_at: instant(wire.date_created),
    updated_at: instant(wire.date_updated ?? wire.date_created),
    done_at: instant(wire.date_done),
    closed_at: instant(wire.date_closed),
    archived: wire.archived === true,
  };
  return {
    task: {
      ...fields,
      uuid: uuidOf('task', task_id),
      content_hash: hashOf([
        ...[fields, assignees, tags, extra, deps],
        ...(withFields ? [values] : []),
        ...(teams.length > 0 ? [{ teams }] : []),
      ]),
    },
    assignees: assignees.map((user_id, position) => ({ task_id, user_id, position })),
    tags: tags.map((tag) => ({ task_id, tag })),
    lists: [
      { task_id, list_id: home, is_home: true },
      ...extra.map((list_id) => ({ task_id, list_id, is_home: false })),
    ],
    deps: deps.map((depends_on) => ({ task_id, depends_on })),
    teams: teams.map((team_id, position) => ({ task_id, team_id, position })),
    fields: values,
  };
}

/** A field that holds something: as ClickUp sends it, and as people read, compare and sort it. */
function fieldValue(task_id: string, field: Wire): Row[] {
  const { value } = field;
  if (value === undefined || value === null || value === '' || text(field.id) === null) return [];
  const type = text(field.type) ?? '';
  const shown = fromWire({ ...field, id: String(field.id), name: text(field.name) ?? '', type } as never);
  return [
    {
      task_id,
      field_id: String(field.id),
      value,
      value_text: wordsOf(shown),
      value_num: typeof shown === 'number' ? shown : null,
      value_at: type === 'date' ? instant(value) : null,
    },
  ];
}

function wordsOf(shown: unknown): string | null {
  if (Array.isArray(shown)) return shown.map(wordsOf).join(', ');
  return isPlainObject(shown)
    ? (text(shown.name ?? shown.title ?? shown.address) ?? JSON.stringify(shown))
    : text(shown);
}

/** Definitions of the custom fields that a task has. */
export const fieldRows = (wire: Wire): Row[] =>
  list(wire.custom_fields).flatMap((field) => {
    const [field_id, name, type] = [text(field.id), text(field.name), text(field.type)];
    return field_id === null
      ? []
      : [{ field_id, name: name ?? '', type: type ?? '', config: object(field.type_config) }];
  });

/** The List and Folder that a task names, where nothing else told of them: those that are archived within what is not. */
export function placesOf(wire: Wire): { folder: Row | undefined; list: Row } {
  const folder = object(wire.folder);
  const space_id = text(object(wire.space).id) ?? '';
  const isFolder = folder.hidden !== true && text(folder.id) !== null;
  const folder_id = isFolder ? text(folder.id) : null;
  const home = object(wire.list);
  return {
    folder: isFolder ? { folder_id, space_id, name: text(folder.name) ?? '', archived: true } : undefined,
    list: { list_id: text(home.id) ?? '', folder_id, space_id, name: text(home.name) ?? '', archived: true },
  };
}

/** A time entry; a running timer has a negative duration and no end. */
export function entryRow(wire: Wire): Row {
  const entry_id = String(wire.id);
  const duration = number(wire.duration) ?? 0;
  const start = number(wire.start) ?? 0;
  const isRunning = duration < 0;
  const fields = {
    entry_id,
    task_id: text(object(wire.task).id),
    user_id: number(object(wire.user).id),
    start_at: instant(start),
    end_at: isRunning ? null : instant(wire.end ?? start + duration),
    duration_ms: isRunning ? 0 : duration,
    is_running: isRunning,
    billable: wire.billable === true,
    description: text(wire.description),
    source: text(wire.source),
    tags: list(wire.tags).map((tag) => text(tag.name)),
    changed_at: instant(wire.at),
  };
  return { ...fields, uuid: uuidOf('time entry', entry_id), content_hash: hashOf(fields) };
}
