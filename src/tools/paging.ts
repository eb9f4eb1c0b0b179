import { rows } from '../clickup/api.js';
import type { ListingQuery, WirePage } from '../clickup/chat/read-all.js';
import { type CursorOwner, decodeCursor, encodeCursor } from '../runtime/cursor.js';

/** One stretch of a listing and where to go on; no `next_cursor` at the end. */
export interface Page<Item> {
  items: Item[];
  next_cursor?: string;
}

/** The call that lists, with its arguments `cursor` and `limit`. */
interface PageRequest extends CursorOwner {
  input: { cursor?: string | undefined; limit?: number | undefined };
}

interface Position {
  page: number;
  offset: number;
  /** Id of the last item of the page before, at the start of a page. */
  after?: string;
}

const isPosition = (state: unknown): state is Position => {
  const { page, offset, after } = (state ?? {}) as Partial<Position>;
  const isAfter = after === undefined || typeof after === 'string';
  return Number.isInteger(page) && Number.isInteger(offset) && page! >= 0 && offset! >= 0 && isAfter;
};

const idOf = (item: unknown): string | undefined => {
  const { id } = (item ?? {}) as { id?: unknown };
  return id === undefined || id === null ? undefined : String(id);
};

/**
 * A listing by page numbers. A `limit` below the page's size stops inside the page; the cursor resumes there. A page
 * without items, and one that repeats the page before it, is the end, whatever the server says.
 */
export async function pageOf<Item>(
  call: PageRequest,
  fetchPage: (page: number) => Promise<{ items: readonly Item[]; last: boolean }>,
): Promise<Page<Item>> {
  const { limit } = call.input;
  const { page, offset, after }: Position = decodeCursor(call, isPosition) ?? { page: 0, offset: 0 };
  const { items, last } = await fetchPage(page);
  const lastId = idOf(items.at(-1));
  if (after !== undefined && after === lastId) return { items: [] };
  const end = limit === undefined ? items.length : Math.min(items.length, offset + limit);
  const following = { page: page + 1, offset: 0, ...(lastId !== undefined && { after: lastId }) };
  const next = end < items.length ? { page, offset: end } : last || items.length === 0 ? undefined : following;
  return { items: items.slice(offset, end), ...(next && { next_cursor: encodeCursor(call, { ...next }) }) };
}

/** Comments come 25 at a time, newest first: https://developer.clickup.com/docs/task-comments-pagination */
const commentsPerPage = 25;

interface CommentPosition {
  start: number;
  start_id: string;
}

const isCommentPosition = (state: unknown): state is CommentPosition => {
  const { start, start_id } = (state ?? {}) as Partial<CommentPosition>;
  return typeof start === 'number' && typeof start_id === 'string' && /^\d+$/.test(start_id);
};

/** Pages of comments that are looked through in one call for those that are wanted. */
const maxCommentPages = 10;

/**
 * A listing of comments, which goes on from the oldest one seen. ClickUp marks no last page: a short one is it. With
 * `keep`, pages are read until enough of them are kept.
 */
export async function commentsPage<Item extends { id?: unknown; date?: unknown } | null>(
  call: PageRequest,
  fetchFrom: (position: Partial<CommentPosition>) => Promise<readonly Item[]>,
  keep?: (item: Item) => boolean,
): Promise<Page<Item>> {
  const { limit } = call.input;
  const items: Item[] = [];
  let from: Partial<CommentPosition> = decodeCursor(call, isCommentPosition) ?? {};
  for (let pages = 0; pages < (keep ? maxCommentPages : 1); pages++) {
    const all = await fetchFrom(from);
    let seen = 0;
    for (; seen < all.length && items.length < (limit ?? Number.POSITIVE_INFINITY); seen++) {
      const item = all[seen] as Item;
      if (keep?.(item) ?? true) items.push(item);
    }
    const oldest = all.slice(0, seen).findLast((item) => typeof item === 'object' && item !== null);
    const more = seen < all.length || all.length >= commentsPerPage;
    // A page that ends where it began got no further, and would do so for ever.
    if (!oldest || !more || String(oldest.id) === from.start_id) return { items };
    from = { start: Number(oldest.date), start_id: String(oldest.id) };
    if (items.length >= (limit ?? commentsPerPage)) break;
  }
  return { items, next_cursor: encodeCursor(call, { ...from }) };
}

const isCursorPosition = (state: unknown): state is { after: string } =>
  typeof (state as { after?: unknown } | null)?.after === 'string';

/** A page of a listing that has cursors of its own. Without items, or with the cursor that led to it, it is the last. */
export async function cursorPage<Item>(
  call: PageRequest,
  usual: number,
  fetchPage: (query: ListingQuery) => Promise<WirePage<Item>>,
): Promise<Page<Item>> {
  const from = decodeCursor(call, isCursorPosition)?.after;
  const answer = await fetchPage({ limit: call.input.limit ?? usual, ...(from !== undefined && { cursor: from }) });
  const items = [...rows(answer, 'data')];
  const after = answer.next_cursor;
  if (!after || after === from || items.length === 0) return { items };
  return { items, next_cursor: encodeCursor(call, { after }) };
}
