import { rows } from '../api.js';

/** What every listing of Chat takes. */
export interface ListingQuery {
  limit: number;
  cursor?: string;
}

/** A page as ClickUp sends it; its cursor is empty or absent on the last one. */
export interface WirePage<T> {
  data?: readonly T[] | null;
  next_cursor?: string | null;
}

/** The most that ClickUp gives at once: https://developer.clickup.com/reference/getchatchannels */
const pageSize = 100;
/** Requests for one listing that is read as a whole. */
const mostPages = 10;

/** A listing from beginning to end, up to 1,000 rows, and whether these are all. */
export async function readAll<T>(
  fetchPage: (query: ListingQuery) => Promise<WirePage<T>>,
): Promise<{ rows: T[]; isComplete: boolean }> {
  const found: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await fetchPage({ limit: pageSize, ...(cursor !== undefined && { cursor }) });
    const data = rows(answer, 'data');
    found.push(...data);
    if (!answer.next_cursor || answer.next_cursor === cursor || data.length === 0)
      return { rows: found, isComplete: true };
    cursor = answer.next_cursor;
  }
  return { rows: found, isComplete: false };
}
