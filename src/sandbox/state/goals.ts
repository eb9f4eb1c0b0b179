import { Table } from './table.js';

export type KeyResultType = 'number' | 'currency' | 'boolean' | 'percentage' | 'automatic';

/** A goal. Its progress is never stored: it follows from its key results. */
export interface GoalRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly prettyId: string;
  readonly folderId: string | null;
  readonly name: string;
  readonly description: string;
  readonly color: string;
  readonly dueDate: number | null;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly creatorId: string;
  readonly ownerIds: readonly string[];
  readonly multipleOwners: boolean;
}

/** A folder of goals, which the API shows but cannot make. */
export interface GoalFolderRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly creatorId: string;
  readonly dateCreated: number;
}

/** Progress as somebody reported it. */
export interface KeyResultAction {
  readonly id: string;
  readonly userId: string;
  readonly date: number;
  readonly note: string;
  readonly before: number;
  readonly after: number;
}

/** A key result. Steps of the type boolean are 0 and 1; those of `automatic` are counted, not stored. */
export interface KeyResultRow {
  readonly id: string;
  readonly goalId: string;
  readonly name: string;
  readonly type: KeyResultType;
  readonly unit: string | null;
  readonly creatorId: string;
  readonly ownerIds: readonly string[];
  readonly dateCreated: number;
  readonly start: number;
  readonly end: number;
  readonly current: number;
  readonly taskIds: readonly string[];
  readonly listIds: readonly string[];
  readonly actions: readonly KeyResultAction[];
}

/** Tables of goals. */
export const goalTables = () => ({
  goals: new Table<GoalRow, 'workspace' | 'folder'>({
    workspace: (row) => row.workspaceId,
    folder: (row) => row.folderId,
  }),
  goalFolders: new Table<GoalFolderRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  keyResults: new Table<KeyResultRow, 'goal'>({ goal: (row) => row.goalId }),
});
