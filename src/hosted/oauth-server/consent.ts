import { html } from 'hono/html';
import { newSecret } from '../access/secret.js';
import type { Deps } from '../deps.js';
import { type Html, page } from '../pages/page.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import type { GrantRow, TenantRow } from '../store/rows.js';
import { findOne } from '../store/store.js';
import type { Authorization } from './authorization.js';
import { formTargetOf } from './redirect-uris.js';
import { scopes } from './scopes.js';
import { issueCode } from './tokens.js';

/** A request for consent that waits, in one browser. */
export interface Waiting {
  authorization: Authorization;
  /** The scopes that the person agreed to before they signed in. */
  agreed?: string[];
}

const consentMs = 600_000;

/** Keeps a request until the person has decided; gives the name by which the page refers to it. */
export async function waitForConsent(
  { store, keys, clock }: Deps,
  authorization: Authorization,
  browser: string,
): Promise<string> {
  const request = newSecret('session');
  await store.as('server', (tx) =>
    tx.insert('pending', {
      id: keys.hash('lookup', request),
      kind: 'consent',
      browser: keys.hash('browser', browser),
      data: { authorization },
      expires_at: clock.now() + consentMs,
    }),
  );
  return request;
}

/** The request of that name, if it was begun in this browser and lately. */
export async function waitingOf(
  { store, keys, clock }: Deps,
  request: string,
  browser: string | undefined,
): Promise<Waiting | undefined> {
  const row = await store.as('server', (tx) =>
    findOne(tx, 'pending', { id: keys.hash('lookup', request), kind: 'consent' }),
  );
  const isHere = row && browser !== undefined && keys.matches('browser', browser, row.browser);
  return isHere && row.expires_at > clock.now() ? (row.data as unknown as Waiting) : undefined;
}

/** Notes what was agreed to, for when the person comes back from ClickUp. */
export const noteAgreed = (
  { store, keys }: Deps,
  request: string,
  waiting: Waiting,
  agreed: string[],
): Promise<unknown> =>
  store.as('server', (tx) =>
    tx.update('pending', { id: keys.hash('lookup', request) }, { data: { ...waiting, agreed } }),
  );

/** Ends a request; of two answers to it one is told that it came too late. */
export const endWaiting = async ({ store, keys }: Deps, request: string): Promise<boolean> =>
  (await store.as('server', (tx) => tx.remove('pending', { id: keys.hash('lookup', request) }))).length > 0;

/** Keeps the consent and makes the code. */
export async function grantConsent(
  deps: Deps,
  { authorization, agreed }: { authorization: Authorization; agreed: string[] },
  grant: GrantRow,
): Promise<string> {
  const { store, clock, audit } = deps;
  const { tenant_id, person_id } = grant;
  const { clientId: client_id, clientName: client_name } = authorization;
  const key = { tenant_id, person_id, client_id };
  await store.as({ tenant: tenant_id }, async (tx) => {
    const row = { ...key, client_name, scopes: agreed, created_at: clock.now() };
    if (!(await tx.insert('consents', row))) await tx.update('consents', key, { client_name, scopes: agreed });
  });
  await audit.record(tenant_id, 'consent', { person: person_id, client: client_id, scopes: agreed });
  return issueCode(deps, grant, authorization, agreed);
}

interface ConsentPage {
  request: string;
  waiting: Waiting;
  token: Html;
  /** Who is signed in, if somebody is, and the Workspaces they may choose from. */
  signedIn: SignedIn | undefined;
  tenants: readonly TenantRow[];
  authOrigin: string;
}

/** Asks a person, before anything else happens, whether a client may act for them, as what, and where its answer goes. */
export function consentPage({
  request,
  waiting,
  token,
  signedIn,
  tenants,
  authOrigin,
}: ConsentPage): Promise<Response> {
  const { authorization, agreed } = waiting;
  const { clientId, clientName, redirectUri } = authorization;
  const { host, protocol } = new URL(redirectUri);
  const target = formTargetOf(redirectUri);
  const ticked = agreed ?? authorization.scopes;
  const workspaces = (signedIn?.grants ?? []).flatMap(({ id, tenant_id }) => {
    const tenant = tenants.find((each) => each.id === tenant_id);
    return tenant ? [{ id, name: tenant.name }] : [];
  });
  return page({
    title: `${clientName} asks for access`,
    formTargets: [target, authOrigin],
    body: html`<main class="narrow">
<h1>${clientName} asks for access to ClickUp</h1>
<p>The app chose this name itself. Check that you started this, and where the answer goes:</p>
<p><code>${host || protocol}</code>${/^https:/.test(clientId) ? html` &middot; described at <code>${new URL(clientId).host}</code>` : ''}</p>
${protocol === 'http:' ? html`<p class="note">The answer goes to a program on your machine; any program there could have sent this request.</p>` : ''}
<form method="post" action="/oauth/decision">${token}
<input type="hidden" name="request" value="${request}">
<fieldset><legend>It may</legend>${authorization.scopes.map(
      (scope) =>
        html`<label class="tick"><input type="checkbox" name="scope" value="${scope}"${ticked.includes(scope) ? ' checked' : ''}> <span>${scopes[scope]?.words}</span></label>`,
    )}</fieldset>
${
  workspaces.length > 0
    ? html`<fieldset><legend>In the Workspace</legend>${workspaces.map(
        ({ id, name }, at) =>
          html`<label class="tick"><input type="radio" name="grant" value="${id}"${at === 0 ? ' checked' : ''} required> <span>${name}</span></label>`,
      )}</fieldset><p>You are signed in as ${signedIn?.person.name}.</p>`
    : html`<p>You sign in with ClickUp next.</p>`
}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" class="plain" formnovalidate>Deny</button>
</form></main>`,
  });
}
