import type { Deps } from '../deps.js';
import { clientOf } from './clients.js';
import { OAuthError } from './oauth-error.js';
import { isRegistered } from './redirect-uris.js';
import { readScopes } from './scopes.js';

/** What a client asks a person for. */
export interface Authorization {
  clientId: string;
  clientName: string;
  redirectUri: string;
  state: string | undefined;
  challenge: string;
  scopes: string[];
  resource: string;
}

/** What is wrong with a request whose client and address are known, so that the client can be told there. */
export class RefusedAuthorization extends Error {
  constructor(
    readonly error: OAuthError,
    readonly at: Pick<Authorization, 'redirectUri' | 'state'>,
  ) {
    super(error.message);
  }
}

/** The one thing that tokens are for. */
export const resourceOf = (publicUrl: string): string => `${publicUrl}/mcp`;

/** Whether a text means this server: its MCP address, or the server as a whole. */
export function isOurs(publicUrl: string, resource: string): boolean {
  const bare = resource.replace(/\/$/, '');
  return bare === publicUrl || bare === resourceOf(publicUrl);
}

/**
 * Reads the query of an authorization request. Throws an OAuthError for what must not be told to the address in it, a
 * RefusedAuthorization for the rest. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export async function readAuthorization(deps: Deps, query: URLSearchParams): Promise<Authorization> {
  const one = (name: string): string | undefined => {
    const values = query.getAll(name);
    if (values.length > 1) throw new OAuthError('invalid_request', `${name} is given twice`);
    return values[0] || undefined;
  };
  const client = await clientOf(deps, one('client_id'));
  const redirectUri = one('redirect_uri');
  if (!redirectUri || !isRegistered(redirectUri, client.redirect_uris))
    throw new OAuthError('invalid_redirect_uri', 'redirect_uri is none that the client registered');
  const state = one('state');
  const refuse = (code: ConstructorParameters<typeof OAuthError>[0], message: string) =>
    new RefusedAuthorization(new OAuthError(code, message), { redirectUri, state });
  if (one('response_type') !== 'code') throw refuse('unsupported_response_type', 'response_type is code');
  const challenge = one('code_challenge');
  if (!challenge || !/^[\w-]{43}$/.test(challenge) || one('code_challenge_method') !== 'S256')
    throw refuse('invalid_request', 'PKCE is required: code_challenge, with code_challenge_method=S256');
  const scopes = readScopes(one('scope'));
  if (!scopes) throw refuse('invalid_scope', 'None of the scopes is one of this server');
  const { publicUrl } = deps.settings;
  if (!isOurs(publicUrl, one('resource') ?? publicUrl))
    throw refuse('invalid_target', `resource is ${resourceOf(publicUrl)}`);
  return {
    clientId: client.id,
    clientName: client.name,
    redirectUri,
    state,
    challenge,
    scopes,
    resource: resourceOf(publicUrl),
  };
}

/** Where a client gets its answer; `iss` says whose it is. @see https://www.rfc-editor.org/rfc/rfc9207 */
export function answerUri(
  { redirectUri, state }: Pick<Authorization, 'redirectUri' | 'state'>,
  issuer: string,
  answer: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries({ ...answer, ...(state !== undefined && { state }), iss: issuer }))
    url.searchParams.set(name, value);
  return url.href;
}
