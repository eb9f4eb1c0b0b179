import { ok } from '../api.js';
import type { Context } from '../context.js';
import { toWire } from '../convert/custom-field-values.js';
import { parseTaskReference } from '../convert/references.js';
import { currentUser, taskId } from '../inputs.js';
import { matchName } from '../match-name.js';
import { matchMember, members } from '../people/members.js';
import type { WireField } from './wire-task.js';

/** Long enough for the items of one bulk call to share a read. */
const memoryMs = 10_000;

/** Values by field name or id as the body of a new task takes them; the List says which fields and options there are. */
export async function newFieldValues(
  ctx: Context,
  list_id: string,
  values: Readonly<Record<string, unknown>> | undefined,
  parameter: string,
) {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (entries.length === 0) return undefined;
  const fields = await fieldsOf(ctx, list_id);
  const options = { parameter, noun: 'custom field', place: `List ${list_id}` };
  const wanted = entries.map(([name, value]) => ({ name, value, field: matchName(name, fields, options) }));
  const helpers = await helpersFor(ctx, wanted);
  // What the List says of a field holds no value, so that `{ add }` and a plain list come to the same here.
  return wanted.map(({ name, value, field }) => ({
    id: field.id,
    ...toWire(field, value, { ...helpers, parameter: `${parameter}.${name}` }),
  }));
}

const isRelation = ({ type }: WireField) => type === 'tasks' || type === 'list_relationship';

const fieldsOf = (ctx: Context, list_id: string): Promise<WireField[]> =>
  ctx.remember(`fields of ${list_id}`, memoryMs, async () => {
    const { fields } = await ok(ctx.api.GET('/v2/list/{list_id}/field', { params: { path: { list_id } } }));
    return (fields ?? []) as WireField[];
  });

interface Wanted {
  value: unknown;
  field: WireField;
}

/** Converters work at once, so what they may need to look up is read before. */
async function helpersFor(ctx: Context, wanted: readonly Wanted[]) {
  const people = wanted.filter(({ field }) => field.type === 'users');
  const isDate = wanted.some(({ field }) => field.type === 'date');
  const [everyone, me, timeZone, dayZone, tasks] = await Promise.all([
    people.length > 0 ? members(ctx) : [],
    people.some(({ value }) => JSON.stringify(value).includes('"me"')) ? currentUser(ctx) : undefined,
    isDate ? ctx.timeZone() : 'UTC',
    isDate ? ctx.dayZone() : 'UTC',
    customIds(ctx, wanted),
  ]);
  return {
    now: ctx.now(),
    timeZone,
    dayZone,
    resolveUser: (person: string | number) => {
      const text = String(person).trim();
      if (/^-?\d+$/.test(text)) return Number(text);
      if (text.toLowerCase() === 'me' && me) return Number(me.id);
      return matchMember(everyone, text, 'custom_fields').id;
    },
    resolveTask: (task: string | number) => tasks.get(String(task)) ?? parseTaskReference(task).value,
  };
}

/** The own ids of the tasks that relationship fields name by custom id. */
async function customIds(ctx: Context, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const names = wanted.filter(({ field }) => isRelation(field)).flatMap(({ value }) => references(value));
  const custom = names.filter((name) => parseTaskReference(name, { parameter: 'custom_fields' }).kind === 'custom_id');
  const ids = await Promise.all(custom.map((name) => taskId(ctx, name, 'custom_fields')));
  return new Map(custom.map((name, index) => [name, ids[index]!]));
}

function references(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(references);
  const { add } = (value ?? {}) as { add?: unknown };
  return add === undefined ? [] : references(add);
}
