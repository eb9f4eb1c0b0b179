import { html } from 'hono/html';
import type { Deps } from '../deps.js';
import { keyIdOf } from '../vault/vault.js';
import { frame, moment } from './frame.js';
import type { Visit } from './visit.js';

/** What those who run the server look at: figures and ids, nothing of what anybody does in ClickUp. */
async function figuresOf({ store, vault, clock }: Deps) {
  const now = clock.now();
  return store.as('server', async (tx) => {
    const [tenants, grants, accesses, roots] = [
      await tx.find('tenants', {}, { by: 'created_at' }),
      await tx.find('grants', {}),
      await tx.find('accesses', { revoked_at: null }),
      await tx.find('roots', {}),
    ];
    const overdue = { expires_at: { before: now } };
    const due = [
      await tx.find('pending', overdue),
      await tx.find('codes', overdue),
      await tx.find('refreshes', overdue),
      await tx.find('sessions', overdue),
    ];
    const records = [...grants.map(({ token }) => token), ...roots.map(({ secret }) => secret)];
    const needed = records.map(keyIdOf);
    return {
      tenants: tenants.map((tenant) => {
        const own = grants.filter(({ tenant_id }) => tenant_id === tenant.id);
        const open = accesses.filter(
          ({ tenant_id, expires_at }) => tenant_id === tenant.id && (expires_at === null || expires_at > now),
        );
        return {
          ...tenant,
          people: own.length,
          broken: own.filter(({ state }) => state !== 'ok').length,
          links: open.filter(({ kind }) => kind === 'link').length,
          keys: open.filter(({ kind }) => kind === 'key').length,
          apps: new Set(open.flatMap(({ client_id }) => client_id ?? [])).size,
        };
      }),
      keys: [...new Set([...vault.keyIds, ...needed])].map((id) => ({
        id,
        isHere: vault.keyIds.includes(id),
        isFirst: vault.keyIds[0] === id,
        records: needed.filter((each) => each === id).length,
      })),
      toRewrap: needed.filter((id) => id !== vault.keyIds[0]).length,
      toPurge: due.flat().length,
    };
  });
}

export async function operatorsPage(visit: Visit): Promise<Response> {
  const { deps } = visit;
  const { tenants, keys, toRewrap, toPurge } = await figuresOf(deps);
  return frame(visit, {
    title: 'Server',
    tab: 'operators',
    body: html`<h1>Server</h1>
<dl class="facts"><div><dt>Workspaces</dt><dd>${tenants.length}</dd></div><div><dt>Records to re-wrap</dt><dd>${toRewrap}</dd></div><div><dt>Rows to purge</dt><dd>${toPurge}</dd></div><div><dt>Version</dt><dd>${deps.version}</dd></div></dl>
<h2>Workspaces</h2>
<div class="scroll"><table class="stack"><thead><tr><th scope="col">Name</th><th scope="col">Id</th><th scope="col" class="number">People</th><th scope="col" class="number">To sign in again</th><th scope="col" class="number">Links</th><th scope="col" class="number">Keys</th><th scope="col" class="number">Apps</th><th scope="col">Since</th></tr></thead><tbody>${tenants.map(
      ({ id, name, people, broken, links, keys: open, apps, created_at }) =>
        html`<tr><th scope="row">${name}</th><td><code>${id}</code></td><td class="number" data-label="People">${people}</td><td class="number" data-label="To sign in again">${broken}</td><td class="number" data-label="Links">${links}</td><td class="number" data-label="Keys">${open}</td><td class="number" data-label="Apps">${apps}</td><td data-label="Since">${moment(created_at)}</td></tr>`,
    )}</tbody></table></div>
<h2>Key ring</h2>
<p class="soft">The first key encrypts what is new. <code>clickup-hosted keys rewrap</code> brings every record under it; a key that no record needs may leave the ring.</p>
<div class="scroll"><table><thead><tr><th scope="col">Key</th><th scope="col" class="number">Records</th><th scope="col">State</th></tr></thead><tbody>${keys.map(
      ({ id, isHere, isFirst, records }) =>
        html`<tr><th scope="row"><code>${id}</code></th><td class="number">${records}</td><td>${
          isFirst
            ? html`<span class="badge good">first</span>`
            : isHere
              ? html`<span class="badge">${records > 0 ? 'still read' : 'may leave'}</span>`
              : html`<span class="badge bad">missing</span>`
        }</td></tr>`,
    )}</tbody></table></div>
<h2>Jobs</h2>
<div class="scroll"><table><thead><tr><th scope="col">Job</th><th scope="col">What it does</th><th scope="col" class="number">Waiting</th></tr></thead><tbody>
<tr><th scope="row">purge</th><td>Every minute: removes what expired; links, keys and their usage after a week</td><td class="number">${toPurge}</td></tr>
<tr><th scope="row">rewrap</th><td>When it is called: brings records under the first key</td><td class="number">${toRewrap}</td></tr></tbody></table></div>`,
  });
}
