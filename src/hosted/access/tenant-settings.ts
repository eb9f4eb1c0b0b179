import type { Deps } from '../deps.js';
import type { TenantRow } from '../store/rows.js';
import { checkAdmin, type Who } from './managing.js';

/** What an admin decides for the whole Workspace. */
export type TenantSettings = Pick<TenantRow, 'allow_links' | 'open_links' | 'write_deletes'>;

/** Changes what holds for a Workspace. Throws FORBIDDEN for who is no admin of it. */
export async function setTenant(deps: Deps, who: Who, set: TenantSettings): Promise<void> {
  checkAdmin(who, 'change its settings');
  const { id } = who.tenant;
  await deps.audit.record(id, 'settings_changed', { ...set, actor: who.actor });
  await deps.store.as({ tenant: id }, (tx) => tx.update('tenants', { id }, set));
}
