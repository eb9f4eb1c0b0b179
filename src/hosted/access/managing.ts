import { clickUpError } from '../../runtime/errors.js';
import type { Deps } from '../deps.js';
import { roles } from '../sign-in/clickup-oauth.js';
import type { GrantRow } from '../store/rows.js';
import { findOne } from '../store/store.js';
import type { Managing } from './accesses.js';

/** Who manages a Workspace: somebody with a grant of it, in the console or by a management token. */
export type Who = Managing;

/** Owners and admins of the Workspace, as ClickUp says. */
export const isAdmin = ({ grant }: Pick<Who, 'grant'>): boolean => grant.role <= roles.admin;

/** Throws FORBIDDEN for everybody else. */
export function checkAdmin(who: Who, what: string): void {
  if (isAdmin(who)) return;
  throw clickUpError('FORBIDDEN', `Only owners and admins of ${who.tenant.name} may ${what}`, {
    suggestion: 'Ask one of them.',
  });
}

/** An admin sees what everybody in the Workspace granted, others what they did themselves. */
export const grantsSeenBy = ({ store }: Deps, who: Who): Promise<GrantRow[]> =>
  store.as({ tenant: who.tenant.id }, (tx) =>
    tx.find('grants', isAdmin(who) ? {} : { id: who.grant.id }, { by: 'created_at' }),
  );

export async function grantSeenBy(deps: Deps, who: Who, id: string): Promise<GrantRow> {
  const found = (await grantsSeenBy(deps, who)).find((row) => row.id === id);
  if (found) return found;
  throw clickUpError('RESOURCE_NOT_FOUND', 'There is no such account here', {
    suggestion: 'GET /integrated-account lists them.',
  });
}

/** Whoever makes a way in acts with the token behind it, so that nobody makes one to a colleague's. */
export async function managingOf(deps: Deps, who: Who, id: string, what: 'see' | 'make'): Promise<Managing> {
  const grant = await grantSeenBy(deps, who, id);
  if (what === 'make' && grant.person_id !== who.grant.person_id)
    throw clickUpError('FORBIDDEN', 'The account is that of somebody else', {
      suggestion: 'They make links and keys for it themselves; an admin may see, narrow and revoke them.',
    });
  return { tenant: who.tenant, grant, actor: who.actor };
}

/** The same for a link or key that is known by its id alone. */
export async function managingAccess(deps: Deps, who: Who, id: string, what: 'see' | 'make'): Promise<Managing> {
  const row = await deps.store.as({ tenant: who.tenant.id }, (tx) => findOne(tx, 'accesses', { id }));
  return managingOf(deps, who, row?.grant_id ?? '', what);
}
