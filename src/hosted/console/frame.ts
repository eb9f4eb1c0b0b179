import { html } from 'hono/html';
import { type Html, page } from '../pages/page.js';
import type { Room, Visit } from './visit.js';

/** The pages of a Workspace, in the order of their tabs. */
const tabs = [
  ['ways', 'Links and keys'],
  ['clients', 'Apps'],
  ['usage', 'Usage'],
  ['audit', 'Audit'],
  ['settings', 'Settings'],
] as const;

export type Tab = (typeof tabs)[number][0] | 'home' | 'operators';

export interface Framed {
  title: string;
  tab: Tab;
  body: Html;
  status?: number;
  script?: string;
}

/** The path of a page of a Workspace. */
export const at = ({ who }: Pick<Room, 'who'>, path: string): string => `/console/${who.tenant.id}/${path}`;

/** A page of the console: where one is, where one can go, and who one is. */
export function frame(visit: Visit, { title, tab, body, ...rest }: Framed): Promise<Response> {
  const { who, signedIn, isOperator, token } = visit;
  const current = (name: string) => (name === tab ? html` aria-current="page"` : '');
  return page({
    title: `${title} - ClickUp tools`,
    ...rest,
    body: html`<a class="skip" href="#main">Skip to the content</a>
<header><div class="bar"><strong><a href="/console">ClickUp tools</a></strong>
${who ? html`<span class="badge">${who.tenant.name}</span>` : ''}<span class="soft">${signedIn.person.name}</span>
<form class="inline" method="post" action="/sign-out">${token}<button class="plain small">Sign out</button></form></div>
<nav class="tabs" aria-label="Console"><a href="/console"${current('home')}>Workspaces</a>${
      who ? tabs.map(([path, name]) => html`<a href="${at({ who }, path)}"${current(path)}>${name}</a>`) : ''
    }${isOperator ? html`<a href="/console/operators"${current('operators')}>Server</a>` : ''}</nav></header>
<main id="main">
${body}
</main>`,
  });
}

/** The page for who is not signed in. */
export const signInPage = (returnTo: string): Promise<Response> =>
  page({
    title: 'Sign in - ClickUp tools',
    status: returnTo === '/console' ? 200 : 401,
    body: html`<main class="narrow"><div class="card"><h1>ClickUp for agents</h1>
<p>Sign in once with ClickUp, and give each agent its own way in: one that can do less than you, ends by itself, and can be taken back.</p>
<p><a class="button" href="/oauth/clickup/authorize?${new URLSearchParams({ return_to: returnTo }).toString()}">Sign in with ClickUp</a></p>
<p class="soft small">ClickUp asks which Workspaces this server may use. Your token stays on this server, encrypted; agents never get it.</p></div></main>`,
  });

/** A moment as all pages show it. */
export const moment = (at: number | null, otherwise = 'never'): Html | string => {
  if (at === null) return otherwise;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
};

/** Something that is not undone: it takes a second click. */
export const guarded = (
  { token }: Pick<Visit, 'token'>,
  { action, label, warning, confirm }: { action: string; label: string; warning: string; confirm: string },
): Html => html`<details><summary>${label}</summary><p>${warning}</p>
<form method="post" action="${action}">${token}<button class="danger">${confirm}</button></form></details>`;
