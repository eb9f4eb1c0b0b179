import type { Text } from '../../runtime/advice.js';
import { type ClickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { sameName } from '../match-name.js';

/** What these functions need to know of a Custom Field; a field of a task has its current `value` too. */
export interface CustomFieldDefinition {
  id: string;
  name: string;
  type: string;
  type_config?: object | null | undefined;
  value?: unknown;
}

/** An option of a drop_down or labels field, under one name for both. */
export interface FieldOption {
  id: string;
  name: string;
  orderindex: number;
}

/** The value in its readable form: `now` in ms, `timeZone` an IANA name; people and tasks by anything the resolvers know. */
export interface WireHelpers {
  now: number;
  timeZone: string;
  /** Zone in which dates without a time are kept; `timeZone` unless said otherwise. */
  dayZone?: string;
  /** Name of the argument, for the error; default `value`. */
  parameter?: string;
  /** Turns a name, e-mail or id into a user id, or throws ClickUpError. Without it only ids are taken. */
  resolveUser?: (person: string | number) => number;
  /** Turns a custom id or URL into a task id, or throws ClickUpError. Without it only ids and plain task URLs are taken. */
  resolveTask?: (task: string | number) => string;
}

export function configOf(field: CustomFieldDefinition): Record<string, unknown> {
  return { ...field.type_config };
}

/** Types whose values are lists or objects. */
const structured = new Set([
  'labels',
  'users',
  'tasks',
  'list_relationship',
  'location',
  'manual_progress',
  'drop_down',
]);

/** A list or object that a client sent as JSON text; anything else as it is. */
export function unquoted({ type }: Pick<CustomFieldDefinition, 'type'>, value: unknown): unknown {
  if (!structured.has(type) || typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A string, number or boolean as text, and nothing for an object, whose own toString could throw. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function optionsOf(field: CustomFieldDefinition): FieldOption[] {
  const options = configOf(field).options;
  if (!Array.isArray(options)) return [];
  return options.filter(isPlainObject).map((option, index) => ({
    id: textOf(option.id),
    name: textOf(option.name ?? option.label),
    orderindex: Number(textOf(option.orderindex ?? index)),
  }));
}

/** The option meant by an id, a name in any case, or an index. */
export function findOption(field: CustomFieldDefinition, wanted: string | number, parameter: string): FieldOption {
  const options = optionsOf(field);
  const text = String(wanted).trim();
  const named = options.filter((option) => option.name.trim().toLowerCase() === text.toLowerCase());
  const exact = options.find((option) => option.id === text) ?? only(named, text) ?? onlyWithoutEmoji(options, text);
  if (exact) return exact;
  if (named.length > 1) {
    throw invalidInput(`Field "${field.name}" has ${named.length} options named "${text}".`, {
      parameter,
      value: wanted,
      allowed: named.map((option) => option.id),
      suggestion: 'Give the id of the one you mean.',
      code: 'AMBIGUOUS_REFERENCE',
    });
  }
  const byIndex = /^\d+$/.test(text) ? options.find((option) => option.orderindex === Number(text)) : undefined;
  if (byIndex) return byIndex;
  const allowed = options.map((option) => option.name);
  const close = nearest(text, allowed);
  throw invalidInput(`Field "${field.name}" has no option "${text}".`, {
    parameter,
    value: wanted,
    allowed,
    nearest: close,
    suggestion:
      close === undefined ? `Use one of: ${allowed.join(', ') || '(it has no options)'}.` : `Did you mean "${close}"?`,
  });
}

// Two options may differ in case only, and then the exact spelling decides.
function only(named: readonly FieldOption[], text: string): FieldOption | undefined {
  if (named.length === 1) return named[0];
  const spelled = named.filter((option) => option.name === text);
  return spelled.length === 1 ? spelled[0] : undefined;
}

/** People leave out the emoji of an option; that is enough where one option fits. */
function onlyWithoutEmoji(options: readonly FieldOption[], text: string): FieldOption | undefined {
  const found = options.filter(({ name }) => sameName(name, text));
  return found.length === 1 ? found[0] : undefined;
}

export function refuseValue(
  field: CustomFieldDefinition,
  value: unknown,
  helpers: Pick<WireHelpers, 'parameter'>,
  problem: string,
  suggestion: Text,
): ClickUpError {
  return invalidInput(`Field "${field.name}" (${field.type}) ${problem}.`, {
    parameter: helpers.parameter ?? 'value',
    value,
    suggestion,
  });
}
