import { invalidInput } from './errors.js';
import { fingerprint } from './fingerprint.js';

/** The call whose listing a cursor belongs to. */
export interface CursorOwner {
  tool: string;
  /** All arguments of the call; with others, a position means nothing, and would skip and repeat things unseen. */
  input: object;
}

/** Where a page starts. Kept small: it travels through the caller and back. */
type Position = Readonly<Record<string, unknown>>;

const maxLength = 4000;

/** Arguments that may change from page to page. */
const changeable = new Set(['cursor', 'limit', 'detail', 'fields']);

/** Packs a position in a listing into an opaque, URL-safe text for `next_cursor`. */
export function encodeCursor(owner: CursorOwner, position: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([ownerOf(owner), position]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The position in the call's own argument `cursor`; undefined without one. Throws ValidationError for a cursor that does
 * not come from a call with the same arguments, and where `isPosition` does not accept what is inside: it comes back
 * from outside, so its values are as untrusted as any argument.
 */
export function decodeCursor<P>(owner: CursorOwner, isPosition: (value: unknown) => value is P): P | undefined {
  const { cursor } = owner.input as { cursor?: string | undefined };
  if (cursor === undefined) return undefined;
  const packed = unpack(cursor);
  if (Array.isArray(packed) && packed.length === 2 && packed[0] === ownerOf(owner) && isPosition(packed[1])) {
    return packed[1];
  }
  throw invalidInput('The cursor does not belong to a call with these arguments', {
    parameter: 'cursor',
    value: cursor.slice(0, 100),
    suggestion:
      'Repeat the arguments of the call that gave it, and add its next_cursor unchanged; leave cursor out to start at the beginning.',
  });
}

function unpack(cursor: string): unknown {
  if (cursor.length > maxLength || !/^[\w-]+$/.test(cursor)) return undefined;
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Of the tool and the arguments that make a listing what it is. */
function ownerOf({ tool, input }: CursorOwner): string {
  const given = Object.entries(input)
    .filter(([name, value]) => !changeable.has(name) && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return fingerprint(JSON.stringify([tool, given]));
}
