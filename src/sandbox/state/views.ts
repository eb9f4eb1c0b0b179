import type { JsonObject } from '../json.js';
import { Table } from './table.js';

/** Where a view lies: 7 the Workspace, 4 a Space, 5 a Folder, 6 a List. */
export type ViewParentType = 4 | 5 | 6 | 7;

/** A view; `parts` holds grouping, filters and the like in wire form, whole. */
export interface ViewRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly parentType: ViewParentType;
  readonly parentId: string;
  readonly name: string;
  readonly type: string;
  readonly parts: Readonly<Record<string, JsonObject>>;
  /** Null for views that come with their place. */
  readonly creatorId: string | null;
  readonly dateCreated: number;
  readonly orderindex: number;
  readonly protected: boolean;
}

/** Tables of views. */
export const viewTables = () => ({
  views: new Table<ViewRow, 'parent'>({ parent: (row) => `${row.parentType}:${row.parentId}` }),
});
