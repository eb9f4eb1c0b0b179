import { html } from 'hono/html';
import { invalidInput } from '../../runtime/errors.js';
import type { Offer } from '../access/offer.js';
import { type Preview, previewOf } from '../access/preview.js';
import { lifetimes, readAccessRequest } from '../access/read-request.js';
import { secondOf } from '../access/second-factor.js';
import { commonTags } from '../access/tags.js';
import type { Html } from '../pages/page.js';
import type { AccessRow, TenantRow } from '../store/rows.js';
import { at, frame } from './frame.js';
import { script } from './script.js';
import { type Fields, field, type Room } from './visit.js';

const dayMs = 86_400_000;

/** What the form says, as it was typed. */
export interface Values {
  kind: 'link' | 'key';
  name: string;
  methods: readonly string[];
  tags: readonly string[];
  tools: string;
  spaces: string;
  folders: string;
  lists: string;
  days: string;
  /** What a link wants besides its address. */
  second: 'none' | 'api_key' | 'oauth' | 'mtls_header';
  /** The fingerprint of a client certificate. */
  certificate: string;
  passOn: boolean;
  ips: string;
}

const seconds = ['none', 'api_key', 'oauth', 'mtls_header'] as const;

/** `mtls_header:<fingerprint>` as the form has it. */
function secondIn(text: string): Pick<Values, 'second' | 'certificate'> {
  const [kind, ...rest] = text.split(':');
  return { second: seconds.find((second) => second === kind) ?? 'none', certificate: rest.join(':') };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const valuesIn = (fields: Fields): Values => ({
  kind: field(fields, 'kind') === 'link' ? 'link' : 'key',
  name: field(fields, 'name'),
  methods: fields.methods ?? [],
  tags: fields.tags ?? [],
  tools: field(fields, 'tools'),
  spaces: field(fields, 'spaces'),
  folders: field(fields, 'folders'),
  lists: field(fields, 'lists'),
  days: field(fields, 'days'),
  second: seconds.find((second) => second === field(fields, 'second')) ?? 'none',
  certificate: field(fields, 'certificate'),
  passOn: field(fields, 'pass_on') !== '',
  ips: field(fields, 'ips'),
});

/** The form before anything was typed: reads, for as long as is usual. */
export const freshValues = (kind: Values['kind'], name = ''): Values => ({
  kind,
  name,
  methods: ['read'],
  tags: [],
  tools: '',
  spaces: '',
  folders: '',
  lists: '',
  days: String(lifetimes.usualDays),
  second: 'none',
  certificate: '',
  passOn: false,
  ips: '',
});

/** The form of a link or key that there is. */
export const valuesOf = ({ kind, name, config, second_factor }: AccessRow): Values => ({
  kind: kind === 'link' ? 'link' : 'key',
  ...secondIn(secondOf({ second_factor, config })),
  name,
  methods: config.methods.filter((method) => method !== 'custom'),
  tags: config.tags,
  tools: config.tools.join('\n'),
  spaces: config.spaces.join('\n'),
  folders: config.folders.join('\n'),
  lists: config.lists.join('\n'),
  days: '',
  passOn: config.retry === 'none',
  ips: (config.ips ?? []).join('\n'),
});

/** The body that the management API takes for the same. Throws a ValidationError for days that are none. */
export function bodyOf(values: Values, now: number): Record<string, unknown> {
  const tools = lines(values.tools);
  const config = {
    methods: [...values.methods, ...(tools.length > 0 ? ['custom'] : [])],
    tags: values.tags.length > 0 ? values.tags : undefined,
    tools,
    spaces: lines(values.spaces),
    folders: lines(values.folders),
    lists: lines(values.lists),
    ips: lines(values.ips),
    retry: values.passOn ? 'none' : 'paced',
  };
  return {
    name: values.name,
    config,
    ...(values.kind === 'link' && {
      require_api_token_auth: values.second === 'api_key',
      require_second: values.second === 'mtls_header' ? `mtls_header:${values.certificate}` : values.second,
    }),
    ...(values.days !== '' && { expires_at: new Date(now + daysIn(values.days) * dayMs).toISOString() }),
  };
}

function daysIn(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= lifetimes.mostDays) return days;
  const takes = `a whole number from 1 to ${lifetimes.mostDays}`;
  throw invalidInput(`Days is not ${takes}`, { parameter: 'days', value: text, suggestion: `Give ${takes}.` });
}

/** What would be listed, or why nothing can be. */
export async function previewIn(
  values: Values,
  tenant: TenantRow,
  offer: Offer,
  now: number,
): Promise<Preview | Error> {
  try {
    const body = { ...bodyOf(values, now), name: values.name || 'preview' };
    const { config } = readAccessRequest(body, { ...tenant, offer }, now);
    return await previewOf(config, { offer, writeDeletes: tenant.write_deletes }, tenant.id);
  } catch (error) {
    return error as Error;
  }
}

export const previewBlock = (preview: Preview | Error): Html =>
  preview instanceof Error
    ? html`<p class="note bad">${preview.message}</p>`
    : html`<p class="big">${preview.count} ${preview.count === 1 ? 'tool' : 'tools'}</p>
<p class="soft">about ${preview.tokens.toLocaleString('en-US')} tokens of a model's context</p>
${preview.categories.map(
  ({ title, tools }) =>
    html`<details><summary>${title} (${tools.length})</summary><ul class="tools">${tools.map(
      ({ name, tokens, method }) => html`<li><code>${name}</code> <span class="soft">${method}, ${tokens}</span></li>`,
    )}</ul></details>`,
)}
${
  preview.withheld.length > 0
    ? html`<details><summary class="soft">Left out by its methods (${preview.withheld.length})</summary><ul class="tools">${preview.withheld.map(
        ({ name, method }) => html`<li><code>${name}</code> <span class="soft">${method}</span></li>`,
      )}</ul></details>`
    : ''
}`;

const ticks = (name: string, choices: readonly (readonly [string, string, string?])[], chosen: readonly string[]) =>
  choices.map(
    ([value, label, hint]) =>
      html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${chosen.includes(value) ? ' checked' : ''}><span>${label}${hint ? html`<small>${hint}</small>` : ''}</span></label>`,
  );

const groups = [
  ['read', 'Read', 'get and list'],
  ['write', 'Write', 'create and update'],
  ['delete', 'Delete'],
  ['admin', 'Admin', 'who may see and do what'],
] as const;

const singles = [
  ['get', 'Get one'],
  ['list', 'List and search'],
  ['create', 'Create'],
  ['update', 'Update'],
] as const;

const area = (name: string, label: string, hint: string, value: string) =>
  html`<label>${label}<small>${hint}</small><textarea name="${name}" rows="2">${value}</textarea></label>`;

/** What a link may want besides its address; of a key nothing is asked, which is sent in a header already. */
function secondFields({ second, certificate }: Values, knowsCertificates: boolean): Html {
  const choices = [
    ['none', 'Nothing', 'The address alone opens it.'],
    ['api_key', 'A key', 'A key or management token of this Workspace, in a header.'],
    ['oauth', 'An app', 'An app that somebody of this Workspace let in.'],
    [
      'mtls_header',
      'A client certificate',
      knowsCertificates
        ? 'The one with this fingerprint, which the proxy in front verifies.'
        : 'Those who run the server have not set HOSTED_CERTIFICATE_HEADER.',
    ],
  ] as const;
  return html`<fieldset><legend>What a link requires besides its address</legend>${choices.map(
    ([value, label, hint]) =>
      html`<label class="tick"><input type="radio" name="second" value="${value}"${second === value ? ' checked' : ''}${value === 'mtls_header' && !knowsCertificates ? ' disabled' : ''}><span>${label}<small>${hint}</small></span></label>`,
  )}
${knowsCertificates ? html`<label>Fingerprint<small>of the certificate, such as AB:CD:EF:...</small><input type="text" name="certificate" value="${certificate}" maxlength="200"></label>` : ''}</fieldset>`;
}

export interface Wizard {
  values: Values;
  /** What was refused, to be put right in the form. */
  problem?: { message: string; suggestion: string } | undefined;
  /** The one that is narrowed; none is a new one. */
  row?: AccessRow | undefined;
}

/** The form for a new link or key, or for making one narrower, with what it will list beside it. */
export async function wizardPage(room: Room, { values, problem, row }: Wizard): Promise<Response> {
  const { who, token, deps } = room;
  const { tenant } = who;
  const title = row ? `Narrow ${row.name}` : 'New link or key';
  const preview = await previewIn(values, tenant, deps.offer, deps.clock.now());
  const more = Object.keys(deps.offer.tags).filter((tag) => !Object.hasOwn(commonTags, tag));
  const isChosen = (kind: string) => (values.kind === kind ? ' checked' : '');
  const kinds = html`<fieldset><legend>Kind</legend>
<label class="tick"><input type="radio" name="kind" value="key"${isChosen('key')}><span>Key<small>A secret that the client sends in a header. Prefer it where the client can.</small></span></label>
<label class="tick"><input type="radio" name="kind" value="link"${isChosen('link')}${tenant.allow_links ? '' : ' disabled'}><span>Link<small>An address that is its own proof, for clients that take nothing else. ${
    tenant.allow_links
      ? 'Addresses end up in histories, logs and screenshots: keep it narrow and short-lived.'
      : 'Links are switched off in this Workspace; an admin switches them on in Settings.'
  }</small></span></label></fieldset>`;
  return frame(room, {
    title,
    tab: 'ways',
    script,
    status: problem ? 400 : 200,
    body: html`<h1>${title}</h1>
${row ? html`<p>It can only get less: fewer tools or places, an earlier end. For more, make a new one.</p>` : ''}
${problem ? html`<div class="note bad" role="alert"><p><strong>${problem.message}</strong></p><p>${problem.suggestion}</p></div>` : ''}
<form method="post" action="${row ? at(room, `ways/${row.id}/narrow`) : at(room, 'ways')}" data-preview="${at(room, 'ways/preview')}" class="wizard">
<div>${token}${row ? html`<input type="hidden" name="id" value="${row.id}"><input type="hidden" name="kind" value="${values.kind}">` : ''}
<label>Name<small>Who will use it, such as Triage agent</small><input type="text" name="name" value="${values.name}" maxlength="100" required></label>
${row ? '' : kinds}
<fieldset><legend>What it may do</legend><div class="columns">${ticks('methods', groups, values.methods)}</div>
<details${singles.some(([method]) => values.methods.includes(method)) ? ' open' : ''}><summary>Single methods</summary><div class="columns">${ticks('methods', singles, values.methods)}</div></details></fieldset>
<fieldset><legend>Which tools</legend><p class="hint">None ticked: the standard tools of every kind.</p><div class="columns">${ticks(
      'tags',
      Object.keys(commonTags).map((tag) => [tag, tag.replaceAll('_', ' ')] as const),
      values.tags,
    )}</div>
<details${more.some((tag) => values.tags.includes(tag)) ? ' open' : ''}><summary>More tags</summary><div class="columns">${ticks(
      'tags',
      more.map((tag) => [tag, tag.replaceAll('_', ' ')] as const),
      values.tags,
    )}</div></details>
<details${values.tools ? ' open' : ''}><summary>Single tools</summary>${area('tools', 'Tools by name', 'One a line, on top of the above', values.tools)}</details></fieldset>
<fieldset><legend>Where it may work</legend><p class="hint">By name or id, one a line. All empty: the whole Workspace.</p>
${area('spaces', 'Spaces', 'such as Engineering', values.spaces)}${area('folders', 'Folders', 'with all that is in them', values.folders)}${area('lists', 'Lists', 'with their tasks', values.lists)}</fieldset>
<fieldset><legend>How long, and what else</legend>
<label>Days until it ends<small>${row ? 'Empty: it stays as it is' : `1 to ${lifetimes.mostDays}; empty: ${lifetimes.usualDays}`}</small><input type="number" name="days" value="${values.days}" min="1" max="${lifetimes.mostDays}"></label>
${ticks('pass_on', [['yes', "Pass ClickUp's rate limit on", 'Calls do not wait for the next window; for clients that pace themselves.']], values.passOn ? ['yes'] : [])}
<details${values.ips ? ' open' : ''}><summary>Only from some addresses</summary>${area('ips', 'IP addresses', 'One a line, such as 203.0.113.7 or 203.0.113.0/24', values.ips)}</details></fieldset>
${row?.kind === 'key' ? '' : secondFields(values, room.deps.settings.certificateHeader !== undefined)}
<p class="actions"><button>${row ? 'Make it narrower' : 'Create'}</button><button class="plain" formaction="${at(room, 'ways/preview')}" formnovalidate>Preview</button><a href="${at(room, 'ways')}">Cancel</a></p></div>
<aside class="card" aria-label="Preview"><h2>What it will list</h2><div id="preview" aria-live="polite">${previewBlock(preview)}</div></aside>
</form>`,
  });
}
