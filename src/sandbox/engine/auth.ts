import { apiError } from '../errors.js';
import type { State } from '../state/index.js';
import type { TokenRow, UserRow } from '../state/people.js';

const unknownOauth = () => apiError(401, 'OAUTH_019', 'Oauth token not found');

/**
 * Who sends the request. A personal token goes raw, an OAuth token with `Bearer`, which fails before a `pk_` one.
 * https://developer.clickup.com/docs/authentication
 */
export function authenticate(state: State, header: string | null): { token: TokenRow; user: UserRow } {
  if (!header) throw apiError(400, 'OAUTH_017', 'Authorization header required');
  const bearer = /^Bearer\s+/i.exec(header);
  const secret = bearer ? header.slice(bearer[0].length) : header;
  const token = state.tokens.get(secret);
  const user = token && state.users.get(token.userId);
  if (!bearer && secret.startsWith('pk_')) {
    if (!token || !user || token.kind !== 'personal') throw apiError(401, 'OAUTH_025', 'Token invalid');
    return { token, user };
  }
  if (!token || !user || token.kind !== 'oauth') throw unknownOauth();
  return { token, user };
}
