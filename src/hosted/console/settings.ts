import { html } from 'hono/html';
import type { TenantSettings } from '../access/tenant-settings.js';
import { at, frame } from './frame.js';
import { type Fields, field, type Room } from './visit.js';

const choices: Readonly<Record<keyof TenantSettings, { label: string; hint: string }>> = {
  allow_links: {
    label: 'Links may be made',
    hint: 'Addresses that open ClickUp by themselves. Switched off, those that there are stop working too.',
  },
  open_links: {
    label: 'Links made by API are open unless narrowed',
    hint: 'As on some managed servers: every method, and no end where expires_at is null. Switched off, a link reads only and ends after 30 days unless the call says otherwise.',
  },
  write_deletes: {
    label: 'The method write includes delete',
    hint: 'As some managed servers have it. It holds at once for every link and key with write.',
  },
};

export const settingsIn = (fields: Fields): TenantSettings => ({
  allow_links: field(fields, 'allow_links') !== '',
  open_links: field(fields, 'open_links') !== '',
  write_deletes: field(fields, 'write_deletes') !== '',
});

/** What holds for the whole Workspace; an admin changes it. */
export function settingsPage(room: Room): Promise<Response> {
  const { who, isAdmin, token, query } = room;
  const { tenant } = who;
  return frame(room, {
    title: 'Settings',
    tab: 'settings',
    body: html`<h1>Settings of ${tenant.name}</h1>
${query.has('saved') ? html`<p class="note" role="status">Saved.</p>` : ''}
${isAdmin ? '' : html`<p class="note">Owners and admins of the Workspace change these.</p>`}
<form method="post" action="${at(room, 'settings')}">${token}<fieldset${isAdmin ? '' : ' disabled'}><legend>Links and keys</legend>${Object.entries(
      choices,
    ).map(
      ([name, { label, hint }]) =>
        html`<label class="tick"><input type="checkbox" name="${name}" value="yes"${tenant[name as keyof TenantSettings] ? ' checked' : ''}><span>${label}<small>${hint}</small></span></label>`,
    )}</fieldset>${isAdmin ? html`<button>Save</button>` : ''}</form>`,
  });
}
