import { searchAudit } from '../audit/search.js';
import type { Deps } from '../deps.js';
import type { Ctx } from '../http/env.js';
import { Lru } from '../lru.js';
import type { AuditRow, SightingRow } from '../store/rows.js';
import type { Caller } from './authenticate.js';
import type { Who } from './managing.js';

/** So many were looked up a moment ago. */
const mostKnown = 20_000;

/** By server, which sightings need no look-up. */
const known = new WeakMap<Deps, Lru<true>>();

/** Where a request comes from: the country that the trusted proxy says, and the client by the first word of what it calls itself. */
function seenIn({ settings }: Pick<Deps, 'settings'>, c: Ctx): Pick<SightingRow, 'what' | 'value'>[] {
  const { countryHeader, trustedProxies } = settings;
  const country = countryHeader && trustedProxies > 0 ? c.req.header(countryHeader)?.trim().toUpperCase() : undefined;
  const client = /^[\w.-]{1,64}/.exec(c.req.header('user-agent') ?? '')?.[0];
  return [
    ...(country && /^[A-Z][A-Z\d]$/.test(country) ? [{ what: 'country' as const, value: country }] : []),
    ...(client ? [{ what: 'client' as const, value: client }] : []),
  ];
}

/** Notes from which country and by which client a link, key or app is used; what is new to it is in the audit. Nothing waits for it. */
export function noticeCaller(deps: Deps, c: Ctx, { access, tenant }: Caller): void {
  const recent = known.get(deps) ?? new Lru<true>(mostKnown);
  known.set(deps, recent);
  for (const sighting of seenIn(deps, c)) {
    const { what, value } = sighting;
    const key = `${access.id} ${what} ${value}`;
    let isKnown = true;
    recent.get(key, () => {
      isKnown = false;
      return true;
    });
    if (isKnown) continue;
    const row = { tenant_id: tenant.id, subject: access.id, what, value, first_at: deps.clock.now() };
    notice(deps, row, { access: access.id, name: access.name, actor: access.created_by }).catch((error: unknown) => {
      recent.forget(key);
      deps.log.warn(`A sighting was not noted: ${String(error)}`, { teamId: tenant.id });
    });
  }
}

async function notice(
  { store, audit }: Deps,
  row: SightingRow,
  about: { access: string; name: string; actor: string },
): Promise<void> {
  const { tenant_id, subject, what, value } = row;
  const isNews = await store.as({ tenant: tenant_id }, async (tx) => {
    const before = await tx.find('sightings', { tenant_id, subject, what });
    return (await tx.insert('sightings', row)) && before.length > 0;
  });
  // The first one is what it was made for.
  if (!isNews) return;
  if (what === 'country') await audit.record(tenant_id, 'new_country', { ...about, country: value });
  else await audit.record(tenant_id, 'new_client', { ...about, client: value });
}

const shownDays = 14;
const mostShown = 5;

/** The last few notices that somebody may see, newest first. */
export async function noticesFor(deps: Deps, who: Who): Promise<AuditRow[]> {
  const from = deps.clock.now() - shownDays * 86_400_000;
  const found: AuditRow[] = [];
  for (const event of ['new_country', 'new_client'])
    for await (const row of searchAudit(deps, who, { event, from })) {
      found.push(row);
      if (found.length >= 2 * mostShown) break;
    }
  return found.sort((a, b) => b.seq - a.seq).slice(0, mostShown);
}
