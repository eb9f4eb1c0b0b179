import type { Context } from '../context.js';
import { userId } from '../people/ids.js';
import { nameOf } from '../people/members.js';
import type { Id } from '../references.js';
import { taskId } from '../task/ids.js';
import type { WireField } from '../task/model.js';
import { unquoted } from './model.js';
import { fromWire, toWire, type WireValue } from './values.js';

/** A value ready to be sent, and as a person reads it. */
export interface FieldValue {
  wire: WireValue;
  shown: unknown;
}

/** Types whose values name people or tasks, which have to be looked up before the value is converted. */
const lookups: Record<string, (ctx: Context, entry: Id, parameter: string) => Promise<Id>> = {
  users: userId,
  tasks: taskId,
  list_relationship: taskId,
};

/** Converts a value for one field; throws with the legal choices when the field cannot take it. */
export async function fieldValue(
  ctx: Context,
  field: WireField,
  given: unknown,
  parameter: string,
): Promise<FieldValue> {
  const value = unquoted(field, given);
  const isDate = field.type === 'date';
  const [timeZone, dayZone] = isDate ? await Promise.all([ctx.timeZone(), ctx.dayZone()]) : ['UTC', 'UTC'];
  const lookUp = lookups[field.type];
  const entries = lookUp ? [...new Set(entriesOf(value))] : [];
  const ids = new Map(
    await Promise.all(entries.map(async (entry) => [entry, await lookUp!(ctx, entry, parameter)] as const)),
  );
  const wire = toWire(field, value, {
    now: ctx.now(),
    timeZone,
    dayZone,
    parameter,
    resolveUser: (person) => Number(ids.get(person) ?? person),
    resolveTask: (task) => String(ids.get(task) ?? task),
  });
  if (lookUp) {
    const show = async (id: Id) => (field.type === 'users' ? nameOf(ctx, Number(id)) : String(id));
    return { wire, shown: await Promise.all(after(field.value, wire.value).map(show)) };
  }
  const format = isDate ? await ctx.times() : undefined;
  return { wire, shown: fromWire({ ...field, value: wire.value }, format) };
}

/** Who or what is in a field once a change holds; ids are compared as text, as ClickUp writes some of them so. */
function after(present: unknown, change: unknown): Id[] {
  const { add = [], rem = [] } = change as { add?: Id[]; rem?: Id[] };
  const gone = new Set(rem.map(String));
  const all = [...entriesOf(present), ...add].filter((id) => !gone.has(String(id)));
  return [...new Map(all.map((id) => [String(id), id])).values()];
}

/** Every id or name in a list, a change of a list, or objects as they were read. */
function entriesOf(value: unknown): Id[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(entriesOf);
  if (typeof value !== 'object' || value === null) return [];
  return 'id' in value ? entriesOf(value.id) : Object.values(value).flatMap(entriesOf);
}
