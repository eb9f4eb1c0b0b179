import { Table } from './table.js';

export type DocVisibility = 'PUBLIC' | 'PRIVATE' | 'PERSONAL' | 'HIDDEN';

/** A Doc; its text is in its pages. `parentType`: 4 Space, 5 Folder, 6 List, 7 Everything level, 12 Workspace. */
export interface DocRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** 1 Doc, 2 wiki, 3 meeting notes. */
  readonly type: number;
  readonly parentType: number;
  readonly parentId: string;
  readonly visibility: DocVisibility;
  readonly creatorId: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly archived: boolean;
  readonly deleted: boolean;
}

/** A page of a Doc, its content in Markdown. */
export interface PageRow {
  readonly id: string;
  readonly docId: string;
  readonly parentPageId: string | null;
  readonly name: string;
  readonly subTitle: string | null;
  readonly content: string;
  readonly creatorId: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly editedBy: string | null;
  readonly contributorIds: readonly string[];
}

/** Tables of Docs. */
export const docTables = () => ({
  docs: new Table<DocRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  pages: new Table<PageRow, 'doc'>({ doc: (row) => row.docId }),
});
