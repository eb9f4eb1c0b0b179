import { Table } from './table.js';

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

/** A label of time entries; `id` is `<workspaceId>:<lower-case name>`. */
export interface TimeLabelRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly fg: string;
  readonly bg: string;
  readonly creatorId: string;
}

/** One change of one property of a time entry. */
export interface TimeChangeRow {
  readonly id: string;
  readonly entryId: string;
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly date: number;
  readonly userId: string;
}

/** Tables of time tracking. */
export const timeEntryTables = () => ({
  timeEntries: new Table<TimeEntryRow, 'task' | 'user' | 'workspace'>({
    task: (row) => row.taskId,
    user: (row) => row.userId,
    workspace: (row) => row.workspaceId,
  }),
  timeLabels: new Table<TimeLabelRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  timeChanges: new Table<TimeChangeRow, 'entry'>({ entry: (row) => row.entryId }),
});
