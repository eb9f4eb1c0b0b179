import { randomUUID } from 'node:crypto';
import { clickUpError } from '../../runtime/errors.js';
import { newSecret } from '../access/secret.js';
import type { Deps } from '../deps.js';
import type { GrantRow, PersonRow } from '../store/rows.js';
import { findOne, type Tx } from '../store/store.js';
import { authorizeUrl, exchangeCode, type Identity, identityOf } from './clickup-oauth.js';

/** How long somebody may take at ClickUp, and how long a browser stays signed in. */
export const signInMs = 600_000;
export const sessionMs = 12 * 3_600_000;

/** A path of this server to go on to; anything else could lead elsewhere. */
export const safePath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(path) && path.length <= 2_000 ? path : '/';

/** Begins a sign-in in the browser that has this cookie; gives the address to send it to. */
export async function beginSignIn(
  deps: Deps,
  { browser, returnTo }: { browser: string; returnTo: string },
): Promise<string> {
  const state = newSecret('session');
  const { store, keys, clock } = deps;
  await store.as('server', (tx) =>
    tx.insert('pending', {
      id: keys.hash('lookup', state),
      kind: 'sign-in',
      browser: keys.hash('browser', browser),
      data: { return_to: safePath(returnTo) },
      expires_at: clock.now() + signInMs,
    }),
  );
  return authorizeUrl(deps, state);
}

/** What ClickUp sends a browser back with, and the cookie that the browser has. */
export interface Callback {
  state: string | undefined;
  code: string | undefined;
  browser: string | undefined;
}

/** Ends a sign-in: checks that it was begun here, in this browser and lately, and keeps what the person granted. */
export async function finishSignIn(
  deps: Deps,
  { state, code, browser }: Callback,
): Promise<{ session: string; returnTo: string }> {
  const { store, keys, clock } = deps;
  const again = { suggestion: 'Begin again from the page that you came from, in the same browser.' };
  const id = keys.hash('lookup', state ?? '');
  // Removed as it is read: of two who come with one state, one finds none.
  const [pending] = await store.as('server', (tx) => tx.remove('pending', { id, kind: 'sign-in' }));
  const isHere = pending && browser !== undefined && keys.matches('browser', browser, pending.browser);
  if (!isHere || pending.expires_at <= clock.now())
    throw clickUpError(
      'FORBIDDEN',
      'This sign-in was not begun in this browser, or longer than ten minutes ago',
      again,
    );
  if (!code) throw clickUpError('FORBIDDEN', 'ClickUp gave no access', again);
  const token = await exchangeCode(deps, code);
  const identity = await identityOf(deps, token);
  if (identity.workspaces.length === 0)
    throw clickUpError('FORBIDDEN', 'No Workspace was chosen', {
      suggestion: 'Sign in again and choose at least one.',
    });
  const session = await keep(deps, identity, token);
  for (const { id: tenant } of identity.workspaces)
    await deps.audit.record(tenant, 'sign_in', { person: identity.person.id });
  return { session, returnTo: String(pending.data.return_to ?? '/') };
}

/** Keeps the token once for each Workspace, sealed for that alone, and signs the browser in. */
async function keep(
  { store, keys, vault, clock }: Deps,
  { person, workspaces }: Identity,
  token: string,
): Promise<string> {
  const now = clock.now();
  const session = newSecret('session');
  await store.as('server', async (tx) => {
    await putPerson(tx, { ...person, created_at: now });
    for (const { id: tenant, name, role } of workspaces) {
      const fresh = { allow_links: false, open_links: false, write_deletes: false, created_at: now };
      if (!(await tx.insert('tenants', { id: tenant, name, ...fresh })))
        await tx.update('tenants', { id: tenant }, { name });
      const key = { tenant_id: tenant, person_id: person.id };
      const known = await findOne(tx, 'grants', key);
      const id = known?.id ?? randomUUID();
      const sealed = vault.seal(token, { tenant, row: id, column: 'token' });
      const now_ = {
        role,
        state: 'ok' as const,
        token: sealed,
        token_hash: keys.hash('lookup', token),
        updated_at: now,
      };
      if (known) await tx.update('grants', { id }, now_);
      else await tx.insert('grants', { id, ...key, ...now_, created_at: now });
    }
    await tx.insert('sessions', {
      id: keys.hash('lookup', session),
      person_id: person.id,
      created_at: now,
      expires_at: now + sessionMs,
    });
  });
  return session;
}

async function putPerson(tx: Tx, row: PersonRow): Promise<void> {
  const { id, name, email } = row;
  if (!(await tx.insert('people', row))) await tx.update('people', { id }, { name, email });
}

/** Who is signed in, and what they granted. */
export interface SignedIn {
  /** Hash of the cookie. */
  session: string;
  person: PersonRow;
  grants: GrantRow[];
}

export async function signedIn(
  { store, keys, clock }: Deps,
  cookie: string | undefined,
): Promise<SignedIn | undefined> {
  if (!cookie) return undefined;
  return store.as('server', async (tx) => {
    const session = await findOne(tx, 'sessions', { id: keys.hash('lookup', cookie) });
    if (!session || session.expires_at <= clock.now()) return undefined;
    const person = await findOne(tx, 'people', { id: session.person_id });
    if (!person) return undefined;
    const grants = await tx.find('grants', { person_id: person.id }, { by: 'created_at' });
    return { session: session.id, person, grants };
  });
}

/** Ends the session; the grants stay, for the agents that work with them. */
export async function signOut({ store, keys }: Deps, cookie: string): Promise<void> {
  await store.as('server', (tx) => tx.remove('sessions', { id: keys.hash('lookup', cookie) }));
}

/** Deletes our copy of a token and every way in that leads to it. ClickUp has no route to revoke it: the person removes the app there. */
export async function disconnect({ store, audit }: Deps, { id, tenant_id, person_id }: GrantRow): Promise<void> {
  await store.as({ tenant: tenant_id }, async (tx) => {
    for (const table of ['accesses', 'codes', 'refreshes', 'records', 'leases'] as const)
      await tx.remove(table, { grant_id: id });
    await tx.remove('grants', { id });
  });
  await audit.record(tenant_id, 'disconnect', { person: person_id, grant: id });
}
