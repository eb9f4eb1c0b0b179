import { advice } from '../../runtime/advice.js';
import { invalidInput } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { withTool } from '../advice.js';
import { parseDate } from '../dates/dates.js';
import { type CustomFieldDefinition, findOption, refuseValue, textOf, unquoted, type WireHelpers } from './model.js';
import { parseNumber, toCurrency, toProgress, toRating } from './numbers.js';
import { changeOf, toPeople, toTasks } from './people.js';

/** The body of a request that sets a field. */
export interface WireValue {
  value: unknown;
  value_options?: { time: boolean };
}

type Writer = (field: CustomFieldDefinition, value: unknown, helpers: WireHelpers) => unknown;

const READ_ONLY: Record<string, string> = {
  formula: 'is computed from other fields',
  automatic_progress: 'is computed from subtasks, checklists or comments',
  button: 'starts an automation in the app and holds no value',
  signature: 'can only be signed in the app',
  votes: 'can only be voted on in the app',
  attachment: 'takes files, not values',
};

const WRITERS: Record<string, Writer> = {
  text: toText,
  short_text: toText,
  url: toUrl,
  email: (field, value, helpers) => toPattern(field, value, helpers, /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
  phone: (field, value, helpers) =>
    toPattern(
      field,
      value,
      helpers,
      /^(?=(?:\D*\d){5})\+?[\d\s().x-]{5,40}$/i,
      'a phone number such as +49 30 1234567',
    ),
  number: parseNumber,
  currency: toCurrency,
  emoji: toRating,
  manual_progress: toProgress,
  checkbox: toCheckbox,
  drop_down: (field, value, helpers) =>
    findOption(field, singleOption(field, value, helpers), helpers.parameter ?? 'value').id,
  labels: toLabels,
  users: toPeople,
  tasks: toTasks,
  list_relationship: toTasks,
  location: toLocation,
};

/**
 * Turns a readable value into what ClickUp takes for the field's type: options by name, id or index, people and tasks as a
 * list (the new state, as far as the current `value` is known) or `{add, remove}`, dates in any form of `parseDate`.
 * Types newer than this list pass unchanged. Throws ValidationError with the legal choices, and for fields that cannot be set.
 */
export function toWire(field: CustomFieldDefinition, given: unknown, helpers: WireHelpers): WireValue {
  const value = unquoted(field, given);
  const reason = Object.hasOwn(READ_ONLY, field.type) ? READ_ONLY[field.type] : undefined;
  if (reason !== undefined) {
    const upload =
      field.type === 'attachment'
        ? withTool('task.attachFile', (name) => `Use ${name}.`, 'Leave this field out.')
        : 'Leave this field out.';
    throw refuseValue(field, value, helpers, `cannot be set through the API: it ${reason}`, upload);
  }
  if (value === null || value === undefined) {
    throw invalidInput(`No value for field "${field.name}".`, {
      parameter: helpers.parameter ?? 'value',
      value,
      suggestion: advice`Give a value${withTool('customField.remove', (name) => `, or clear the field with ${name}`)}.`,
      code: 'MISSING_PARAMETER',
    });
  }
  if (field.type === 'date') return toDate(field, value, helpers);
  const writer = Object.hasOwn(WRITERS, field.type) ? WRITERS[field.type] : undefined;
  return { value: writer ? writer(field, value, helpers) : value };
}

function toDate(field: CustomFieldDefinition, given: unknown, helpers: WireHelpers): WireValue {
  const value = given instanceof Date ? given.getTime() : given;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw refuseValue(field, value, helpers, 'takes a date', 'Use 2026-11-20, 2026-11-20T17:00 or "next friday".');
  }
  const { ms, hasTime } = parseDate(value, {
    now: helpers.now,
    timeZone: helpers.timeZone,
    ...(helpers.dayZone !== undefined && { dayZone: helpers.dayZone }),
    parameter: helpers.parameter ?? 'value',
    earliestYear: 1900,
  });
  return { value: ms, value_options: { time: hasTime } };
}

function toText(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw refuseValue(field, value, helpers, 'takes text', 'Pass a string.');
}

function toPattern(
  field: CustomFieldDefinition,
  value: unknown,
  helpers: WireHelpers,
  form: RegExp,
  what: string,
): string {
  const text = toText(field, value, helpers).trim();
  if (form.test(text)) return text;
  throw refuseValue(field, value, helpers, `takes ${what}`, `"${text.slice(0, 80)}" is none; correct it.`);
}

function toUrl(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): string {
  const text = toText(field, value, helpers).trim();
  if (/^(?:https?|ftp|mailto|tel):\S+$/i.test(text) && isUrl(text)) return text;
  const fixed = `https://${text}`;
  const hint =
    /^[\w-]+(?:\.[\w-]+)+\S*$/.test(text) && isUrl(fixed) ? `Did you mean ${fixed}?` : 'Begin it with https://.';
  throw refuseValue(field, value, helpers, 'takes a whole URL', hint);
}

function isUrl(text: string): boolean {
  try {
    return new URL(text).href !== '';
  } catch {
    return false;
  }
}

function toCheckbox(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): boolean {
  const text = textOf(value).trim().toLowerCase();
  if (['true', 'yes', 'y', 'on', '1', 'checked', 'x'].includes(text)) return true;
  if (['false', 'no', 'n', 'off', '0', 'unchecked'].includes(text)) return false;
  throw refuseValue(field, value, helpers, 'takes true or false', 'Pass true or false.');
}

function singleOption(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): string | number {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof one === 'string' || typeof one === 'number') return one;
  throw refuseValue(field, value, helpers, 'takes one option', 'Pass the name of the option.');
}

function toLabels(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): string[] {
  const find = (label: string | number): string => findOption(field, label, helpers.parameter ?? 'value').id;
  const current = Array.isArray(field.value) ? field.value.map(textOf) : [];
  const { set, add, remove } = changeOf(field, value, helpers, find);
  const base = set ?? current.filter((id) => !remove.includes(id));
  return [...new Set([...base, ...add])];
}

function toLocation(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): object {
  const pair = typeof value === 'string' ? /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/.exec(value) : null;
  const given = pair ? { lat: pair[1], lng: pair[2] } : isPlainObject(value) ? value : {};
  const point = isPlainObject(given.location) ? given.location : given;
  const lat = coordinate(point.lat ?? point.latitude);
  const lng = coordinate(point.lng ?? point.lon ?? point.longitude);
  if (!(Math.abs(lat) <= 90 && Math.abs(lng) <= 180)) {
    const form =
      'Pass {"lat": 52.52, "lng": 13.405, "formatted_address": "Berlin"}; the API does not look addresses up.';
    throw refuseValue(field, value, helpers, 'takes coordinates', form);
  }
  const address =
    'formatted_address' in given ? given.formatted_address : 'address' in given ? given.address : undefined;
  return { location: { lat, lng }, formatted_address: typeof address === 'string' ? address : `${lat}, ${lng}` };
}

function coordinate(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
}

/** Whether a field of this type can be set at all, and if not, why. */
export function readOnlyReason(field: Pick<CustomFieldDefinition, 'type'>): string | undefined {
  return Object.hasOwn(READ_ONLY, field.type) ? READ_ONLY[field.type] : undefined;
}
