import { isPlainObject } from '../../runtime/plain-object.js';
import type { TimeFormat } from '../../runtime/scalars.js';
import { timeFormat } from '../dates/format.js';
import { type CustomFieldDefinition, optionsOf, textOf } from './model.js';
import { progressRange } from './numbers.js';

type Reader = (value: unknown, field: CustomFieldDefinition, format: TimeFormat) => unknown;

const READERS: Record<string, Reader> = {
  number: toNumber,
  currency: toNumber,
  emoji: toNumber,
  formula: toNumber,
  votes: toNumber,
  checkbox: (value) => value === true || value === 'true',
  date: (value, _, format) => format.day(value) ?? value,
  drop_down: (value, field) => {
    const options = optionsOf(field);
    const byId = options.find((option) => option.id === value);
    return (byId ?? options.find((option) => String(option.orderindex) === textOf(value)))?.name ?? value;
  },
  labels: (value, field) => {
    const names = new Map(optionsOf(field).map((option) => [option.id, option.name]));
    return each(value, (id) => names.get(textOf(id)) ?? id);
  },
  users: (value) =>
    each(value, (user) => (isPlainObject(user) ? (user.username ?? user.email ?? user.name ?? textOf(user.id)) : user)),
  tasks: toTaskList,
  list_relationship: toTaskList,
  attachment: (value) =>
    each(value, (file) =>
      isPlainObject(file) ? { id: file.id, title: file.title ?? file.name, url: file.url } : file,
    ),
  location: (value) => {
    if (!isPlainObject(value)) return value;
    const point = isPlainObject(value.location) ? value.location : {};
    return { address: value.formatted_address, lat: point.lat, lng: point.lng };
  },
  manual_progress: toManualPercent,
  automatic_progress: (value) =>
    isPlainObject(value) ? toNumber(value.percent_complete ?? value.percent_completed ?? null) : value,
};

/**
 * The value of a field as a person reads it: option names, usernames, `[{id, name}]` for tasks, percent for progress, dates
 * as `format` shows them (by default in UTC). Null when unset; what is not understood stays as it is.
 */
export function fromWire(field: CustomFieldDefinition, format: TimeFormat = timeFormat('UTC', 'UTC')): unknown {
  const { value } = field;
  if (value === undefined || value === null || value === '') return null;
  const reader = Object.hasOwn(READERS, field.type) ? READERS[field.type] : undefined;
  return reader ? reader(value, field, format) : value;
}

function toNumber(value: unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : '';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : value;
}

function each(value: unknown, read: (entry: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(read) : value;
}

function toTaskList(value: unknown): unknown {
  return each(value, (task) => (isPlainObject(task) ? { id: task.id, name: task.name } : task));
}

// The unit of percent_completed is not documented, so the percentage comes from the range wherever that is known.
function toManualPercent(value: unknown, field: CustomFieldDefinition): unknown {
  if (!isPlainObject(value)) return value;
  const { start, end } = progressRange(field);
  const current = Number(textOf(value.current) || Number.NaN);
  if (Number.isFinite(current) && end !== start) return Math.round(((current - start) / (end - start)) * 10_000) / 100;
  return toNumber(value.percent_completed ?? null);
}
