import { type Context, isObject } from '../context.js';
import { type ApiError, apiError } from '../errors.js';
import type { FieldRow, TaskRow } from '../state/tasks.js';
import { storedDate } from './dates.js';
import { optionsOf } from './fields.js';

const invalid = (field: FieldRow): ApiError => apiError(400, 'FIELD_375', `Value is not valid for ${field.type}`);

type Writer = (ctx: Context, field: FieldRow, value: unknown, options: unknown, before: unknown) => unknown;

const text: Writer = (_, field, value) => {
  if (typeof value !== 'string') throw invalid(field);
  return value;
};

const matching =
  (pattern: RegExp): Writer =>
  (_, field, value) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw invalid(field);
    return value;
  };

const numeric: Writer = (_, field, value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw invalid(field);
  return number;
};

const withinCount: Writer = (_, field, value) => {
  const count = Number(field.typeConfig.count ?? 5);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > count) throw invalid(field);
  return value;
};

const day: Writer = (ctx, field, value, options, before) => {
  const withTime = isObject(options) && options.time === true;
  return storedDate(numeric(ctx, field, value, options, before) as number, withTime, ctx.user.timezone);
};

const flagValue: Writer = (_, field, value) => {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw invalid(field);
};

const option: Writer = (_, field, value) => {
  const found = optionsOf(field).find(
    (one) => one.id === value || (typeof value === 'number' && one.orderindex === value),
  );
  if (!found) throw apiError(400, 'FIELD_011', 'Value must be an option index or uuid');
  return found.id;
};

const labels: Writer = (_, field, value) => {
  if (!Array.isArray(value)) throw invalid(field);
  const known = new Set(optionsOf(field).map((one) => one.id));
  if (!value.every((id) => known.has(String(id)))) throw apiError(400, 'FIELD_022', 'Label option not found');
  return [...new Set(value.map(String))];
};

/** `{add, rem}` on the ids that are there; ids that `exists` does not know are passed over. */
const members =
  (exists: (ctx: Context, id: string, field: FieldRow) => boolean): Writer =>
  (ctx, field, value, _options, before) => {
    if (!isObject(value) || !('add' in value || 'rem' in value)) throw invalid(field);
    const list = (part: unknown): string[] => (Array.isArray(part) ? part.map(String) : []);
    const gone = new Set(list(value.rem));
    const added = list(value.add).filter((id) => exists(ctx, id, field));
    const kept = ((before as readonly string[] | undefined) ?? []).filter((id) => !gone.has(id));
    const all = [...new Set([...kept, ...added])];
    return field.typeConfig.single_user === true ? all.slice(-1) : all;
  };

const isPerson = (ctx: Context, id: string): boolean => ctx.state.users.has(id);
const isTask = (ctx: Context, id: string): boolean => ctx.state.tasks.get(id)?.deleted === false;
const isFile = (ctx: Context, id: string, field: FieldRow): boolean =>
  ctx.state.attachments.get(id)?.parent === `field:${field.id}`;

const progress: Writer = (_, field, value) => {
  const current = isObject(value) ? value.current : undefined;
  if (typeof current !== 'number') throw invalid(field);
  return { current };
};

const place: Writer = (ctx, field, value) => {
  const at = isObject(value) ? value.location : undefined;
  if (!isObject(value) || !isObject(at) || typeof at.lat !== 'number' || typeof at.lng !== 'number')
    throw invalid(field);
  return {
    location: { lat: at.lat, lng: at.lng },
    formatted_address: String(value.formatted_address ?? ''),
    place_id: ctx.ids.secret(27),
  };
};

const writers: Readonly<Record<string, Writer>> = {
  url: matching(/^\S+\.\S+$/),
  email: matching(/^\S+@\S+\.\S+$/),
  phone: matching(/^\+?[\d\s().-]{5,}$/),
  text,
  short_text: text,
  number: numeric,
  currency: numeric,
  date: day,
  checkbox: flagValue,
  drop_down: option,
  labels,
  users: members(isPerson),
  tasks: members(isTask),
  list_relationship: members(isTask),
  attachment: members(isFile),
  emoji: withinCount,
  manual_progress: progress,
  location: place,
};

/**
 * The field values of a task after one of them is written; null clears it. A field that the API cannot write
 * and a value of the wrong form are 400 FIELD_….
 */
export function withFieldValue(
  ctx: Context,
  fields: TaskRow['fields'],
  field: FieldRow,
  value: unknown,
  options?: unknown,
): TaskRow['fields'] {
  if (value === null) return withoutFieldValue(fields, field);
  const writer = writers[field.type];
  if (!writer) throw invalid(field);
  if (isObject(value) && 'value' in value) throw apiError(400, 'FIELD_018', 'Value is wrapped twice');
  return { ...fields, [field.id]: writer(ctx, field, value, options, fields[field.id]) };
}

export function withoutFieldValue(fields: TaskRow['fields'], field: FieldRow): TaskRow['fields'] {
  const { [field.id]: _, ...rest } = fields;
  return rest;
}
