import { isPlainObject } from './plain-object.js';
import type { Scalar } from './scalars.js';

/** How one field of a shape is read off ClickUp's object. */
export type ProjectionType =
  | Scalar
  | { shape: string }
  | { array: ProjectionType }
  | { map: ProjectionType }
  | { object: readonly ProjectionField[] };

export interface ProjectionField {
  name: string;
  /** Path in ClickUp's object, `a.b`, `list[].name`, `user.username|email|id`; the field's own name when absent. */
  from?: string;
  type: ProjectionType;
  required?: true;
}

export type Projections = Readonly<Record<string, readonly ProjectionField[]>>;

/** Turns one scalar of the wire into its declared form; undefined drops the field. */
export type Convert = (scalar: Scalar, value: unknown) => unknown;

/** Picks a shape's fields from an API object; absent, null and empty values of optional fields are left out. */
export function project(shapes: Projections, shape: string, raw: unknown, convert: Convert): Record<string, unknown> {
  const fields = shapes[shape];
  if (!fields) throw new TypeError(`no shape is called ${shape}`);
  return projectFields(shapes, fields, raw, convert);
}

function projectFields(
  shapes: Projections,
  fields: readonly ProjectionField[],
  raw: unknown,
  convert: Convert,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const { name, from, type, required } of fields) {
    const value = form(shapes, type, valueAt(raw, from ?? name), convert);
    if (required ? value !== undefined : !isEmpty(value)) out[name] = value;
  }
  return out;
}

function form(shapes: Projections, type: ProjectionType, value: unknown, convert: Convert): unknown {
  if (value === undefined || value === null) return value;
  if (typeof type === 'string') return convert(type, value);
  if ('array' in type) {
    const list = Array.isArray(value) ? value : [value];
    const found = list.map((item) => form(shapes, type.array, item, convert)).filter((item) => item != null);
    // Nothing can be said of what is in a list that is none; of an empty object nothing can be read either.
    const isRead = list === value || value === '' || found.some((item) => !isPlainObject(item) || hasAny(item));
    if (!isRead) throw new TypeError('a list is none');
    return found;
  }
  if (!isPlainObject(value)) return undefined;
  if ('shape' in type) return project(shapes, type.shape, value, convert);
  if ('object' in type) return projectFields(shapes, type.object, value, convert);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, form(shapes, type.map, item, convert)]));
}

/**
 * Follows `a.b` and `list[].name`; an array step maps over the rest of the path. `username|email|id` in the last step is
 * the first of these that holds something.
 */
export function valueAt(raw: unknown, path: string): unknown {
  const dot = path.indexOf('.');
  const head = dot < 0 ? path : path.slice(0, dot);
  const isList = head.endsWith('[]');
  const key = isList ? head.slice(0, -2) : head;
  const value = key === '' ? raw : firstOf(raw as Record<string, unknown> | null | undefined, key);
  if (dot < 0) return value;
  const tail = path.slice(dot + 1);
  if (!isList) return valueAt(value, tail);
  return Array.isArray(value) ? value.map((item) => valueAt(item, tail)).filter((item) => item != null) : undefined;
}

const firstOf = (raw: Record<string, unknown> | null | undefined, keys: string): unknown => {
  if (!keys.includes('|')) return raw?.[keys];
  const held = keys.split('|').find((key) => raw?.[key] !== undefined && raw[key] !== null && raw[key] !== '');
  return held === undefined ? undefined : raw?.[held];
};

const hasAny = (object: object) => Object.keys(object).length > 0;

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
