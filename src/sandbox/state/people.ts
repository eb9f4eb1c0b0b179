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

/** Tables of people, their groups and their credentials. */
export const peopleTables = () => ({
  users: new Table<UserRow>(),
  members: new Table<MemberRow, 'workspace' | 'user'>({
    workspace: (row) => row.workspaceId,
    user: (row) => row.userId,
  }),
  groups: new Table<GroupRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  tokens: new Table<TokenRow>(),
  oauthClients: new Table<OauthClientRow>(),
  oauthCodes: new Table<OauthCodeRow>(),
});
