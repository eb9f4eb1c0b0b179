import { Table } from './table.js';

export type StatusType = 'open' | 'custom' | 'done' | 'closed';

export interface StatusRow {
  readonly id: string;
  readonly status: string;
  readonly type: StatusType;
  readonly color: string;
  readonly orderindex: number;
}

export interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly avatar: string | null;
  /** Workspace-wide ClickApps that decide whether a route works. */
  readonly timeInStatus: boolean;
  readonly customFields: boolean;
  /** Custom field values set so far; the Free Forever plan has a limited number. */
  readonly fieldUses: number;
}

/** ClickApps of a Space: `enabled` plus the options of the few that have some. */
export type Features = Readonly<Record<string, { readonly enabled: boolean; readonly [option: string]: unknown }>>;

export interface SpaceRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly color: string | null;
  readonly avatar: string | null;
  readonly private: boolean;
  readonly adminCanManage: boolean | null;
  readonly multipleAssignees: boolean;
  /** "Tasks in multiple Lists": no key of `features` shows it, so nobody can read it through the API. */
  readonly multiListTasks: boolean;
  readonly features: Features;
  readonly statuses: readonly StatusRow[];
  /** Prefix of custom task ids, e.g. `ENG`; null where they are off. */
  readonly customIdPrefix: string | null;
  readonly lastCustomId: number;
  readonly archived: boolean;
  readonly deleted: boolean;
}

export interface FolderRow {
  readonly id: string;
  readonly spaceId: string;
  readonly parentFolderId: string | null;
  readonly name: string;
  readonly orderindex: number;
  readonly statuses: readonly StatusRow[] | null;
  readonly archived: boolean;
  readonly deleted: boolean;
}

export interface ListRow {
  readonly id: string;
  readonly spaceId: string;
  /** Null for a folderless List. */
  readonly folderId: string | null;
  readonly name: string;
  readonly orderindex: number;
  readonly content: string;
  /** Colour label of the List itself. */
  readonly status: { readonly status: string; readonly color: string } | null;
  readonly priority: number | null;
  readonly assigneeId: string | null;
  readonly dueDate: number | null;
  readonly startDate: number | null;
  /** Null where the List uses the statuses of what it lies in. */
  readonly statuses: readonly StatusRow[] | null;
  readonly archived: boolean;
  readonly deleted: boolean;
}

/** A tag of a Space; `id` is `<spaceId>:<lower-case name>`. */
export interface TagRow {
  readonly id: string;
  readonly spaceId: string;
  readonly name: string;
  readonly fg: string;
  readonly bg: string;
  readonly creatorId: string | null;
}

/** A template: what a copy of it contains, as plain data. `id` is `t-<digits>`. */
export interface TemplateRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: 'task' | 'list' | 'folder';
  readonly name: string;
  readonly content: TemplateContent;
}

export interface TemplateContent {
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly checklist?: { readonly name: string; readonly items: readonly string[] };
  /** Subtasks of a task template, tasks of a List template. */
  readonly tasks?: ReadonlyArray<{ readonly name: string; readonly content?: TemplateContent }>;
  readonly lists?: ReadonlyArray<{ readonly name: string; readonly content: TemplateContent }>;
}

/** A task type; 0 (task) and 1 (milestone) are built in, custom ones start at 1000. `id` is the digits. */
export interface CustomItemRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly namePlural: string;
  readonly description: string;
  readonly avatar: { readonly source: string; readonly value: string } | null;
}

/** Tables of the hierarchy and what belongs to it. */
export const placeTables = () => ({
  workspaces: new Table<WorkspaceRow>(),
  spaces: new Table<SpaceRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  folders: new Table<FolderRow, 'space' | 'parent'>({
    space: (row) => row.spaceId,
    parent: (row) => row.parentFolderId,
  }),
  lists: new Table<ListRow, 'space' | 'folder' | 'folderless'>({
    space: (row) => row.spaceId,
    folder: (row) => row.folderId,
    folderless: (row) => (row.folderId === null ? row.spaceId : null),
  }),
  tags: new Table<TagRow, 'space'>({ space: (row) => row.spaceId }),
  templates: new Table<TemplateRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  customItems: new Table<CustomItemRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
});
