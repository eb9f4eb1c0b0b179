import type { OperationId, operations } from '../../../generated/operations.js';
import type { Row } from '../row.js';
import { chatAndDocs } from './chat-and-docs.js';
import { checklists } from './checklists.js';
import { comments } from './comments.js';
import { goals } from './goals.js';
import { people } from './people.js';
import { places } from './places.js';
import { tasks } from './tasks.js';
import { time } from './time.js';
import { views } from './views.js';

/** An operation that changes something. */
export type WriteId = {
  [Id in OperationId]: (typeof operations)[Id]['effect'] extends 'read' ? never : Id;
}[OperationId];

/** What each operation that writes does, by its id: whoever calls it, a tool or a program. */
export const table: Readonly<Record<WriteId, Row>> = {
  ...tasks,
  ...checklists,
  ...places,
  ...comments,
  ...goals,
  ...views,
  ...time,
  ...chatAndDocs,
  ...people,
};

/** The row of an operation; undefined for one that reads. */
export const rowFor = (id: string): Row | undefined => (Object.hasOwn(table, id) ? table[id as WriteId] : undefined);
