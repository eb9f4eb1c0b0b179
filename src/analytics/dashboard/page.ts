import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { ErrorBody } from '../../runtime/errors.js';
import { type Html, shown } from '../charts/plots.js';
import type { Job } from '../rest/jobs.js';
import type { Card, Filters, Meta } from './cards/card.js';
import { style } from './style.js';
import type { Cell, Column, Table } from './table.js';

/** The one style is allowed by its hash; there is no script, and nothing of another origin. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export async function page(title: string, body: Html, status = 200): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
${body}
</body>
</html>`;
  return new Response(String(text), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

export const signInPage = (isWrong: boolean): Promise<Response> =>
  page(
    'Sign in',
    html`<main class="narrow"><form class="card" method="post" action="/dashboard/sign-in"><h1>ClickUp analytics</h1>
<p>This server shows its figures to those who have its token, MCP_HTTP_TOKEN.</p>
${isWrong && html`<p class="note" role="alert">That is not the token.</p>`}
<p><label>Token <input name="token" type="password" autocomplete="current-password" required></label></p>
<p><button class="main">Sign in</button></p></form></main>`,
    isWrong ? 403 : 200,
  );

/** A card with its answer, or with what kept it from one. */
export interface Shown {
  card: Card;
  meta?: Meta;
  view?: ReturnType<Card['show']>;
  sql?: string[];
  error?: ErrorBody;
}

/** What the filters offer. */
export interface Choices {
  /** Undefined before the first sync. */
  workspace?: { name: string; synced_at: string | null; time_zone: string } | undefined;
  places: string[];
  people: { id: number; name: string }[];
}

const periods = [
  ['today', 'Today'],
  ['yesterday', 'Yesterday'],
  ['this_week', 'This week'],
  ['last_week', 'Last week'],
  ['this_month', 'This month'],
  ['last_month', 'Last month'],
  ['last_30_days', 'Last 30 days'],
  ['last_90_days', 'Last 90 days'],
  ['this_quarter', 'This quarter'],
  ['last_quarter', 'Last quarter'],
  ['this_year', 'This year'],
] as const;

export interface Dashboard {
  filters: Filters;
  /** The same as a query. */
  query: string;
  choices: Choices;
  cards: Shown[];
  job: Job | undefined;
}

export function dashboardPage({ filters, query, choices, cards, job }: Dashboard): Promise<Response> {
  const { workspace } = choices;
  const [first] = cards;
  // What is wrong with the filters is wrong with all of it.
  const error = cards.every((each) => each.error?.message === first?.error?.message) ? first?.error : undefined;
  return page(
    `${workspace?.name ?? 'ClickUp'} analytics`,
    html`<header>
<div class="top"><div><h1>${workspace?.name ?? 'ClickUp'} analytics</h1>
<p class="dim">${workspace?.synced_at ? html`Synced <time datetime="${workspace.synced_at}">${workspace.synced_at.slice(0, 16).replace('T', ' ')}</time>, days of ${workspace.time_zone}.` : 'Nothing was synced yet.'} ${job && jobText(job)}</p></div>
<form method="post" action="/dashboard/sync?${query}"><button>Sync now</button></form></div>
${filterForm(filters, choices)}
</header>
${error ? html`<main><section class="card wide">${errorPart(error)}</section></main>` : html`<main>${cards.map((each) => cardPart(each, filters, query))}</main>`}
<footer class="dim"><p>Time is that of who tracked it, cut to the period and at local midnight. Each figure is the answer of a tool, named below it.</p></footer>`,
  );
}

function jobText({ kind, state, progress, error }: Job): string {
  if (state === 'failed') return `The last sync of ${kind} failed: ${error?.message}.`;
  if (state === 'done') return '';
  return `A sync of ${kind} is ${state}${progress ? `: ${progress}` : ''}; load the page again to see it.`;
}

function filterForm({ period, scope, person }: Filters, { places, people }: Choices): Html {
  const words = periods.map(([word]): string => word);
  const chosen = (is: boolean) => (is ? raw(' selected') : '');
  return html`<form class="filters" method="get" action="/dashboard">
<label>Period <input name="period" list="periods" value="${period}" autocomplete="off" title="Words such as last_week, 2026-11, or 2026-11-01..2026-11-15"></label>
<datalist id="periods">${words.map((word) => html`<option value="${word}">`)}</datalist>
<label>Space, Folder, List or project <input name="scope" list="places" value="${scope ?? ''}" placeholder="Everything" autocomplete="off"></label>
<datalist id="places">${places.map((path) => html`<option value="${path}">`)}</datalist>
<label>Person <select name="person"><option value="">Everybody</option>${people.map(
    ({ id, name }) => html`<option value="${id}"${chosen(id === person)}>${name}</option>`,
  )}</select></label>
<button class="main">Show</button></form>`;
}

const errorPart = ({ message, suggested_action }: ErrorBody): Html =>
  html`<p class="note" role="alert">${message}. ${suggested_action}</p>`;

function cardPart({ card, meta, view, sql = [], error }: Shown, filters: Filters, query: string): Html {
  const { id, title, tool, isWide } = card;
  const ignored = (['period', 'person'] as const).filter(
    (name) => filters[name] !== undefined && !card.follows.includes(name),
  );
  return html`<section class="card${isWide ? ' wide' : ''}" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${error && errorPart(error)}
${
  view &&
  html`<p>${view.summary}</p>
<p class="dim">${meta?.scope.name}${meta?.period && `, ${meta.period.from} to ${meta.period.to}`}${ignored.length > 0 && `; as it stands now, whatever the ${ignored.join(' and ')}`}</p>
${meta?.warnings?.map((warning) => html`<p class="note">${warning}</p>`)}
${view.table.rows.length > 0 && view.chart}
${!view.chart && tablePart(view.table, title)}
<div class="links">${view.chart && !view.isShown && html`<details><summary>Table</summary>${tablePart(view.table, title)}</details>`}
<details><summary>SQL</summary>${sql.map((statement) => html`<pre tabindex="0">${statement}</pre>`)}</details>
<a href="/dashboard/${id}.csv?${query}" download>CSV</a> <a href="/dashboard/${id}.xlsx?${query}" download>XLSX</a>
<span class="dim">${tool}</span></div>`
}
</section>`;
}

/** More rows than these are for downloads. */
const mostRows = 200;

function tablePart({ columns, rows }: Table, title: string): Html | '' {
  if (rows.length === 0) return '';
  const seen = columns.filter(({ isDetail }) => !isDetail);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}, table"><table class="data">
<thead><tr>${seen.map(({ label, decimals }) => html`<th scope="col"${decimals === undefined ? '' : raw(' class="n"')}>${label}</th>`)}</tr></thead>
<tbody>${rows.slice(0, mostRows).map((row) => html`<tr>${seen.map((column) => cellPart(column, row))}</tr>`)}</tbody></table></div>
${rows.length > mostRows && html`<p class="dim">${mostRows} of ${shown(rows.length)} rows; the downloads have all.</p>`}`;
}

function cellPart({ key, decimals, link, isShort }: Column, row: Record<string, Cell>): Html {
  const value = row[key] ?? null;
  if (link) return html`<td><a href="${link(row)}" rel="noreferrer">${value}</a></td>`;
  if (decimals === undefined) return html`<td${isShort ? raw(' class="short"') : ''}>${value ?? ''}</td>`;
  return html`<td class="n">${typeof value === 'number' ? shown(value, decimals) : (value ?? '')}</td>`;
}
