import type { JsonObject } from '../json.js';
import { Table } from './table.js';

/** A comment or a reply. Its blocks are kept in the form in which they were written. */
export interface CommentRow {
  readonly id: string;
  readonly workspaceId: string;
  /** `task:<id>`, `list:<id>`, `view:<id>`, or `comment:<id>` for a reply. */
  readonly parent: string;
  readonly userId: string;
  readonly blocks: readonly JsonObject[];
  readonly date: number;
  readonly assigneeId: string | null;
  readonly groupAssigneeId: string | null;
  readonly assignedById: string | null;
  readonly resolved: boolean;
  /** By code point, such as `1F44D`. */
  readonly reactions: ReadonlyArray<{ readonly reaction: string; readonly userId: string; readonly date: number }>;
}

/** Tables of comments. */
export const commentTables = () => ({
  comments: new Table<CommentRow, 'parent'>({ parent: (row) => row.parent }),
});
