import { invalidInput } from './errors.js';
import { isPlainObject } from './plain-object.js';

/** Arguments that may change from page to page. */
const changeable = new Set(['cursor', 'limit', 'detail']);

/**
 * Ties the `next_cursor` of an answer to the arguments of its call: a position in one listing means nothing in another,
 * and would skip and repeat things there without an error.
 */
export function sealCursor(data: unknown, input: object): unknown {
  if (!isPlainObject(data) || typeof data.next_cursor !== 'string') return data;
  return { ...data, next_cursor: `${data.next_cursor}.${fingerprint(input)}` };
}

/** The input with the cursor as the tool made it. Throws ValidationError when it comes from a call with other arguments. */
export function openCursor<Input extends object>(input: Input): Input {
  const { cursor } = input as { cursor?: unknown };
  if (typeof cursor !== 'string' || !cursor.includes('.')) return input;
  const at = cursor.lastIndexOf('.');
  if (cursor.slice(at + 1) === fingerprint(input)) return { ...input, cursor: cursor.slice(0, at) };
  throw invalidInput('The cursor belongs to a call with other arguments', {
    parameter: 'cursor',
    value: cursor.slice(0, 100),
    suggestion:
      'Repeat the arguments of the call that gave it, and add cursor; leave cursor out to start at the beginning.',
  });
}

/** FNV-1a over the arguments that make a listing what it is. */
function fingerprint(input: object): string {
  const text = JSON.stringify(
    Object.entries(input)
      .filter(([name, value]) => !changeable.has(name) && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
