import type { Shapes } from '../../../generated/contracts.js';
import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import type { Detail } from '../../runtime/tool.js';
import type { Context } from '../context.js';
import { fromWire } from '../custom-field/values.js';
import type { WireField, WireTask } from './model.js';
import { statusTypeOf } from './task-filters.js';
import { descriptionOf, excerpt } from './task-summary.js';
import { taskTypeName } from './task-types.js';

/** What a list of tasks was asked to show. */
interface Shown {
  fields?: readonly string[] | undefined;
  detail?: Detail | undefined;
  cursor?: string | undefined;
}

/** A task's own fields, by the name under which they can be picked. */
const own = [
  ...['id', 'custom_id', 'name', 'status', 'status_type', 'ended', 'priority', 'assignees', 'group_assignees', 'tags'],
  ...['start_date', 'due_date', 'date_created', 'date_updated', 'date_closed', 'date_done', 'creator', 'time_estimate'],
  ...['points', 'type', 'parent', 'list', 'list_id', 'folder', 'space_id', 'also_in', 'archived', 'url', 'description'],
] as const satisfies readonly (keyof Shapes['task_fields'])[];

type Own = (typeof own)[number];

/** A field that was picked: one of the task, or a custom field, which tasks of several Lists may have under several ids. */
type Picked = { own: Own } | PickedField | { all: true };

/** A custom field, under the name that it has where it was found. */
export interface PickedField {
  label: string;
  is(field: WireField): boolean;
}

/** The name under which all custom fields of a task are picked at once. */
const everyField = 'custom_fields';

/** Tasks as lines of a list: the usual ones, those of `detail`, or with `fields` their ids and those fields alone. */
export async function taskRows(
  ctx: Context,
  tasks: readonly unknown[],
  { fields, detail, cursor }: Shown,
): Promise<Shapes['task_row'][]> {
  if (!fields?.length) return ctx.projectAll('task_row', tasks, detail);
  if (detail && detail !== 'concise') {
    throw invalidInput(`fields picks what is shown, so that detail: "${detail}" means nothing`, {
      parameter: 'fields',
      suggestion: 'Give one of the two.',
    });
  }
  const found = tasks as readonly WireTask[];
  const custom = found.flatMap((task) => task?.custom_fields ?? []);
  const picked = fields.flatMap((name) => pick(name, custom) ?? []);
  // Without tasks nobody can say which custom fields they have; a page in the middle may lack those of another List.
  if (picked.length < fields.length && found.length > 0 && cursor === undefined) {
    const unknown = fields.filter((name) => !pick(name, custom));
    throw unknownFields(unknown, custom);
  }
  const format = picked.some((field) => !('own' in field)) ? await ctx.times() : undefined;
  const rows = await ctx.projectAll(
    'task_fields',
    await Promise.all(found.map((task) => withParts(ctx, task, picked))),
  );
  const byId = new Map(found.map((task) => [String(task.id), task]));
  const lines = rows.map((row) => {
    const { custom_fields = [] } = byId.get(row.id) ?? {};
    const cells = picked.map((field): [string, unknown] => {
      if ('own' in field) return [field.own, row[field.own]];
      if ('all' in field) return [everyField, valuesOf(custom_fields, format)];
      const values = custom_fields.filter(field.is).map((one) => fromWire(one, format));
      return [field.label, values.find((value) => value !== null)];
    });
    return Object.fromEntries([['id', row.id], ...cells.filter(([, value]) => value !== undefined)]);
  });
  return lines as unknown as Shapes['task_row'][];
}

/** The fields of a task that hold something, by name; undefined where none does. */
function valuesOf(fields: readonly WireField[], format: Parameters<typeof fromWire>[1]): object | undefined {
  const values = fields.map((field) => [field.name, fromWire(field, format)] as const);
  const held = values.filter(([, value]) => value !== null && value !== undefined);
  return held.length > 0 ? Object.fromEntries(held) : undefined;
}

/** What the shape cannot read off the task, where it was picked. */
async function withParts(ctx: Context, task: WireTask, picked: readonly Picked[]) {
  const wants = (name: Own) => picked.some((field) => 'own' in field && field.own === name);
  return {
    ...task,
    ...(wants('status_type') && { status_type: statusTypeOf(task) }),
    card: {
      ...(wants('type') && { type: await taskTypeName(ctx, task.custom_item_id) }),
      // A List without a Folder lies in one that nobody sees.
      ...(wants('folder') && !task.folder?.hidden && { folder: task.folder?.name }),
      ...(wants('description') && { description: excerpt(descriptionOf(task)) }),
    },
  };
}

/** A name without what other arguments leave out or add: `order_by` takes created, `task_type_id` sets the type. */
const bare = (name: string) =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
    .replace(/^(?:date|task) (?=.)/, '');

/** A custom field that is called just so comes before the task's own field of nearly the same name: Priority, priority. */
export function pick(name: string, custom: readonly WireField[]): Picked | undefined {
  const exact = own.find((field) => field === name);
  if (exact) return { own: exact };
  if (name === everyField) return { all: true };
  const near = own.find((field) => bare(field) === bare(name));
  const one =
    custom.find((field) => field.name === name || field.id === name) ??
    (near ? undefined : custom.find((field) => bare(field.name) === bare(name)));
  if (!one) return near && { own: near };
  return one.id === name
    ? { label: one.name, is: ({ id }) => id === one.id }
    : { label: one.name, is: (field) => field.name === one.name };
}

function unknownFields(unknown: readonly string[], custom: readonly WireField[]) {
  const names = [...new Set(custom.map((field) => field.name))];
  const near = unknown.map((name) => nearest(name, [...own, ...names]));
  const quoted = (words: readonly unknown[]) => words.map((word) => `"${word}"`).join(', ');
  return invalidInput(`No task found has a field ${quoted(unknown)}`, {
    parameter: 'fields',
    value: unknown.length === 1 ? unknown[0] : unknown,
    nearest: near[0],
    suggestion: near.every((name) => name !== undefined)
      ? `Did you mean ${quoted(near)}?`
      : `Take ${own.join(', ')}${names.length > 0 ? `, or a custom field: ${names.join(', ')}` : ''}.`,
  });
}
