import { isAdmin, type Who } from '../access/managing.js';
import type { Deps } from '../deps.js';
import type { ConsentRow } from '../store/rows.js';

/** What people agreed to: an admin sees that of everybody in the Workspace, others their own. */
export const consentsSeenBy = ({ store }: Deps, who: Who): Promise<ConsentRow[]> =>
  store.as({ tenant: who.tenant.id }, (tx) =>
    tx.find('consents', isAdmin(who) ? {} : { person_id: who.grant.person_id }, { by: 'created_at' }),
  );

/** Takes a consent back, and with it every code and token that came of it. Passes over one that there is not. */
export async function revokeConsent(deps: Deps, who: Who, of: { person: string; client: string }): Promise<void> {
  const { store, clock, audit } = deps;
  const tenant_id = who.tenant.id;
  const seen = (await consentsSeenBy(deps, who)).find(
    ({ person_id, client_id }) => person_id === of.person && client_id === of.client,
  );
  if (!seen) return;
  const { person_id, client_id } = seen;
  await store.as({ tenant: tenant_id }, async (tx) => {
    await tx.remove('consents', { tenant_id, person_id, client_id });
    for (const { id: grant_id } of await tx.find('grants', { tenant_id, person_id })) {
      await tx.remove('codes', { grant_id, client_id });
      await tx.remove('refreshes', { grant_id, client_id });
      await tx.update(
        'accesses',
        { grant_id, client_id, kind: 'oauth', revoked_at: null },
        { revoked_at: clock.now() },
      );
    }
  });
  await audit.record(tenant_id, 'consent_revoked', { person: person_id, client: client_id, actor: who.actor });
}
