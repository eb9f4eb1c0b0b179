import { html } from 'hono/html';
import type { ListedTool } from '../../runtime/tool.js';
import type { Made } from '../access/accesses.js';
import { methods } from '../access/methods.js';
import { lifetimes } from '../access/read-request.js';
import { tags } from '../access/tags.js';
import { type Html, page } from '../pages/page.js';
import { roles } from '../sign-in/clickup-oauth.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import type { AccessRow, AuditRow, GrantRow, TenantRow } from '../store/rows.js';

/** What every page of somebody who is signed in has. */
export interface Shell {
  signedIn: SignedIn;
  /** The field that each form carries. */
  token: Html;
}

/** One account, with what leads to it. */
export interface Account extends Shell {
  grant: GrantRow;
  tenant: TenantRow;
}

export const isAdmin = ({ role }: Pick<GrantRow, 'role'>): boolean => role <= roles.admin;

const moment = (at: number | null): Html =>
  at === null
    ? html`never`
    : html`<time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`;

const states: Readonly<Record<GrantRow['state'], string>> = {
  ok: 'Connected',
  needs_reauth: 'Ended at ClickUp: sign in again',
  unreadable: 'Unreadable: sign in again',
};

const shell = ({ signedIn, token }: Shell, title: string, content: Html, status = 200): Promise<Response> =>
  page({
    title,
    status,
    body: html`<header><strong><a href="/console">ClickUp, hosted</a></strong><span>${signedIn.person.name}</span>
<form class="inline" method="post" action="/sign-out">${token}<button class="plain">Sign out</button></form></header>
<main><h1>${title}</h1>${content}</main>`,
  });

/** For who is not signed in. */
export const welcomePage = (): Promise<Response> =>
  page({
    title: 'ClickUp, hosted',
    body: html`<main><h1>ClickUp, hosted</h1>
<p>Sign in with ClickUp once, and give each agent its own way in: one that can do less than you, and ends by itself.</p>
<p><a href="/oauth/clickup/authorize?return_to=/console">Sign in with ClickUp</a></p></main>`,
  });

export function accountsPage(shown: Shell, tenants: readonly TenantRow[]): Promise<Response> {
  const { grants } = shown.signedIn;
  const rows = grants.map(({ id, tenant_id, state, updated_at }) => {
    const name = tenants.find((tenant) => tenant.id === tenant_id)?.name ?? tenant_id;
    return html`<tr><td><a href="/console/accounts/${id}">${name}</a></td><td>${states[state]}</td><td>${moment(updated_at)}</td></tr>`;
  });
  return shell(
    shown,
    'Your accounts',
    html`<div class="scroll"><table><thead><tr><th scope="col">Workspace</th><th scope="col">State</th><th scope="col">Signed in</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p><a href="/oauth/clickup/authorize?return_to=/console">Connect another Workspace, or sign in again</a></p>`,
  );
}

const kindWords: Readonly<Record<AccessRow['kind'], string>> = {
  link: 'Link',
  key: 'Key',
  oauth: 'Client',
  api: 'Management token',
};

/** What is asked for, as a form; `given` fills it again. */
export interface Wanted {
  kind: string;
  name: string;
  methods: readonly string[];
  tags: readonly string[];
  spaces: string;
  days: string;
  secondFactor: boolean;
}

export interface AccountView extends Account {
  accesses: readonly AccessRow[];
  wanted: Wanted;
  /** What the form would list, or why it cannot be. */
  preview?: { tools: readonly ListedTool[] } | { problem: string } | undefined;
  /** For admins. */
  audit: readonly AuditRow[];
}

export function accountPage(view: AccountView): Promise<Response> {
  const { grant, tenant, token, accesses, audit } = view;
  const at = `/console/accounts/${grant.id}`;
  const button = (action: string, words: string, fields: Readonly<Record<string, string>>, look = 'danger') =>
    html`<form class="inline" method="post" action="${at}/${action}">${token}${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
    )}<button class="${look}">${words}</button></form>`;
  const rows = accesses.map(
    (row) => html`<tr><td>${row.name}</td><td>${kindWords[row.kind]} &hellip;${row.last4}</td>
<td>${row.config.methods.join(', ')}${row.config.tags.length > 0 ? html`<br>${row.config.tags.join(', ')}` : ''}</td>
<td>${moment(row.expires_at)}</td><td>${row.use_count}<br>${moment(row.last_used_at)}</td>
<td>${button('revoke', 'Revoke', { id: row.id })}</td></tr>`,
  );
  return shell(
    view,
    tenant.name,
    html`<p>${states[grant.state]}.</p>
<h2>Ways in</h2>
${
  rows.length === 0
    ? html`<p>There is none yet.</p>`
    : html`<div class="scroll"><table><thead><tr><th scope="col">For</th><th scope="col">Kind</th><th scope="col">May</th><th scope="col">Until</th><th scope="col">Calls</th><th scope="col">End it</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
${wizard(view, at)}
${
  isAdmin(grant)
    ? html`<h2>The Workspace</h2>
<p>Links are ${tenant.allow_links ? 'on' : 'off'}. The address of a link is its proof: it ends up in histories and logs.
${button('links', tenant.allow_links ? 'Switch links off, and end all' : 'Switch links on', { allow: tenant.allow_links ? 'no' : 'yes' }, tenant.allow_links ? 'danger' : 'plain')}</p>
<h2>What was done</h2>
<p><a href="${at}/audit.jsonl">All of it, as JSON lines</a></p>
<div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Details</th></tr></thead><tbody>${audit.map(
        ({ at: when, event, data }) =>
          html`<tr><td>${moment(when)}</td><td>${event}</td><td><details><summary>Details</summary><code>${JSON.stringify(data)}</code></details></td></tr>`,
      )}</tbody></table></div>`
    : ''
}
<h2>Disconnect</h2>
<p>Deletes our copy of the ClickUp token, and every way in. In ClickUp itself remove the app under Settings &gt; Apps.
${button('disconnect', 'Disconnect', {})}</p>`,
  );
}

const methodWords: Readonly<Record<string, string>> = {
  read: 'read: get and list',
  write: 'write: create and update',
  admin: 'admin: decide who may see or do what',
};

const checkboxes = (
  name: string,
  all: readonly string[],
  chosen: readonly string[],
  words: Readonly<Record<string, string>> = {},
): Html =>
  html`${all.map((each) => html`<label><input type="checkbox" name="${name}" value="${each}"${chosen.includes(each) ? ' checked' : ''}> ${words[each] ?? each}</label>`)}`;

function wizard({ token, tenant, wanted, preview }: AccountView, at: string): Html {
  const kinds = [...(tenant.allow_links ? ['link'] : []), 'key', 'api'] as const;
  const words = {
    link: 'Link: an address that is its own proof',
    key: 'Key: sent as a header',
    api: 'Management token: makes links and keys, reaches no ClickUp',
  };
  return html`<h2>A new way in</h2>
${preview && 'problem' in preview ? html`<p role="alert" class="note">${preview.problem}</p>` : ''}
${preview && 'tools' in preview ? previewOf(preview.tools) : ''}
<form method="post" action="${at}/new">${token}
<label>For whom <input type="text" name="name" required maxlength="100" value="${wanted.name}"></label>
<fieldset><legend>Kind</legend>${kinds.map(
    (kind) =>
      html`<label><input type="radio" name="kind" value="${kind}"${wanted.kind === kind ? ' checked' : ''} required> ${words[kind as 'key']}</label>`,
  )}</fieldset>
<fieldset><legend>It may</legend>${checkboxes(
    'methods',
    methods.filter((each) => each !== 'custom'),
    wanted.methods,
    methodWords,
  )}</fieldset>
<details${wanted.tags.length > 0 ? ' open' : ''}><summary>With which tools (the standard ones)</summary><fieldset><legend>Tags</legend>${checkboxes('tags', Object.keys(tags), wanted.tags)}</fieldset></details>
<label>Only in these Spaces, with commas between (all) <input type="text" name="spaces" value="${wanted.spaces}"></label>
<label>Days (at most ${lifetimes.mostDays}) <input type="number" name="days" min="1" max="${lifetimes.mostDays}" value="${wanted.days}" required></label>
<label><input type="checkbox" name="second" value="yes"${wanted.secondFactor ? ' checked' : ''}> A link wants a key too</label>
<button name="do" value="make">Make it</button> <button name="do" value="preview" class="plain">Show its tools</button>
</form>`;
}

/** What a model will be told, and about what that costs: four characters are about a token. */
const previewOf = (tools: readonly ListedTool[]): Html =>
  html`<div class="note"><p>It will list ${tools.length} tools, about ${Math.ceil(JSON.stringify(tools).length / 4)} tokens:</p>
<ul>${tools.map(({ name, annotations }) => html`<li><code>${name}</code> ${annotations.title}</li>`)}</ul></div>`;

/** The only page that shows a secret. */
export function madePage(account: Account, { row, secret }: Made, publicUrl: string): Promise<Response> {
  const shown = row.kind === 'link' ? `${publicUrl}/mcp/k/${secret}` : secret;
  return shell(
    account,
    `${kindWords[row.kind]} for ${row.name}`,
    html`<p>It is shown this once. Copy it now:</p><p class="secret" tabindex="0">${shown}</p>
${row.kind === 'key' ? html`<p>Send it as <code>Authorization: Bearer</code> to <code>${publicUrl}/mcp</code>.</p>` : ''}
${row.kind === 'api' ? html`<p>Send it as <code>Authorization: Bearer</code> to <code>${publicUrl}/integrated-account/${row.grant_id}/mcp</code>.</p>` : ''}
<p><a href="/console/accounts/${row.grant_id}">Back</a></p>`,
    201,
  );
}
