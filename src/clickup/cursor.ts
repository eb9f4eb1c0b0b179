import { type ClickUpError, invalidInput } from '../runtime/errors.js';

const VERSION = 1;
const MAX_LENGTH = 4000;

/** Packs the position of a listing into an opaque, URL-safe string; `tag` names the tool and, where it has several, the shape. */
export function encodeCursor(tag: string, state: Readonly<Record<string, unknown>>): string {
  const bytes = new TextEncoder().encode(JSON.stringify([VERSION, tag, state]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Unpacks a cursor made for the same tag. Throws ValidationError for anything else, also when `isState` does not accept what
 * is inside: a cursor comes back from outside, so its values are as untrusted as any argument.
 */
export function decodeCursor<State>(tag: string, cursor: string, isState: (state: unknown) => state is State): State {
  const packed = unpack(cursor);
  if (!Array.isArray(packed) || packed.length !== 3 || packed[0] !== VERSION || typeof packed[1] !== 'string') {
    throw refuse('The cursor is damaged or not one of ours.', cursor);
  }
  if (packed[1] !== tag) throw refuse(`The cursor belongs to ${packed[1]}, not to ${tag}.`, cursor);
  const state: unknown = packed[2];
  if (!isState(state)) throw refuse('The cursor does not fit this call.', cursor);
  return state;
}

function unpack(cursor: string): unknown {
  if (cursor.length > MAX_LENGTH || !/^[\w-]+$/.test(cursor)) return undefined;
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function refuse(message: string, cursor: string): ClickUpError {
  return invalidInput(message, {
    parameter: 'cursor',
    value: cursor.slice(0, 100),
    suggestion: 'Pass next_cursor of the previous answer unchanged, or leave cursor out to start at the beginning.',
  });
}
