import { Table } from './table.js';

/** Workspace role numbers as the API has them. */
export const Role = { owner: 1, admin: 2, member: 3, guest: 4 } as const;
export type RoleNumber = (typeof Role)[keyof typeof Role];

/** A person. `id` is the digits of the integer the API shows. */
export interface UserRow {
  readonly id: string;
  readonly username: string | null;
  readonly email: string;
  readonly color: string;
  readonly profilePicture: string | null;
  readonly initials: string;
  /** IANA zone; date-only dates are stored at 04:00 in it. */
  readonly timezone: string;
  readonly weekStartDay: number | null;
}

/** A person's place in a Workspace; `id` is `<workspaceId>:<userId>`. */
export interface MemberRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: RoleNumber;
  readonly customRoleId: number | null;
  readonly lastActive: number | null;
  readonly dateJoined: number | null;
  readonly dateInvited: number;
  readonly invitedBy: string | null;
}

/** A credential; `id` is the secret itself. */
export interface TokenRow {
  readonly id: string;
  readonly kind: 'personal' | 'oauth';
  readonly userId: string;
  readonly workspaceIds: readonly string[];
  readonly clientId: string | null;
}

/** An OAuth application that may exchange codes; `id` is the client id. */
export interface OauthClientRow {
  readonly id: string;
  readonly secret: string;
  readonly redirectUris: readonly string[];
}

/** A one-time authorization code; `id` is the code. */
export interface OauthCodeRow {
  readonly id: string;
  readonly clientId: string;
  readonly userId: string;
  readonly workspaceIds: readonly string[];
}

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

/** Tables of people and their rights. */
export const peopleTables = () => ({
  users: new Table<UserRow>(),
  members: new Table<MemberRow, 'workspace' | 'user'>({
    workspace: (row) => row.workspaceId,
    user: (row) => row.userId,
  }),
  tokens: new Table<TokenRow>(),
  oauthClients: new Table<OauthClientRow>(),
  oauthCodes: new Table<OauthCodeRow>(),
  privateObjects: new Table<PrivateObjectRow>(),
  auditLog: new Table<AuditRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  shares: new Table<ShareRow, 'object' | 'grantee'>({
    object: (row) => `${row.objectType}:${row.objectId}`,
    grantee: (row) => `${row.kind}:${row.granteeId}`,
  }),
});
