import { ClickUpError } from './errors.js';
import type { Secrets } from './secrets.js';

/** Longer chains of causes are made up, or circles. */
const mostCauses = 50;

/**
 * A failure of the network with names, texts and codes alone: what is thrown there may hold the bytes of an answer, or be a
 * circle, or throw when it is read. What could not be read has the code '', which tells nothing.
 */
export function plainError(error: unknown, secrets: Secrets, seen = new Set<unknown>()): unknown {
  if (typeof error === 'string') return secrets.hide(error);
  if (typeof error !== 'object' || error === null || error instanceof ClickUpError) return error;
  if (seen.has(error) || seen.size >= mostCauses) return Object.assign(new Error('and so on'), { code: '' });
  seen.add(error);
  const text = (field: string) => {
    const value = read(error, field);
    return typeof value === 'string' ? { [field]: secrets.hide(value) } : {};
  };
  const copy = (other: unknown) => plainError(other, secrets, seen);
  const [cause, errors] = [read(error, 'cause'), read(error, 'errors')];
  return Object.assign(
    new Error(undefined, cause ? { cause: copy(cause) } : undefined),
    text('name'),
    text('message'),
    text('code'),
    text('syscall'),
    Array.isArray(errors) && { errors: errors.slice(0, mostCauses).map(copy) },
  );
}

function read(error: object, field: string): unknown {
  try {
    return Reflect.get(error, field);
  } catch {
    return '';
  }
}
