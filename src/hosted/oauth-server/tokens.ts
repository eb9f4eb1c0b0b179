import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { newSecret } from '../access/secret.js';
import type { Deps } from '../deps.js';
import type { CodeRow, GrantRow, RefreshRow } from '../store/rows.js';
import { findOne, type Tx } from '../store/store.js';
import type { Authorization } from './authorization.js';
import { isOurs } from './authorization.js';
import { OAuthError } from './oauth-error.js';
import { configOf } from './scopes.js';

/** Milliseconds that each lives. */
export const lives = { code: 120_000, access: 3_600_000, refresh: 30 * 86_400_000 } as const;

/** So long a refresh token that was used is taken once more: its answer may have been lost on the way. */
const graceMs = 60_000;

/** The answer of the token endpoint. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string;
  scope: string;
}

/** Makes the code that a client exchanges for its tokens. */
export async function issueCode(
  { store, keys, clock }: Deps,
  { tenant_id, id: grant_id }: GrantRow,
  { clientId, redirectUri, challenge, resource }: Authorization,
  scopes: string[],
): Promise<string> {
  const code = newSecret('code');
  await store.as({ tenant: tenant_id }, (tx) =>
    tx.insert('codes', {
      id: keys.hash('lookup', code),
      tenant_id,
      grant_id,
      client_id: clientId,
      family_id: randomUUID(),
      scopes,
      resource,
      expires_at: clock.now() + lives.code,
      used_at: null,
      redirect_uri: redirectUri,
      code_challenge: challenge,
    }),
  );
  return code;
}

type Given = Readonly<Record<string, string | undefined>>;

const badGrant = () => new OAuthError('invalid_grant', 'The code or refresh token is not good, or not any more');

/** Exchanges a code: once, by the client that it was made for, which proves that it asked. */
export async function exchangeCode(deps: Deps, given: Given): Promise<TokenAnswer> {
  const { store, keys, clock } = deps;
  const code = await store.as('server', (tx) => findOne(tx, 'codes', { id: keys.hash('lookup', given.code ?? '') }));
  if (!code) throw badGrant();
  await checkUnused(deps, code, code.used_at !== null);
  const isTheirs =
    code.client_id === given.client_id &&
    code.redirect_uri === given.redirect_uri &&
    isProof(given.code_verifier ?? '', code.code_challenge) &&
    code.expires_at > clock.now();
  if (!isTheirs) throw badGrant();
  checkResource(deps, given);
  return store.as({ tenant: code.tenant_id }, async (tx) => {
    const [taken] = await tx.update('codes', { id: code.id, used_at: null }, { used_at: clock.now() });
    if (!taken) throw badGrant();
    return issue(deps, tx, code, null);
  });
}

/** Exchanges a refresh token for new tokens. One that comes again after its successor was used ends the whole family. */
export async function exchangeRefresh(deps: Deps, given: Given): Promise<TokenAnswer> {
  const { store, keys, clock } = deps;
  const id = keys.hash('lookup', given.refresh_token ?? '');
  const row = await store.as('server', (tx) => findOne(tx, 'refreshes', { id }));
  if (!row) throw badGrant();
  const now = clock.now();
  await checkUnused(deps, row, row.used_at !== null && (row.is_replaced || now - row.used_at > graceMs));
  if (row.client_id !== given.client_id || row.expires_at <= now) throw badGrant();
  checkResource(deps, given);
  const asked = given.scope?.split(/\s+/).filter(Boolean) ?? row.scopes;
  if (asked.some((scope) => !row.scopes.includes(scope)))
    throw new OAuthError('invalid_scope', 'A refresh gives no scope that was not granted');
  return store.as({ tenant: row.tenant_id }, async (tx) => {
    await tx.update('refreshes', { id }, { used_at: row.used_at ?? now });
    if (row.previous_id !== null) await tx.update('refreshes', { id: row.previous_id }, { is_replaced: true });
    return issue(deps, tx, { ...row, scopes: asked }, row);
  });
}

/** What is used twice was seen by two: nobody knows which of them is the client. */
async function checkUnused(deps: Deps, row: CodeRow | RefreshRow, isReused: boolean): Promise<void> {
  if (!isReused) return;
  await endFamily(deps, row.tenant_id, row.family_id);
  await deps.audit.record(row.tenant_id, 'token_reuse', { client: row.client_id, grant: row.grant_id });
  throw badGrant();
}

async function issue(
  { keys, clock }: Deps,
  tx: Tx,
  { tenant_id, grant_id, client_id, family_id, scopes, resource }: CodeRow | RefreshRow,
  previous: RefreshRow | null,
): Promise<TokenAnswer> {
  const now = clock.now();
  const grant = await findOne(tx, 'grants', { id: grant_id });
  if (!grant) throw badGrant();
  const [access, refresh] = [newSecret('oauth'), newSecret('refresh')];
  const client = await findOne(tx, 'clients', { id: client_id });
  await tx.insert('accesses', {
    id: randomUUID(),
    tenant_id,
    grant_id,
    kind: 'oauth',
    name: client?.name ?? client_id,
    lookup_hash: keys.hash('lookup', access),
    last4: access.slice(-4),
    config: configOf(scopes),
    second_factor: false,
    client_id,
    family_id,
    created_by: grant.person_id,
    created_at: now,
    expires_at: now + lives.access,
    revoked_at: null,
    last_used_at: null,
    use_count: 0,
  });
  await tx.insert('refreshes', {
    id: keys.hash('lookup', refresh),
    tenant_id,
    grant_id,
    client_id,
    family_id,
    // What was granted stays, also where this access token has less.
    scopes: previous?.scopes ?? scopes,
    resource,
    expires_at: now + lives.refresh,
    used_at: null,
    is_replaced: false,
    previous_id: previous?.id ?? null,
  });
  return {
    access_token: access,
    token_type: 'Bearer',
    expires_in: lives.access / 1000,
    refresh_token: refresh,
    scope: scopes.join(' '),
  };
}

/** Ends everything that came from one consent. */
export async function endFamily({ store, clock }: Deps, tenant: string, family_id: string): Promise<void> {
  await store.as({ tenant }, async (tx) => {
    await tx.remove('refreshes', { family_id });
    await tx.update('accesses', { family_id, revoked_at: null }, { revoked_at: clock.now() });
  });
}

/** Revokes a token and its family; says nothing of whether there was one. @see https://www.rfc-editor.org/rfc/rfc7009 */
export async function revokeToken(deps: Deps, { token = '', client_id }: Given): Promise<void> {
  const { store, keys } = deps;
  const hash = keys.hash('lookup', token);
  const row = await store.as(
    'server',
    async (tx) =>
      (await findOne(tx, 'refreshes', { id: hash })) ??
      (await findOne(tx, 'accesses', { lookup_hash: hash, kind: 'oauth' })),
  );
  if (!row || row.client_id !== client_id || row.family_id === null) return;
  await endFamily(deps, row.tenant_id, row.family_id);
  await deps.audit.record(row.tenant_id, 'token_revoked', { client: client_id, grant: row.grant_id });
}

function checkResource({ settings }: Deps, { resource }: Given): void {
  if (resource !== undefined && !isOurs(settings.publicUrl, resource))
    throw new OAuthError('invalid_target', 'resource is another than the code was made for');
}

/** @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
function isProof(verifier: string, challenge: string): boolean {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const [found, wanted] = [createHash('sha256').update(verifier).digest(), Buffer.from(challenge, 'base64url')];
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
