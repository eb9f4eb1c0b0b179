import { clickUpError } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import type { GrantRow } from '../store/rows.js';
import { UnreadableError } from '../vault/vault.js';

/**
 * Opens the ClickUp token of a grant, as it is now: a grant that was given up or found dead since gives none. Throws a
 * ClickUpError that says how to get access again.
 */
export async function openToken(deps: Deps, grant: Pick<GrantRow, 'id' | 'tenant_id'>): Promise<string> {
  const { id, tenant_id } = grant;
  const token = await deps.tokens.get(
    JSON.stringify([tenant_id, id]),
    () => unseal(deps, grant),
    () => tenant_id,
  );
  return token!;
}

async function unseal(deps: Deps, { id, tenant_id }: Pick<GrantRow, 'id' | 'tenant_id'>): Promise<string> {
  const { store, vault } = deps;
  const grant = await store.findGrant({ id, tenant_id });
  if (grant?.state !== 'ok') throw needsSignIn(deps, 'ClickUp access has ended for this account');
  try {
    const token = vault.open(grant.token, { tenant: tenant_id, row: id, column: 'token' });
    deps.metrics.count('clickup_hosted_vault_opened_total', { outcome: 'ok' });
    return token;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    deps.metrics.count('clickup_hosted_vault_opened_total', { outcome: 'unreadable' });
    await markGrant(deps, grant, 'unreadable');
    throw needsSignIn(deps, 'The ClickUp access of this account cannot be read');
  }
}

/** Notes what became of a grant, once. */
export async function markGrant(
  { store, audit, log, clock }: Deps,
  { id, tenant_id }: Pick<GrantRow, 'id' | 'tenant_id'>,
  state: 'needs_reauth' | 'unreadable',
): Promise<void> {
  const changed = await store.as({ tenant: tenant_id }, (tx) =>
    tx.update('grants', { id, state: 'ok' }, { state, updated_at: clock.now() }),
  );
  if (changed.length === 0) return;
  log.warn(`A grant is ${state}`, { teamId: tenant_id, grant: id });
  await audit.record(tenant_id, `grant_${state}`, { grant: id });
}

const needsSignIn = ({ settings }: Deps, message: string) =>
  clickUpError('UNAUTHORIZED', message, {
    suggestion: `The person it belongs to signs in again at ${settings.publicUrl}/oauth/clickup/authorize.`,
  });
