import type { Context } from './context.js';
import { failV3 } from './errors.js';

export interface CursorPage<T> {
  readonly rows: T[];
  /** Empty on the last page. */
  readonly next: string;
}

function readLimit(ctx: Context, least: number): number {
  const text = ctx.query.get('limit');
  if (text === null || text === '') return 50;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < least || limit > 100) throw failV3(400, `limit must be ${least} to 100`);
  return limit;
}

const encode = (id: string): string => btoa(`after:${id}`);

function decode(cursor: string): string {
  try {
    const text = atob(cursor);
    if (text.startsWith('after:')) return text.slice('after:'.length);
  } catch {
    // Not base64: as unreadable as any other text.
  }
  throw failV3(400, 'Invalid cursor');
}

/**
 * A page of v3: 50 rows unless `limit` says otherwise, continued behind the row that the cursor names, so that rows which
 * come in front meanwhile neither repeat nor hide one.
 */
export function cursorPage<T>(
  ctx: Context,
  all: readonly T[],
  idOf: (row: T) => string,
  { least = 1, names = ['cursor'] }: { least?: number; names?: readonly string[] } = {},
): CursorPage<T> {
  const limit = readLimit(ctx, least);
  const cursor = names.map((name) => ctx.query.get(name)).find((value) => value) ?? '';
  let from = 0;
  if (cursor !== '') {
    const after = decode(cursor);
    from = all.findIndex((row) => idOf(row) === after) + 1;
    if (from === 0) throw failV3(400, 'Invalid cursor');
  }
  const rows = all.slice(from, from + limit);
  const last = rows.at(-1);
  return { rows, next: last !== undefined && from + limit < all.length ? encode(idOf(last)) : '' };
}
