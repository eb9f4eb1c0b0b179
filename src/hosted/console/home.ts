import { html } from 'hono/html';
import type { Html } from '../pages/page.js';
import { sessionsOf } from '../sign-in/sessions.js';
import type { GrantState } from '../store/rows.js';
import { at, frame, guarded, moment } from './frame.js';
import type { Visit } from './visit.js';

const states: Readonly<Record<GrantState, { kind: string; words: string; help?: string }>> = {
  ok: { kind: 'good', words: 'Connected' },
  needs_reauth: {
    kind: 'warn',
    words: 'Sign in again',
    help: 'ClickUp no longer accepts the token; perhaps the app was removed there.',
  },
  unreadable: {
    kind: 'bad',
    words: 'Unreadable',
    help: 'The token cannot be decrypted; perhaps a key of the server is missing. Signing in again replaces it.',
  },
};

export function stateBadge(state: GrantState): Html {
  const { kind, words } = states[state];
  return html`<span class="badge ${kind}">${words}</span>`;
}

/** Workspaces with the state of what was granted, and the browsers that are signed in. */
export async function homePage(visit: Visit): Promise<Response> {
  const { workspaces, deps, signedIn, token } = visit;
  const sessions = await sessionsOf(deps, signedIn.person.id);
  const cards = workspaces.map((who) => {
    const { tenant, grant } = who;
    const { help } = states[grant.state];
    return html`<section class="card"><div class="head"><h2>${tenant.name}</h2>${stateBadge(grant.state)}</div>
${help ? html`<p class="note warn">${help}</p>` : ''}
<dl class="list"><dt>Workspace</dt><dd><code>${tenant.id}</code></dd><dt>Account</dt><dd><code>${grant.id}</code></dd><dt>Signed in</dt><dd>${moment(grant.updated_at)}</dd></dl>
<p class="actions"><a class="button" href="${at({ who }, 'ways')}">Links and keys</a>${
      grant.state === 'ok'
        ? ''
        : html`<a class="button plain" href="/oauth/clickup/authorize?return_to=%2Fconsole">Sign in again</a>`
    }</p>
${guarded(visit, {
  action: at({ who }, 'disconnect'),
  label: 'Disconnect...',
  warning:
    'Deletes the token that this server keeps, with every link, key and app that uses it. ClickUp itself lists the app until you remove it there.',
  confirm: `Disconnect ${tenant.name}`,
})}</section>`;
  });
  return frame(visit, {
    title: 'Workspaces',
    tab: 'home',
    body: html`<div class="head"><h1>Workspaces</h1><a class="button" href="/oauth/clickup/authorize?return_to=%2Fconsole">Connect a Workspace</a></div>
${cards.length > 0 ? cards : html`<p>None is connected. Connect one to make links and keys for it.</p>`}
<h2>Browsers that are signed in</h2>
<div class="scroll"><table><thead><tr><th scope="col">Since</th><th scope="col">Until</th><th scope="col">End it</th></tr></thead><tbody>${sessions.map(
      ({ id, created_at, expires_at }) =>
        html`<tr><td>${moment(created_at)}</td><td>${moment(expires_at)}</td><td>${
          id === signedIn.session
            ? html`<span class="badge">this one</span>`
            : html`<form method="post" action="/console/sessions/end">${token}<input type="hidden" name="session" value="${id}"><button class="danger small" aria-label="Sign out the browser of ${new Date(created_at).toISOString().slice(0, 16)}">Sign out</button></form>`
        }</td></tr>`,
    )}</tbody></table></div>
<form method="post" action="/console/sessions/end"><p>${token}<button class="plain">Sign out everywhere</button></p></form>`,
  });
}
