import type { OperationId } from '../../../generated/operations.js';
import type { LookUp, Row, Sent } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';

/** How it is found out what became of a create, by its operation. */
export type Rules = Partial<Record<OperationId, LookUp>>;

export const objectAt = (value: unknown, key: string): Row => {
  const found = isPlainObject(value) ? value[key] : undefined;
  return isPlainObject(found) ? found : {};
};

export const rowsAt = (value: unknown, key: string): readonly Row[] | undefined => {
  const found = isPlainObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(isPlainObject) : undefined;
};

export const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
export const sameName = (row: Row, { body }: Sent): boolean => text(row.name) === text(body.name);
export const idOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
export const creatorOf = ({ creator }: Row): unknown => (isPlainObject(creator) ? creator.id : creator);
export const byDate = { created: ({ date_created }: Row) => Number(date_created), creator: creatorOf };

/** All siblings come at once. */
export const once =
  (query?: Readonly<Record<string, string>>): LookUp['page'] =>
  ({ path }, before) =>
    before ? undefined : { path, ...(query && { query }) };

/** Pages of the third version of the API. */
export const byCursor: LookUp['page'] = ({ path }, before) => {
  const cursor = before && objectAt(before, 'answer').next_cursor;
  if (before && !cursor) return undefined;
  return { path, query: { limit: '100', ...(cursor ? { cursor: String(cursor) } : {}) } };
};
