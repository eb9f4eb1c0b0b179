import { createClickUp } from '../../client/create-clickup.js';
import { ApiRequest } from '../../runtime/api-request.js';
import { Ending } from '../../runtime/ending.js';
import { clickUpError } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { isToken } from '../../runtime/token.js';
import { bytesOf } from '../../runtime/transport.js';
import type { Deps } from '../deps.js';

/** Whom a token belongs to and what it reaches. */
export interface Identity {
  person: { id: string; name: string; email: string };
  workspaces: { id: string; name: string; role: number }[];
}

type Upstream = Pick<Deps, 'settings' | 'transport' | 'clock'>;

const exchangeMs = 20_000;

/** The page on which a person lets this server in. ClickUp takes neither scopes nor PKCE. https://developer.clickup.com/docs/authentication */
export function authorizeUrl({ settings }: Pick<Deps, 'settings'>, state: string): string {
  const url = new URL(settings.authUrl);
  url.searchParams.set('client_id', settings.clientId);
  url.searchParams.set('redirect_uri', settings.redirectUri);
  url.searchParams.set('state', state);
  return url.href;
}

/** Exchanges a code for a token, which has no expiry and no refresh. Throws a ClickUpError that says nothing of either. */
export async function exchangeCode({ settings, transport }: Omit<Upstream, 'clock'>, code: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret, baseUrl } = settings;
  const request = new ApiRequest(`${baseUrl}/v2/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ client_id, client_secret, code }),
  });
  const ending = new Ending();
  const late = setTimeout(() => ending.end(new Error(`no answer within ${exchangeMs} ms`)), exchangeMs);
  const read = async () => {
    const answer = await transport(request, ending);
    return { status: answer.status, text: answer.text ?? Buffer.from(await bytesOf(answer)).toString('utf8') };
  };
  const answer = await read()
    .catch((cause: unknown) => {
      throw clickUpError('NETWORK_ERROR', 'ClickUp could not be reached', {
        suggestion: 'Sign in again later.',
        cause,
      });
    })
    .finally(() => clearTimeout(late));
  const token = answer.status === 200 ? tokenIn(answer.text) : undefined;
  if (token !== undefined) return token;
  const isRefused = answer.status >= 400 && answer.status < 500;
  throw clickUpError(
    isRefused ? 'UNAUTHORIZED' : 'INVALID_RESPONSE',
    isRefused
      ? `ClickUp did not accept the code (${answer.status})`
      : `ClickUp answered ${answer.status} without a token`,
    { suggestion: isRefused ? 'Sign in again; a code is good once and for a short time.' : 'Sign in again later.' },
  );
}

function tokenIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const token = isPlainObject(body) ? body.access_token : undefined;
    return typeof token === 'string' && isToken(token) ? token : undefined;
  } catch {
    return undefined;
  }
}

/** Asks ClickUp who has a token, and in which Workspaces it may act. */
export async function identityOf({ settings, transport, clock }: Upstream, token: string): Promise<Identity> {
  const { baseUrl } = settings;
  const clickup = createClickUp({ apiKey: token, baseUrl, clock, transport, deadlineMs: exchangeMs });
  const [{ data: me }, { data: all }] = await Promise.all([clickup.api.GET('/v2/user'), clickup.api.GET('/v2/team')]);
  const { user } = (me ?? {}) as { user?: { id?: number; username?: string | null; email?: string } };
  const teams = (all?.teams ?? []) as {
    id?: string;
    name?: string;
    members?: { user?: { id?: number; role?: number } }[];
  }[];
  if (user?.id === undefined)
    throw clickUpError('INVALID_RESPONSE', 'ClickUp did not say whose token it is', {
      suggestion: 'Sign in again later.',
    });
  const id = String(user.id);
  return {
    person: { id, name: user.username ?? user.email ?? id, email: user.email ?? '' },
    workspaces: teams.flatMap(({ id: workspaceId, name = '', members = [] }) => {
      const member = members.find((each) => String(each.user?.id) === id);
      return workspaceId ? [{ id: workspaceId, name, role: member?.user?.role ?? roles.guest }] : [];
    }),
  };
}

/** Numbers of roles. https://developer.clickup.com/docs/roles */
export const roles = { owner: 1, admin: 2, member: 3, guest: 4 } as const;
