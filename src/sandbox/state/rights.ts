import type { RoleNumber } from './people.js';
import { Table } from './table.js';

export type PermissionLevel = 'read' | 'comment' | 'edit' | 'create';

/** One grant on one object to a user or a group; what guests see is exactly what such rows give them. */
export interface ShareRow {
  readonly id: string;
  readonly objectType: 'space' | 'folder' | 'list' | 'task' | 'view' | 'doc' | 'goal';
  readonly objectId: string;
  readonly kind: 'user' | 'group';
  readonly granteeId: string;
  readonly level: PermissionLevel;
}

/** A Folder, List or task that was made private by itself; `id` is `<type>:<object id>`. */
export interface PrivateObjectRow {
  readonly id: string;
}

/** A role that refines a built-in one; `id` is the digits of the integer the API shows. */
export interface CustomRoleRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly inheritedRole: RoleNumber;
  readonly dateCreated: number;
}

/** What a guest may do besides what single objects give; `id` is `<workspaceId>:<userId>`. */
export interface GuestRightsRow {
  readonly id: string;
  readonly canSeeTimeSpent: boolean;
  readonly canSeeTimeEstimated: boolean;
  readonly canSeePointsEstimated: boolean;
  readonly canEditTags: boolean;
  readonly canCreateViews: boolean;
}

/** Tables of roles, of what is shared and of what is private. */
export const rightTables = () => ({
  customRoles: new Table<CustomRoleRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  guestRights: new Table<GuestRightsRow>(),
  privateObjects: new Table<PrivateObjectRow>(),
  shares: new Table<ShareRow, 'object' | 'grantee'>({
    object: (row) => `${row.objectType}:${row.objectId}`,
    grantee: (row) => `${row.kind}:${row.granteeId}`,
  }),
});
