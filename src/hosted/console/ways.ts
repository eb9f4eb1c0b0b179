import { html } from 'hono/html';
import { getAccess, linkPath, listAccesses, type Made } from '../access/accesses.js';
import { grantsSeenBy, managingAccess } from '../access/managing.js';
import { previewOf } from '../access/preview.js';
import { noticesFor } from '../access/sightings.js';
import type { Html } from '../pages/page.js';
import type { AccessRow, GrantRow } from '../store/rows.js';
import { at, frame, guarded, moment } from './frame.js';
import { namesOf } from './names.js';
import { script } from './script.js';
import { snippetsFor } from './snippets.js';
import type { Room } from './visit.js';
import { previewBlock } from './wizard.js';

const kinds = { link: 'Link', key: 'Key', api: 'Management token', oauth: 'App' } as const;

const mayDo = ({ kind, config }: AccessRow): string => {
  if (kind === 'api') return 'manage links and keys';
  const { methods, tags, spaces, folders, lists, ips } = config;
  const places = [...spaces, ...folders, ...lists];
  return [
    methods.join(', '),
    tags.length > 0 ? tags.map((tag) => tag.replaceAll('_', ' ')).join(', ') : 'standard tools',
    ...(places.length > 0 ? [`in ${places.join(', ')}`] : []),
    ...(ips ? [`from ${ips.join(', ')}`] : []),
  ].join('; ');
};

/** What a link wants besides its address. */
const besides = ({ config: { second } }: AccessRow): 'key' | 'app' | 'certificate' => {
  if (second === undefined) return 'key';
  return second === 'oauth' ? 'app' : 'certificate';
};

const howShown = {
  key: 'a key of the Workspace, as Authorization: Bearer cuk_...',
  app: 'the access token of an app that was let in, as Authorization: Bearer; clients that can open a browser get one by themselves',
  certificate: 'the client certificate of that fingerprint, in the TLS connection to the proxy',
} as const;

const ends = (room: Room, { expires_at }: AccessRow): Html | string =>
  expires_at !== null && expires_at <= room.deps.clock.now()
    ? html`<span class="badge bad">expired</span>`
    : moment(expires_at);

/** Links, keys and management tokens of everybody whose they are to see. */
export async function waysPage(room: Room): Promise<Response> {
  const { deps, who, token } = room;
  const grants = await grantsSeenBy(deps, who);
  const names = await namesOf(
    deps,
    grants.map(({ person_id }) => person_id),
  );
  const own = grants.filter(({ id }) => id === who.grant.id);
  const others = grants.filter(({ id }) => id !== who.grant.id);
  const sections = await Promise.all([...own, ...others].map((grant) => waysOf(room, grant, names(grant.person_id))));
  const notices = await noticesFor(deps, who);
  return frame(room, {
    title: 'Links and keys',
    tab: 'ways',
    body: html`<div class="head"><h1>Links and keys</h1><a class="button" href="${at(room, 'ways/new')}">New link or key</a></div>
<p class="soft">Clients that can open a browser need none of these: give them <code>${deps.settings.publicUrl}/mcp</code> and they ask you.</p>
${notices.map(
  ({ at: when, event, data }) =>
    html`<p class="note warn">${String(data.name)} is used ${event === 'new_country' ? 'from a new country' : 'by a new client'}, <code>${String(data.country ?? data.client)}</code>, since ${moment(when)}. If that is none of yours, <a href="${at(room, `ways/${String(data.access)}`)}">revoke it</a>.</p>`,
)}
${sections}
<details class="card"><summary>New management token</summary><p>For programs that make links and keys by API. It reaches nothing in ClickUp, and does not end by itself.</p>
<form method="post" action="${at(room, 'tokens')}">${token}<label>Name<input type="text" name="name" maxlength="100" required></label><button>Create token</button></form></details>`,
  });
}

async function waysOf(room: Room, grant: GrantRow, name: string): Promise<Html> {
  const managing = { ...room.who, grant };
  const lists = await Promise.all(
    (['link', 'key', 'api'] as const).map((kind) => listAccesses(room.deps, managing, kind)),
  );
  const rows = lists.flat();
  const isOwn = grant.id === room.who.grant.id;
  if (rows.length === 0) return isOwn ? html`<p>There is none yet.</p>` : html``;
  return html`<h2>${isOwn ? 'Yours' : name}</h2><div class="scroll"><table class="stack"><thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">May</th><th scope="col" class="number">Calls</th><th scope="col">Last used</th><th scope="col">Ends</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row"><a href="${at(room, `ways/${row.id}`)}">${row.name}</a></th><td>${kinds[row.kind]} <span class="soft">...${row.last4}</span>${
        row.second_factor ? html` <span class="badge">with ${besides(row)}</span>` : ''
      }</td><td>${mayDo(row)}</td><td class="number" data-label="Calls">${row.use_count}</td><td data-label="Last used">${moment(row.last_used_at)}</td><td data-label="Ends">${ends(room, row)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** One link, key or token: what it may do, and what can be done with it. */
export async function wayPage(room: Room, id: string): Promise<Response> {
  const { deps, who } = room;
  const managing = await managingAccess(deps, who, id, 'see');
  const row = await getAccess(deps, managing, id);
  const isOwn = managing.grant.person_id === who.grant.person_id;
  const path = at(room, `ways/${row.id}`);
  const rules = { offer: deps.offer, writeDeletes: who.tenant.write_deletes };
  const preview = await previewOf(row.config, rules, who.tenant.id);
  const kind = kinds[row.kind].toLowerCase();
  const names = await namesOf(deps, [row.created_by]);
  return frame(room, {
    title: row.name,
    tab: 'ways',
    body: html`<div class="head"><h1>${row.name}</h1><span class="badge">${kinds[row.kind]}</span></div>
<div class="card"><dl class="list"><dt>May</dt><dd>${mayDo(row)}</dd><dt>Secret ends with</dt><dd><code>${row.last4}</code></dd><dt>Made</dt><dd>${moment(row.created_at)} by ${names(row.created_by)}</dd><dt>Ends</dt><dd>${ends(room, row)}</dd><dt>Calls</dt><dd>${row.use_count}, last ${moment(row.last_used_at)}</dd>${
      row.kind === 'link'
        ? html`<dt>Wants besides</dt><dd>${row.second_factor ? `${besides(row)} ${row.config.second?.split(':')[1] ?? ''}` : 'nothing'}</dd>`
        : ''
    }</dl></div>
${row.kind === 'api' ? '' : html`<section class="card"><h2>What it lists</h2>${previewBlock(preview)}</section>`}
<section class="card"><h2>Change it</h2>
${row.kind === 'link' || row.kind === 'key' ? html`<p><a class="button plain" href="${path}/narrow">Make it narrower</a></p>` : ''}
${
  isOwn
    ? guarded(room, {
        action: `${path}/rotate`,
        label: 'New secret...',
        warning: `The old one ends at once; whoever uses this ${kind} needs the new one.`,
        confirm: 'Make a new secret',
      })
    : ''
}
${guarded(room, { action: `${path}/revoke`, label: 'Revoke...', warning: `This ${kind} ends at once, on every node, and does not come back.`, confirm: `Revoke ${row.name}` })}</section>`,
  });
}

/** The secret, this one time, with what to paste where. */
export function secretPage(room: Room, { row, secret }: Made): Promise<Response> {
  const { publicUrl } = room.deps.settings;
  const url = row.kind === 'link' ? `${publicUrl}${linkPath}${secret}` : `${publicUrl}/mcp`;
  const shown = row.kind === 'link' ? url : secret;
  const snippets = row.kind === 'api' ? [] : snippetsFor(url, row.kind === 'key' ? secret : undefined);
  return frame(room, {
    title: `${row.name} is ready`,
    tab: 'ways',
    status: 201,
    script,
    body: html`<h1>${row.name} is ready</h1>
<p class="note warn">Copy it now: it is shown this once, and the server keeps only a hash of it.</p>
<div class="card"><code class="secret" id="secret">${shown}</code><p class="actions"><button type="button" data-copy="secret" hidden>Copy</button><a class="button plain" href="${at(room, 'ways')}">Done</a></p></div>
${
  row.kind === 'api'
    ? html`<h2>Use it</h2><pre tabindex="0">curl ${publicUrl}/integrated-account \\
  -H 'Authorization: Bearer ${secret}'</pre>`
    : html`<h2>Give it to a client</h2>${
        row.second_factor
          ? html`<p class="note">This link wants more than its address: ${howShown[besides(row)]}.</p>`
          : ''
      }${snippets.map(
        ({ client, where, text }, index) =>
          html`<details${index === 0 ? ' open' : ''}><summary>${client}</summary><p class="soft">${where}</p><pre tabindex="0">${text}</pre></details>`,
      )}`
}`,
  });
}
