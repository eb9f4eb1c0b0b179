import { isAdmin, type Who } from '../access/managing.js';
import type { Deps } from '../deps.js';
import type { Ctx } from '../http/env.js';
import { sessionOf } from '../pages/cookies.js';
import { formToken } from '../pages/forms.js';
import type { Html } from '../pages/page.js';
import { type SignedIn, signedIn } from '../sign-in/sign-in.js';
import type { TenantRow } from '../store/rows.js';

/** Somebody who is signed in, with a request for a page. */
export interface Visit {
  deps: Deps;
  signedIn: SignedIn;
  /** Their Workspaces, and the one that the page is of. */
  workspaces: Who[];
  who?: Who | undefined;
  isOperator: boolean;
  /** The hidden field of every form. */
  token: Html;
  /** What a form says, by field; nothing where none was sent. */
  fields: Fields;
  query: URLSearchParams;
  param(name: string): string;
}

/** A visit to the pages of one Workspace. */
export interface Room extends Visit {
  who: Who;
  isAdmin: boolean;
}

/** Fields of a form, each with all of its values. */
export type Fields = Readonly<Record<string, readonly string[]>>;

export const field = (fields: Fields, name: string): string => fields[name]?.[0]?.trim() ?? '';

/** Who sends a request, if they are signed in. */
export async function visitOf(deps: Deps, c: Ctx): Promise<Visit | undefined> {
  const who = await signedIn(deps, sessionOf(c));
  if (!who) return undefined;
  const ids = who.grants.map(({ tenant_id }) => tenant_id);
  const tenants: TenantRow[] =
    ids.length > 0 ? await deps.store.as('server', (tx) => tx.find('tenants', { id: { in: ids } })) : [];
  return {
    deps,
    signedIn: who,
    workspaces: who.grants.flatMap((grant) => {
      const tenant = tenants.find(({ id }) => id === grant.tenant_id);
      return tenant ? [{ tenant, grant, actor: who.person.id }] : [];
    }),
    isOperator: deps.settings.operators.includes(who.person.id),
    token: formToken(deps, c),
    fields: await fieldsOf(c),
    query: new URL(c.req.url).searchParams,
    param: (name) => c.req.param(name) ?? '',
  };
}

/** The same in the Workspace of the address, where it is one of theirs. */
export function roomOf(visit: Visit): Room | undefined {
  const who = visit.workspaces.find(({ tenant }) => tenant.id === visit.param('team'));
  return who && { ...visit, who, isAdmin: isAdmin(who) };
}

/** Throws nothing: a body that is no form has no fields. */
async function fieldsOf(c: Ctx): Promise<Fields> {
  if (c.req.method !== 'POST') return {};
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
}
