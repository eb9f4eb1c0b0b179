import { ClickUpError } from '../../runtime/errors.js';
import type { Context } from '../context.js';

/** Where a scan stands: the page, and how many of its items have been looked at. */
export interface Position {
  page: number;
  offset: number;
}

export interface ScanOptions<Item> {
  /** Pages read at most in one call. */
  maxPages: number;
  /** What tells an item apart: one that changes while pages are read can be on two of them. */
  idOf(item: Item): string;
  /** Kept items after which nothing more is read; the scan can go on right behind the last one. */
  enough: number;
  keep(item: Item): boolean;
}

export interface Scan<Item> {
  items: Item[];
  /** Items looked at. */
  scanned: number;
  /** Where to go on; absent when nothing is left. */
  next?: Position;
}

/** Pages read side by side once the first one has shown that there are more. */
const wave = 3;
/** Time kept free to answer with what was found. */
const reserveMs = 5_000;

/**
 * Reads page after page and keeps what fits, until there is enough, the bound is reached, or time or rate limit run out.
 * A page with nothing new on it is the last one, whatever the server says.
 */
export async function scan<Item>(
  ctx: Context,
  readPage: (page: number) => Promise<{ items: readonly Item[]; last: boolean }>,
  start: Position,
  { maxPages, enough, idOf, keep }: ScanOptions<Item>,
): Promise<Scan<Item>> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let scanned = 0;
  let { page, offset } = start;
  for (let read = 0; read < maxPages; ) {
    if (read > 0 && ctx.timeLeft() < reserveMs) {
      ctx.note('Time ran short; next_cursor continues the search.');
      break;
    }
    const width = read === 0 || Number.isFinite(enough) ? 1 : Math.min(wave, maxPages - read);
    const pages = await readWave(ctx, readPage, page, width, read > 0);
    if (!pages) break;
    for (const { items: found, last } of pages) {
      const [seenBefore, fromStart] = [seen.size, offset === 0];
      for (; offset < found.length; offset++) {
        if (items.length >= enough) return { items, scanned, next: { page, offset } };
        const item = found[offset] as Item;
        if (seen.has(idOf(item))) continue;
        seen.add(idOf(item));
        scanned++;
        if (keep(item)) items.push(item);
      }
      if (last || (fromStart && seen.size === seenBefore)) return { items, scanned };
      page++;
      offset = 0;
    }
    read += width;
    ctx.progress(read, maxPages, `${scanned} tasks read`);
    if (items.length >= enough) break;
  }
  return { items, scanned, next: { page, offset } };
}

/** The next pages; undefined when the rate limit forbids them but something was read before. */
async function readWave<Item>(
  ctx: Context,
  readPage: (page: number) => Promise<{ items: readonly Item[]; last: boolean }>,
  first: number,
  width: number,
  mayStop: boolean,
) {
  try {
    return await Promise.all(Array.from({ length: width }, (_, index) => readPage(first + index)));
  } catch (error) {
    if (!mayStop || !(error instanceof ClickUpError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error;
    ctx.note('The rate limit is used up for now; next_cursor continues the search later.');
    return undefined;
  }
}
