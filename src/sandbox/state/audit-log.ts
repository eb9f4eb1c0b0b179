import { Table } from './table.js';

/** One line of the audit log. `date` in Unix ms. */
export interface AuditRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly date: number;
  readonly eventType: string;
  readonly objectType: string;
  readonly objectId: string;
}

/** The table of the audit log. */
export const auditTables = () => ({
  auditLog: new Table<AuditRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
});
