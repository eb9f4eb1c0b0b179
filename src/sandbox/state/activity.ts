import { Table } from '../table.js';

/** A time entry. Times and durations in Unix ms; `end` is null while the timer runs. */
export interface TimeEntryRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly taskId: string | null;
  readonly start: number;
  readonly end: number | null;
  readonly description: string;
  readonly billable: boolean;
  /** Names of time entry labels. */
  readonly tags: readonly string[];
  readonly source: string;
  readonly at: number;
}

/** A user group, which the product calls a Team. */
export interface GroupRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly creatorId: string;
  readonly name: string;
  readonly handle: string;
  readonly initials: string;
  readonly dateCreated: number;
  readonly memberIds: readonly string[];
  readonly avatarColor: string | null;
}

/** Tables that tasks read from although other nouns own them. */
export const activityTables = () => ({
  timeEntries: new Table<TimeEntryRow, 'task' | 'user' | 'workspace'>({
    task: (row) => row.taskId,
    user: (row) => row.userId,
    workspace: (row) => row.workspaceId,
  }),
  groups: new Table<GroupRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
});
