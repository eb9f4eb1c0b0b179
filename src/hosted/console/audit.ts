import { html } from 'hono/html';
import { isPlainObject } from '../../runtime/plain-object.js';
import { type AuditQuery, auditLine, firstOf, searchAudit } from '../audit/search.js';
import type { AuditRow } from '../store/rows.js';
import { at, frame, moment } from './frame.js';
import { accessNamesOf, namesOf } from './names.js';
import type { Room } from './visit.js';

const dayMs = 86_400_000;
const shown = 50;

const day = (text: string): number | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) : undefined;

/** What the address of the page asks for; what it says wrongly is left out. */
function queryOf(query: URLSearchParams): AuditQuery {
  const text = (name: string) => query.get(name)?.trim() || undefined;
  const to = day(text('to') ?? '');
  const before = Number(text('before'));
  return {
    event: text('event'),
    text: text('text')?.slice(0, 200),
    from: day(text('from') ?? ''),
    to: to === undefined ? undefined : to + dayMs,
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
  };
}

/** Events by name, for a list to choose from; others can be looked for as text. */
const events = [
  'sign_in',
  'disconnect',
  'link_created',
  'link_narrowed',
  'link_rotated',
  'link_revoked',
  'key_created',
  'key_narrowed',
  'key_rotated',
  'key_revoked',
  'api_created',
  'api_revoked',
  'new_country',
  'new_client',
  'consent',
  'consent_revoked',
  'token_reuse',
  'call_intended',
  'call_ended',
  'settings_changed',
  'links_allowed',
  'grant_needs_reauth',
  'grant_unreadable',
];

interface Names {
  person(id: string): string;
  access(id: string): string;
}

/** A value as it is read: people, links, keys and apps by name, lists and objects without what is empty. */
function wordOf(name: string, value: unknown, { person, access }: Names): string {
  if (name === 'actor' || name === 'person') return person(String(value));
  if (name === 'access') return access(String(value));
  if (Array.isArray(value)) return value.join(', ');
  if (!isPlainObject(value)) return String(value);
  const kept = Object.entries(value).filter(([, each]) => !(Array.isArray(each) && each.length === 0));
  return kept.map(([key, each]) => `${key}: ${Array.isArray(each) ? each.join(', ') : String(each)}`).join('; ');
}

const wordsOf = ({ data }: AuditRow, names: Names) =>
  Object.entries(data)
    .filter(([name]) => name !== 'arguments')
    .map(([name, value]) => html`<span class="soft">${name}</span> <code>${wordOf(name, value, names)}</code> `);

/** The audit log of the Workspace, newest first, with what to look for. */
export async function auditPage(room: Room): Promise<Response> {
  const { deps, who, query, isAdmin } = room;
  const wanted = queryOf(query);
  const { rows, more } = await firstOf(searchAudit(deps, who, wanted), shown);
  const ids = (...keys: string[]) =>
    [...new Set(rows.flatMap(({ data }) => keys.map((key) => data[key])))].filter((id) => typeof id === 'string');
  const names: Names = {
    person: await namesOf(deps, ids('actor', 'person')),
    access: await accessNamesOf(deps, who.tenant.id, ids('access')),
  };
  const given = (name: string) => query.get(name) ?? '';
  const link = (path: string, extra: Record<string, string> = {}) => {
    const kept = ['event', 'text', 'from', 'to'].flatMap((name) => (given(name) ? [[name, given(name)]] : []));
    return `${at(room, path)}?${new URLSearchParams([...kept, ...Object.entries(extra)] as [string, string][])}`;
  };
  return frame(room, {
    title: 'Audit',
    tab: 'audit',
    body: html`<div class="head"><h1>Audit</h1><a class="button plain" href="${link('audit.jsonl')}">Export as JSON lines</a></div>
<p class="soft">${isAdmin ? 'All that was done in this Workspace through this server.' : 'What you did in this Workspace; owners and admins see everything.'} <code>clickup-hosted audit verify</code> proves that nothing was changed.</p>
<form method="get" class="filter card"><label>Event<select name="event"><option value="">All</option>${events.map(
      (event) =>
        html`<option value="${event}"${event === wanted.event ? ' selected' : ''}>${event.replaceAll('_', ' ')}</option>`,
    )}</select></label>
<label>Text<input type="search" name="text" value="${given('text')}" placeholder="id, tool, outcome"></label>
<label>From<input type="date" name="from" value="${given('from')}"></label>
<label>To<input type="date" name="to" value="${given('to')}"></label>
<div class="actions"><button>Search</button><a href="${at(room, 'audit')}">Clear</a></div></form>
${
  rows.length === 0
    ? html`<p>Nothing fits.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Entries"><table class="stack"><thead><tr><th scope="col" class="number">No.</th><th scope="col">When</th><th scope="col">Event</th><th scope="col">What</th></tr></thead><tbody>${rows.map(
        (row) =>
          html`<tr><td class="number">${row.seq}</td><td>${moment(row.at)}</td><th scope="row">${row.event.replaceAll('_', ' ')}</th><td class="small">${wordsOf(row, names)}</td></tr>`,
      )}</tbody></table></div>`
}
${more ? html`<p><a href="${link('audit', { before: String(rows.at(-1)!.seq) })}">Older entries</a></p>` : ''}`,
  });
}

/** The same entries as a file, one object a line, as they are read. */
export function auditExport(room: Room): Response {
  const rows = searchAudit(room.deps, room.who, queryOf(room.query));
  const encoder = new TextEncoder();
  const lines = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await rows.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(auditLine(value)));
    },
    cancel: async () => {
      await rows.return(undefined);
    },
  });
  return new Response(lines, {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': `attachment; filename="audit-${room.who.tenant.id}.jsonl"`,
    },
  });
}
