import { Table } from './table.js';

/** How long a task stood in a status; `to` is null while it does. Times in Unix ms. */
export interface StatusSpan {
  readonly status: string;
  readonly from: number;
  readonly to: number | null;
}

/** A task. Times in Unix ms, estimates in ms, status by lower-case name, users by id. */
export interface TaskRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly spaceId: string;
  readonly listId: string;
  /** Further Lists of a multi-List task. */
  readonly extraListIds: readonly string[];
  readonly customId: string | null;
  readonly customItemId: number | null;
  readonly name: string;
  /** Plain text, as `description` and `text_content` show it. */
  readonly text: string;
  /** Markdown source when the text was written as Markdown. */
  readonly markdown: string | null;
  readonly status: string;
  readonly statusHistory: readonly StatusSpan[];
  readonly orderindex: number;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateClosed: number | null;
  readonly dateDone: number | null;
  readonly archived: boolean;
  readonly deleted: boolean;
  readonly creatorId: string;
  readonly assigneeIds: readonly string[];
  readonly groupAssigneeIds: readonly string[];
  readonly watcherIds: readonly string[];
  readonly tags: readonly string[];
  readonly parentId: string | null;
  readonly priority: number | null;
  readonly dueDate: number | null;
  readonly startDate: number | null;
  readonly points: number | null;
  /** The part of the estimate that belongs to nobody in particular, or the whole of it. */
  readonly timeEstimate: number | null;
  /** Estimates per user id or `unassigned`; empty when the task has one estimate for all. */
  readonly estimates: Readonly<Record<string, number>>;
  /** Stored custom field values by field id, in the form that `withFieldValue` leaves. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** `taskId` waits on `dependsOn`; `id` is `<taskId>:<dependsOn>`. */
export interface DependencyRow {
  readonly id: string;
  readonly taskId: string;
  readonly dependsOn: string;
  readonly dateCreated: number;
  readonly userId: string;
}

/** A symmetric link; `id` is `<a>:<b>` in the order in which it was made. */
export interface LinkRow {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly dateCreated: number;
  readonly userId: string;
}

export interface ChecklistRow {
  readonly id: string;
  readonly taskId: string;
  readonly name: string;
  readonly orderindex: number;
  readonly creatorId: string;
  readonly dateCreated: number;
}

export interface ChecklistItemRow {
  readonly id: string;
  readonly checklistId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly orderindex: number;
  readonly assigneeId: string | null;
  readonly resolved: boolean;
  readonly dateCreated: number;
}

/** A file; `id` is `<uuid>.<extension>`. Its bytes are kept as base64, so that a snapshot is plain JSON. */
export interface AttachmentRow {
  readonly id: string;
  /** `task:<id>`, `field:<id>`, or what else a route attaches to. */
  readonly parent: string;
  readonly title: string;
  readonly extension: string;
  readonly mimeType: string;
  readonly size: number;
  readonly dateCreated: number;
  readonly userId: string;
  readonly base64: string;
}

export type FieldScope = { readonly type: 'workspace' | 'space' | 'folder' | 'list'; readonly id: string };

/** Definition of a custom field. `typeConfig` is in wire form, because the API passes it through as it is. */
export interface FieldRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly type: string;
  readonly typeConfig: Readonly<Record<string, unknown>>;
  readonly dateCreated: number;
  readonly hideFromGuests: boolean;
  readonly required: boolean;
  readonly scopes: readonly FieldScope[];
}

/** Tables of tasks and of what hangs on them. */
export const taskTables = () => ({
  tasks: new Table<TaskRow, 'list' | 'extraList' | 'parent' | 'customId' | 'workspace'>({
    list: (row) => row.listId,
    extraList: (row) => row.extraListIds,
    parent: (row) => row.parentId,
    customId: (row) => (row.customId === null ? null : `${row.workspaceId}:${row.customId.toLowerCase()}`),
    workspace: (row) => row.workspaceId,
  }),
  dependencies: new Table<DependencyRow, 'task'>({ task: (row) => [row.taskId, row.dependsOn] }),
  links: new Table<LinkRow, 'task'>({ task: (row) => [row.a, row.b] }),
  checklists: new Table<ChecklistRow, 'task'>({ task: (row) => row.taskId }),
  checklistItems: new Table<ChecklistItemRow, 'checklist'>({ checklist: (row) => row.checklistId }),
  attachments: new Table<AttachmentRow, 'parent'>({ parent: (row) => row.parent }),
  fields: new Table<FieldRow, 'scope' | 'workspace'>({
    scope: (row) => row.scopes.map((scope) => `${scope.type}:${scope.id}`),
    workspace: (row) => row.workspaceId,
  }),
});
