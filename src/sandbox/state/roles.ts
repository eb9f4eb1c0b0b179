import type { RoleNumber } from './people.js';
import { Table } from './table.js';

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

/** Tables of roles and of the rights of guests. */
export const roleTables = () => ({
  customRoles: new Table<CustomRoleRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  guestRights: new Table<GuestRightsRow>(),
});
