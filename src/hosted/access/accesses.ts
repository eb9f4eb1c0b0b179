import { randomUUID } from 'node:crypto';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import type { AccessKind, AccessRow, GrantRow, TenantRow } from '../store/rows.js';
import { findOne } from '../store/store.js';
import { checkNarrower, readAccessRequest } from './read-request.js';
import { secondOf } from './second-factor.js';
import { newSecret } from './secret.js';

/** Who manages ways in, and for which grant. */
export interface Managing {
  tenant: TenantRow;
  grant: GrantRow;
  /** For the audit: a person or a management token. */
  actor: string;
}

/** A way in that was just made: the only time at which its secret is known. */
export interface Made {
  row: AccessRow;
  secret: string;
}

export const linkPath = '/mcp/k/';

/** Makes a link or a key. Throws a ClickUpError for what may not be, with what to do. */
export async function createAccess(
  deps: Deps,
  { tenant, grant, actor }: Managing,
  kind: Extract<AccessKind, 'link' | 'key'>,
  body: unknown,
): Promise<Made> {
  const now = deps.clock.now();
  if (kind === 'link' && !tenant.allow_links)
    throw clickUpError('POLICY_DENIED', `Links are switched off in the Workspace ${tenant.name}`, {
      suggestion: 'An admin switches them on in the console, or makes a key, which is not part of an address.',
    });
  const { name, config, secondFactor, expiresAt } = readAccessRequest(body, { ...tenant, offer: deps.offer }, now);
  if (kind === 'key' && secondFactor)
    throw invalidInput('A key has no second factor: it is sent in a header already', {
      parameter: 'require_second',
      suggestion: 'Leave it out, or make a link.',
    });
  if (config.second?.startsWith('mtls_header') && !deps.settings.certificateHeader)
    throw invalidInput('This server is told of no client certificates', {
      parameter: 'require_second',
      suggestion: 'Those who run it set HOSTED_CERTIFICATE_HEADER; or use api_key or oauth.',
    });
  return insert(deps, { tenant, grant, actor }, kind, {
    name,
    config,
    second_factor: secondFactor,
    expires_at: expiresAt,
  });
}

/** Makes a token for the management API, which reaches no ClickUp. */
export const createApiToken = (deps: Deps, managing: Managing, name: string): Promise<Made> =>
  insert(deps, managing, 'api', {
    name,
    config: { methods: [], tags: [], tools: [], spaces: [], folders: [], lists: [], retry: 'paced' },
    second_factor: false,
    expires_at: null,
  });

type Described = Pick<AccessRow, 'name' | 'config' | 'second_factor' | 'expires_at'>;

async function insert(
  deps: Deps,
  { tenant, grant, actor }: Managing,
  kind: 'link' | 'key' | 'api',
  described: Described,
) {
  const secret = newSecret(kind);
  const row: AccessRow = {
    id: randomUUID(),
    tenant_id: tenant.id,
    grant_id: grant.id,
    kind,
    ...described,
    ...secretColumns(deps, secret),
    client_id: null,
    family_id: null,
    created_by: actor,
    created_at: deps.clock.now(),
    revoked_at: null,
    last_used_at: null,
    use_count: 0,
  };
  await deps.audit.record(tenant.id, `${kind}_created`, { id: row.id, actor, grant: grant.id, config: row.config });
  await deps.store.as({ tenant: tenant.id }, (tx) => tx.insert('accesses', row));
  return { row, secret };
}

const secretColumns = ({ keys }: Pick<Deps, 'keys'>, secret: string) => ({
  lookup_hash: keys.hash('lookup', secret),
  last4: secret.slice(-4),
});

/** The ways in of a grant that are not revoked, oldest first. */
export const listAccesses = ({ store }: Deps, { tenant, grant }: Managing, kind: AccessKind): Promise<AccessRow[]> =>
  store.as({ tenant: tenant.id }, (tx) =>
    tx.find('accesses', { grant_id: grant.id, kind, revoked_at: null }, { by: 'created_at' }),
  );

export async function getAccess({ store }: Deps, { tenant, grant }: Managing, id: string): Promise<AccessRow> {
  const row = await store.as({ tenant: tenant.id }, (tx) => findOne(tx, 'accesses', { id, grant_id: grant.id }));
  if (row && row.revoked_at === null) return row;
  throw clickUpError('RESOURCE_NOT_FOUND', 'There is no such link or key', {
    suggestion: 'List them to see which there are.',
  });
}

/** Changes a link or key; nothing of it gets wider. */
export async function narrowAccess(deps: Deps, managing: Managing, id: string, body: unknown): Promise<AccessRow> {
  const { tenant, actor } = managing;
  const row = await getAccess(deps, managing, id);
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const { second, ...config } = row.config;
  const before = {
    name: row.name,
    config,
    ...(second && { require_second: second }),
    require_api_token_auth: row.second_factor,
    expires_at: row.expires_at === null ? null : new Date(row.expires_at).toISOString(),
  };
  const merged = {
    ...before,
    ...given,
    config: { ...config, ...('config' in given ? (given.config as object) : {}) },
  };
  // What it is made with is checked like a new one; what it has already may be more than a new one is given.
  const settings = { ...tenant, offer: deps.offer };
  const next = readAccessRequest(merged, { ...settings, open_links: true }, deps.clock.now());
  checkNarrower(row, next, settings);
  const set = {
    name: next.name,
    config: next.config,
    second_factor: next.secondFactor,
    expires_at: 'expires_at' in given ? next.expiresAt : row.expires_at,
  };
  await deps.audit.record(tenant.id, `${row.kind}_narrowed`, { id, actor, config: set.config });
  const [changed] = await deps.store.as({ tenant: tenant.id }, (tx) =>
    tx.update('accesses', { id, revoked_at: null }, set),
  );
  return changed ?? row;
}

/** Gives a link or key a new secret; the old one ends at once. */
export async function rotateAccess(deps: Deps, managing: Managing, id: string): Promise<Made> {
  const { tenant, actor } = managing;
  const row = await getAccess(deps, managing, id);
  if (row.kind === 'oauth')
    throw invalidInput('Access tokens of clients rotate by themselves', { suggestion: 'Revoke it.' });
  const secret = newSecret(row.kind);
  await deps.audit.record(tenant.id, `${row.kind}_rotated`, { id, actor });
  const [changed] = await deps.store.as({ tenant: tenant.id }, (tx) =>
    tx.update('accesses', { id, revoked_at: null }, secretColumns(deps, secret)),
  );
  if (!changed) throw clickUpError('CONFLICT', 'It was revoked meanwhile', { suggestion: 'Make a new one.' });
  return { row: changed, secret };
}

export async function revokeAccess(deps: Deps, managing: Managing, id: string): Promise<void> {
  const { tenant, actor } = managing;
  const row = await getAccess(deps, managing, id);
  await deps.store.as({ tenant: tenant.id }, (tx) =>
    tx.update('accesses', { id, revoked_at: null }, { revoked_at: deps.clock.now() }),
  );
  await deps.audit.record(tenant.id, `${row.kind}_revoked`, { id, actor });
}

/** A link or key as the API shows it: never its secret. */
export const shownAccess = (row: AccessRow) => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  ends_with: row.last4,
  config: row.config,
  require_api_token_auth: secondOf(row) === 'api_key',
  require_second: secondOf(row),
  created_at: iso(row.created_at),
  expires_at: iso(row.expires_at),
  usage: { calls: row.use_count, last_used_at: iso(row.last_used_at) },
});

const iso = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());
