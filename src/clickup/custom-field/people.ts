import { isPlainObject } from '../../runtime/plain-object.js';
import { withHint } from '../advice.js';
import { parseTaskReference } from '../references.js';
import { type CustomFieldDefinition, configOf, refuseValue, textOf, unquoted, type WireHelpers } from './model.js';

type Entry = string | number;

/** A change of a list: `set` when the whole list was given, otherwise what to add and remove. */
export interface Change<Id> {
  set: Id[] | undefined;
  add: Id[];
  remove: Id[];
}

/** Reads a list, a single entry, or `{add, remove}` (also `rem`), and resolves each entry. */
export function changeOf<Id>(
  field: CustomFieldDefinition,
  value: unknown,
  helpers: Pick<WireHelpers, 'parameter'>,
  resolve: (entry: Entry) => Id,
): Change<Id> {
  const all = (entries: unknown): Id[] => [
    ...new Set(entriesOf(field, unquoted(field, entries), value, helpers).map(resolve)),
  ];
  if (!isPlainObject(value)) return { set: all(value), add: [], remove: [] };
  const unknown = Object.keys(value).find((key) => !['add', 'remove', 'rem'].includes(key));
  if (unknown !== undefined || Object.keys(value).length === 0) throw badList(field, value, helpers);
  return { set: undefined, add: all(value.add ?? []), remove: all(value.remove ?? value.rem ?? []) };
}

function entriesOf(
  field: CustomFieldDefinition,
  entries: unknown,
  value: unknown,
  helpers: Pick<WireHelpers, 'parameter'>,
): Entry[] {
  const list: unknown[] = Array.isArray(entries) ? entries : [entries];
  return list.map((entry) => {
    // What was read from the API may be written back: an object stands for its id.
    const plain = isPlainObject(entry) && 'id' in entry ? entry.id : entry;
    if (typeof plain === 'string' || typeof plain === 'number') return plain;
    throw badList(field, value, helpers);
  });
}

function badList(field: CustomFieldDefinition, value: unknown, helpers: Pick<WireHelpers, 'parameter'>): Error {
  return refuseValue(field, value, helpers, 'takes a list', 'Pass the whole list, or {"add": [...], "remove": [...]}.');
}

/** The `{add, rem}` of a users field. A field for one person replaces the present one. */
export function toPeople(
  field: CustomFieldDefinition,
  value: unknown,
  helpers: WireHelpers,
): { add: number[]; rem: number[] } {
  const resolve = (person: Entry): number => {
    if (helpers.resolveUser) return helpers.resolveUser(person);
    const id = Number(person);
    if (Number.isSafeInteger(id) && id !== 0) return id;
    throw refuseValue(
      field,
      person,
      helpers,
      'takes user ids',
      withHint('Give ids', 'user.find', 'turns a name or e-mail into one'),
    );
  };
  const current = idsOf(field.value).map(Number);
  const { set, add, remove } = changeOf(field, value, helpers, resolve);
  const single = configOf(field).single_user === true;
  const added = set ?? add;
  if (single && added.length > 1) {
    throw refuseValue(field, value, helpers, 'holds one person', 'Name one person.');
  }
  const replaced = set !== undefined || (single && added.length > 0) ? current.filter((id) => !added.includes(id)) : [];
  return { add: added, rem: [...new Set([...remove, ...replaced])] };
}

/** The `{add, rem}` of a tasks or list_relationship field. */
export function toTasks(
  field: CustomFieldDefinition,
  value: unknown,
  helpers: WireHelpers,
): { add: string[]; rem: string[] } {
  const resolve = (task: Entry): string => {
    if (helpers.resolveTask) return helpers.resolveTask(task);
    const reference = parseTaskReference(task, { parameter: helpers.parameter ?? 'value' });
    if (reference.kind === 'id') return reference.value;
    throw refuseValue(
      field,
      task,
      helpers,
      'takes task ids',
      withHint('Give ids', 'task.get', 'turns a custom id into one'),
    );
  };
  const current = idsOf(field.value);
  const { set, add, remove } = changeOf(field, value, helpers, resolve);
  if (set === undefined) return { add, rem: remove };
  return { add: set, rem: current.filter((id) => !set.includes(id)) };
}

function idsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => textOf(isPlainObject(entry) ? entry.id : entry));
}
