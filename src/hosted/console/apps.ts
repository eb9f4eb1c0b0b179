import { html } from 'hono/html';
import { consentsSeenBy } from '../oauth-server/consents.js';
import { scopes } from '../oauth-server/scopes.js';
import { at, frame, moment } from './frame.js';
import { namesOf } from './names.js';
import type { Room } from './visit.js';

/** The OAuth clients that people let in, and what they agreed to. */
export async function appsPage(room: Room): Promise<Response> {
  const { deps, who, token } = room;
  const consents = await consentsSeenBy(deps, who);
  const names = await namesOf(
    deps,
    consents.map(({ person_id }) => person_id),
  );
  return frame(room, {
    title: 'Apps',
    tab: 'clients',
    body: html`<h1>Apps</h1>
<p>MCP clients that asked somebody in a browser, and were allowed in. To connect one, give it <code>${deps.settings.publicUrl}/mcp</code>.</p>
${
  consents.length === 0
    ? html`<p>There is none.</p>`
    : html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">App</th><th scope="col">Acts for</th><th scope="col">May</th><th scope="col">Since</th><th scope="col">End it</th></tr></thead><tbody>${consents.map(
        ({ client_name, client_id, person_id, scopes: agreed, created_at }) =>
          html`<tr><th scope="row">${client_name}${
            client_id.startsWith('https://') ? html`<br><code class="small">${new URL(client_id).host}</code>` : ''
          }</th><td data-label="Acts for">${names(person_id)}</td><td>${agreed.map((scope) => scopes[scope]?.words ?? scope).join('; ')}</td><td data-label="Since">${moment(created_at)}</td><td><form method="post" action="${at(room, 'clients/revoke')}">${token}<input type="hidden" name="client" value="${client_id}"><input type="hidden" name="person" value="${person_id}"><button class="danger small" aria-label="Take back what ${client_name} may do for ${names(person_id)}">Take back</button></form></td></tr>`,
      )}</tbody></table></div>`
}`,
  });
}
