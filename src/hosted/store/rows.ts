import type { AccessConfig } from '../access/access-config.js';

/** A Workspace whose people signed in. Moments are Unix milliseconds everywhere. */
export interface TenantRow {
  /** That of the Workspace. */
  id: string;
  name: string;
  /** Whether links may be made, whose address alone is the proof. */
  allow_links: boolean;
  /** Whether they may be made as wide and as long-lived as managed servers make them. */
  open_links: boolean;
  /** Whether the method `write` holds `delete`. */
  write_deletes: boolean;
  created_at: number;
}

/** Somebody who signed in, by the id of their ClickUp account. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  created_at: number;
}

export type GrantState = 'ok' | 'needs_reauth' | 'unreadable';

/** What a person let this server do in one Workspace; the documents call it an integrated account. */
export interface GrantRow {
  id: string;
  tenant_id: string;
  person_id: string;
  /** Number of the role in the Workspace, as ClickUp has it: 1 owner, 2 admin, 3 member, 4 guest. */
  role: number;
  state: GrantState;
  /** The ClickUp token, sealed. */
  token: string;
  /** Tells which grants share a token, and so a rate limit. */
  token_hash: string;
  created_at: number;
  updated_at: number;
}

/** A browser that is signed in. */
export interface SessionRow {
  /** Hash of the cookie. */
  id: string;
  person_id: string;
  created_at: number;
  expires_at: number;
}

/** Something that was begun in a browser and comes back once: a sign-in at ClickUp, a client that asks for consent. */
export interface PendingRow {
  /** Hash of what comes back. */
  id: string;
  kind: 'sign-in' | 'consent';
  /** Hash of the cookie of the browser that began it. */
  browser: string;
  data: Record<string, unknown>;
  expires_at: number;
}

export type AccessKind = 'link' | 'key' | 'oauth' | 'api';

/** A way in: a link, a key, a client's access token, or a token for the management API. */
export interface AccessRow {
  id: string;
  tenant_id: string;
  grant_id: string;
  kind: AccessKind;
  name: string;
  /** Keyed hash of its secret, which nobody has but the one it was shown to. */
  lookup_hash: string;
  last4: string;
  config: AccessConfig;
  /** Whether a link wants a key of its tenant too. */
  second_factor: boolean;
  client_id: string | null;
  /** The refresh tokens that it came from, which end with it. */
  family_id: string | null;
  created_by: string;
  created_at: number;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
  use_count: number;
}

/** An MCP client that registered, or whose document was read. */
export interface ClientRow {
  id: string;
  name: string;
  redirect_uris: string[];
  created_at: number;
  expires_at: number | null;
}

/** What both a code and a refresh token stand for. */
interface Granted {
  /** Hash of the secret. */
  id: string;
  tenant_id: string;
  grant_id: string;
  client_id: string;
  family_id: string;
  scopes: string[];
  resource: string;
  expires_at: number;
  /** When it was exchanged; it is kept until it expires, so that a second time is noticed. */
  used_at: number | null;
}

export interface CodeRow extends Granted {
  redirect_uri: string;
  code_challenge: string;
}

export interface RefreshRow extends Granted {
  /** Whether the token that took its place was used, after which it is a stolen one. */
  is_replaced: boolean;
  /** That which it took the place of. */
  previous_id: string | null;
}

/** What a person agreed to. */
export interface ConsentRow {
  tenant_id: string;
  person_id: string;
  client_id: string;
  client_name: string;
  scopes: string[];
  created_at: number;
}

/** One entry of the audit log; see `audit`. */
export interface AuditRow {
  tenant_id: string;
  seq: number;
  at: number;
  event: string;
  data: Record<string, unknown>;
  previous: string;
  hash: string;
}

/** The end of a tenant's audit log. */
export interface AuditHeadRow {
  tenant_id: string;
  seq: number;
  hash: string;
}

/** Something that must be known of the calls of a grant, sealed; see `call-store`. */
export interface RecordRow {
  tenant_id: string;
  grant_id: string;
  stream: string;
  seq: number;
  record: string;
  at: number;
}

/** Somebody works on something of a grant, until then unless they say so again. */
export interface LeaseRow {
  tenant_id: string;
  grant_id: string;
  name: string;
  owner: string;
  until: number;
}

/** A country or a client from which a way in, or a person, was seen. */
export interface SightingRow {
  tenant_id: string;
  /** Id of a way in or a person. */
  subject: string;
  what: 'country' | 'client';
  value: string;
  first_at: number;
}

/** What the keys of the server are derived from, sealed. */
export interface RootRow {
  id: string;
  secret: string;
  created_at: number;
}

export interface Rows {
  tenants: TenantRow;
  people: PersonRow;
  grants: GrantRow;
  sessions: SessionRow;
  pending: PendingRow;
  accesses: AccessRow;
  clients: ClientRow;
  codes: CodeRow;
  refreshes: RefreshRow;
  consents: ConsentRow;
  audit: AuditRow;
  audit_heads: AuditHeadRow;
  records: RecordRow;
  leases: LeaseRow;
  sightings: SightingRow;
  roots: RootRow;
}

export type TableName = keyof Rows;
