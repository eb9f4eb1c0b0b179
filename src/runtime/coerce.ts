import type { ZodType } from 'zod';
import { isPlainObject, ownValue } from './plain-object.js';
import { snakeCase } from './snake-case.js';

/** The part of a zod definition that coercion looks at. */
interface Definition {
  type: string;
  innerType?: Described;
  entries?: Record<string, string | number>;
  element?: Described;
  shape?: Record<string, Described>;
}
export interface Described {
  _zod: { def: Definition };
}

/**
 * Forgives what models and shells get wrong without ambiguity, before validation: numbers for string ids, a Date for its
 * text, digits for numbers, "true" for true, "High" for high, JSON text for lists and objects, one value for a list, a
 * plain list for `{ set }`.
 * Whatever it does not recognise is left for validation to refuse.
 */
export function coerce(schema: ZodType, value: unknown): unknown {
  return coerceTo(schema as unknown as Described, value);
}

/** The names that the object at a path of the schema takes; undefined where there is no such object. */
export function namesAt(schema: ZodType, path: readonly PropertyKey[]): string[] | undefined {
  let at: Described | undefined = schema as unknown as Described;
  const inner = () => {
    while (at?._zod.def.innerType) at = at._zod.def.innerType;
    return at?._zod.def;
  };
  for (const key of path) at = typeof key === 'number' ? inner()?.element : inner()?.shape?.[String(key)];
  const shape = inner()?.shape;
  return shape && Object.keys(shape);
}

function coerceTo(schema: Described, value: unknown): unknown {
  const { type, innerType, element, shape, entries } = schema._zod.def;
  if (typeof value === 'bigint') return coerceTo(schema, String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
  if (innerType) return coerceTo(innerType, value);
  if (type === 'string') return typeof value === 'boolean' || isExactNumber(value) ? String(value) : value;
  if (type === 'enum' && entries && typeof value === 'string') return inItsCase(value, Object.values(entries));
  if (type === 'number')
    return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (type === 'boolean')
    return typeof value === 'string' ? (ownValue(booleans, value.trim().toLowerCase()) ?? value) : value;
  if (type === 'array' && element) {
    const list = parsedIf(value, Array.isArray);
    if (list === undefined || list === null) return list;
    return (Array.isArray(list) ? list : [list]).map((item) => coerceTo(element, item));
  }
  if (type === 'object' && shape) return coerceObject(shape, parsedIf(value, isPlainObject));
  return type === 'record' ? recordOf(parsedIf(value, (parsed) => typeof parsed === 'object')) : value;
}

function coerceObject(shape: Record<string, Described>, value: unknown): unknown {
  const set = shape.set;
  if (set && value !== undefined && value !== null && !isPlainObject(value)) return { set: coerceTo(set, value) };
  if (!isPlainObject(value)) return value;
  const given: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    const name = nameIn(shape, key, value);
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (item === undefined || (item === null && field)) continue;
    given.push([name, field ? coerceTo(field, item) : item]);
  }
  return Object.fromEntries(given);
}

/** A name as the shape has it: `taskId` is `task_id`, where only that can be meant. */
export function nameIn(shape: Record<string, Described>, key: string, value: Record<string, unknown>): string {
  if (Object.hasOwn(shape, key)) return key;
  const name = snakeCase(key);
  const isMeant =
    Object.hasOwn(shape, name) && Object.keys(value).filter((each) => snakeCase(each) === name).length === 1;
  return isMeant ? name : key;
}

/** A record as some APIs write it: a list of `{ id, value }`, or with a name in place of the id. */
function recordOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const entries = value.map((item) => {
    const { id, name, value: held, ...rest } = isPlainObject(item) ? item : {};
    const key = id ?? name;
    return typeof key === 'string' && held !== undefined && Object.keys(rest).length === 0 ? [key, held] : undefined;
  });
  const isList = entries.length > 0 && entries.every((entry) => entry !== undefined);
  return isList ? Object.fromEntries(entries as [string, unknown][]) : value;
}

const booleans: Readonly<Record<string, boolean>> = { true: true, false: false };

/** A whole number above 2^53 has lost digits before it came here: as an id it would name something else. */
const isExactNumber = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

/** The allowed word that differs in case and surrounding space alone. */
const inItsCase = (value: string, allowed: readonly (string | number)[]): unknown =>
  allowed.find((word) => String(word).toLowerCase() === value.trim().toLowerCase()) ?? value;

/** Some clients send structured arguments as JSON text. */
export function parsedIf(value: unknown, wanted: (value: unknown) => boolean): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return wanted(parsed) ? parsed : value;
  } catch {
    return value;
  }
}
