import { timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.js';
import type { Refusal } from '../events.js';
import type { AccessRow, GrantRow, TenantRow } from '../store/rows.js';
import { isCertificate } from './second-factor.js';
import { isSecret, mayBeSecret, type SecretKind } from './secret.js';

/** Who sends a request, by what it showed alone. */
export interface Caller {
  access: AccessRow;
  tenant: TenantRow;
  grant: GrantRow;
}

/** What a request shows: the secret in its path, and that in `Authorization`. */
export interface Shown {
  link?: string | undefined;
  bearer?: string | undefined;
  /** The fingerprint of a client certificate that the trusted proxy verified. */
  certificate?: string | undefined;
}

/** Finds who shows a secret that is good now; a link may want a key, an app or a certificate besides. Why somebody is refused is for the log: they are told one thing, whatever it was. */
export async function authenticate(deps: Deps, { link, bearer, certificate }: Shown): Promise<Caller | Refusal> {
  const caller = await (link === undefined ? bySecret(deps, bearer, 'key', 'oauth') : bySecret(deps, link, 'link'));
  if (typeof caller === 'string' || !caller.access.second_factor) return caller;
  const { second: wanted } = caller.access.config;
  if (wanted !== undefined && wanted !== 'oauth') return isCertificate(wanted, certificate) ? caller : 'second factor';
  const second = await (wanted === 'oauth' ? bySecret(deps, bearer, 'oauth') : bySecret(deps, bearer, 'key', 'api'));
  return typeof second !== 'string' && second.tenant.id === caller.tenant.id ? caller : 'second factor';
}

/** Who shows a secret of one of the kinds. */
export const bySecret = (
  deps: Deps,
  secret: string | undefined,
  ...kinds: readonly (SecretKind & AccessRow['kind'])[]
): Promise<Caller | Refusal> =>
  deps.tracing.run({ name: 'authenticate' }, async (span) => {
    const caller = await lookUp(deps, secret, kinds);
    if (typeof caller === 'string') span.fail(caller);
    else span.set({ 'clickup.access_id': caller.access.id, 'clickup.access_kind': caller.access.kind });
    return caller;
  });

async function lookUp(
  { store, keys, clock, callers }: Deps,
  secret: string | undefined,
  kinds: readonly (SecretKind & AccessRow['kind'])[],
): Promise<Caller | Refusal> {
  if (secret === undefined) return 'missing';
  if (!mayBeSecret(secret, ...kinds)) return 'unknown';
  const hash = keys.hash('lookup', secret);
  const found = await callers.get(
    hash,
    // What has no checksum of its own is none: nobody is asked.
    async () => (isSecret(secret, ...kinds) ? store.lookUp(hash) : undefined),
    ({ access }) => access.tenant_id,
  );
  const { access, tenant, grant } = found ?? {};
  if (!access || !isSame(hash, access.lookup_hash) || !kinds.some((kind) => kind === access.kind)) return 'unknown';
  if (access.revoked_at !== null) return 'revoked';
  if (access.expires_at !== null && access.expires_at <= clock.now()) return 'expired';
  if (!tenant || !grant) return 'disconnected';
  if (access.kind === 'link' && !tenant.allow_links) return 'revoked';
  return found as Caller;
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
