import { formatDuration } from '../clickup/dates/durations.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { type Projections, project, valueAt } from '../runtime/result.js';
import { normalise, roleName, type Scalar, type TimeFormat } from '../runtime/scalars.js';
import type { Detail } from '../runtime/tool.js';

/** Brings an object of the API into the form of a shape, or of `full` or `raw`; undefined when it is no such object. */
export function shown(
  shapes: Projections,
  shape: string,
  raw: unknown,
  { detail = 'concise', format }: { detail?: Detail | undefined; format: TimeFormat },
): Record<string, unknown> | undefined {
  if (!isPlainObject(raw) || lacksId(shapes, shape, raw)) return undefined;
  if (detail === 'raw') return raw;
  if (detail === 'full') return normalise(raw, format) as Record<string, unknown>;
  return project(shapes, shape, raw, convertWith(format));
}

/** An object without its own id is not what was asked for: some answers are `{}` where there is nothing. */
const lacksId = (shapes: Projections, shape: string, raw: object) => {
  const id = shapes[shape]?.find(({ name, required }) => name === 'id' && required);
  return id !== undefined && idOf(valueAt(raw, id.from ?? 'id')) === undefined;
};

const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' ? String(value) : undefined;

const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

const booleans: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 'true', 1, '1'].map((yes) => [yes, true] as const),
  ...[false, 'false', 0, '0'].map((no) => [no, false] as const),
]);

/** Wire values in the form that the shapes declare; undefined for what has no such form, never a guess. */
export function convertWith(format: TimeFormat) {
  return (scalar: Scalar, value: unknown): unknown => {
    switch (scalar) {
      case 'id':
        return idOf(value);
      case 'string':
        return typeof value === 'object' ? undefined : String(value);
      case 'integer':
      case 'number':
      case 'ms':
        return numberOf(value);
      case 'boolean':
        return booleans.get(value);
      case 'time':
        return format.instant(value);
      case 'day':
        return format.day(value);
      case 'duration': {
        const ms = numberOf(value);
        return ms === undefined ? undefined : formatDuration(ms);
      }
      case 'role':
        return idOf(value) === undefined ? undefined : roleName(value);
      case 'ended':
        return value === 'done' || value === 'closed' ? value : undefined;
      default:
        return value;
    }
  };
}

/** What a shape's objects are called in a sentence: `task_row` are tasks, a `status` is one of several statuses. */
export function pluralOf(shape: string): string {
  const noun = shape.replace(/_(?:row|ref|written)$/, '').replaceAll('_', ' ');
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}
