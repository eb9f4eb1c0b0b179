import type { Auth } from '../../clickup/auth.js';
import { type ClickUp, createClickUp } from '../../client/create-clickup.js';
import type { ToolEntry } from '../../runtime/tool.js';
import type { Caller } from '../access/authenticate.js';
import type { Deps } from '../deps.js';
import { roles } from '../sign-in/clickup-oauth.js';
import { disconnect } from '../sign-in/sign-in.js';
import { findOne } from '../store/store.js';

const roleNames = new Map<number, string>(Object.entries(roles).map(([name, number]) => [number, name]));

/** The tools of sign-in for one call: they know who calls, and reach no ClickUp. */
export function authClient(deps: Deps, caller: Caller, tools: readonly ToolEntry[]): Pick<ClickUp, 'call'> {
  return createClickUp({
    credentials: { get: () => undefined },
    clock: deps.clock,
    transport: () => Promise.reject(new Error('a tool of sign-in sent a request')),
    tools,
    debug: deps.settings.logLevel === 'debug',
    services: { auth: authOf(deps, caller) },
  });
}

function authOf(deps: Deps, { access, grant, tenant }: Caller): Auth {
  const { store, settings } = deps;
  const { kind, name, expires_at } = access;
  const { methods, spaces, folders, lists } = access.config;
  const within = [
    ...spaces.map((place) => `space ${place}`),
    ...folders.map((place) => `folder ${place}`),
    ...lists.map((place) => `list ${place}`),
  ];
  return {
    async state() {
      const now = await store.as({ tenant: tenant.id }, (tx) => findOne(tx, 'grants', { id: grant.id }));
      return now?.state ?? 'needs_reauth';
    },
    async person() {
      const { person_id: id } = grant;
      const known = await store.as('server', (tx) => findOne(tx, 'people', { id }));
      return { id, name: known?.name ?? id, email: known?.email ?? '' };
    },
    workspace: { id: tenant.id, name: tenant.name, role: roleNames.get(grant.role) ?? 'guest' },
    access: {
      kind,
      name,
      may: [...methods],
      ...(within.length > 0 && { within }),
      ...(expires_at !== null && { expires_at: new Date(expires_at).toISOString() }),
    },
    signInUrl: `${settings.publicUrl}/oauth/clickup/authorize`,
    signOut: () => disconnect(deps, grant),
  };
}
