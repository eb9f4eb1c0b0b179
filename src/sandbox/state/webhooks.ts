import { Table } from './table.js';

/** A webhook. Without a scope it carries the events of the whole Workspace. */
export interface WebhookRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly clientId: string | null;
  readonly endpoint: string;
  /** Names of events, or `*` alone for all. */
  readonly events: readonly string[];
  readonly taskId: string | null;
  readonly listId: string | null;
  readonly folderId: string | null;
  readonly spaceId: string | null;
  readonly status: 'active' | 'failing' | 'suspended';
  readonly failCount: number;
  readonly secret: string;
}

/** The table of webhooks. */
export const webhookTables = () => ({
  webhooks: new Table<WebhookRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
});
