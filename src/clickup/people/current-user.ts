import { userKey } from '../account-keys.js';
import { member, unwrap } from '../api.js';
import type { Context } from '../context.js';

/** The token's user; remembered for a few minutes. */
export async function currentUser({ api, cache }: Pick<Context, 'api' | 'cache'>) {
  return cache.get(userKey, async () => member(await unwrap(api.GET('/v2/user')), 'user'));
}
