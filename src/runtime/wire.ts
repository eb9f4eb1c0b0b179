import { isPlainObject } from './plain-object.js';

/** Reads answers of an API: an object, whatever came. */
export const objectAt = (value: unknown, ...steps: readonly string[]): Record<string, unknown> => {
  const found = steps.reduce<unknown>((at, step) => (isPlainObject(at) ? at[step] : undefined), value);
  return isPlainObject(found) ? found : {};
};

/** The objects of a list in an answer. */
export const rowsAt = (value: unknown, ...steps: readonly string[]): Record<string, unknown>[] => {
  const found = steps.reduce<unknown>((at, step) => (isPlainObject(at) ? at[step] : undefined), value);
  return Array.isArray(found) ? found.filter(isPlainObject) : [];
};

/** An id, as text. */
export const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
