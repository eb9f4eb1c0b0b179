import { member, unwrap } from '../api.js';
import type { Context } from '../context.js';

const memoryMs = 10 * 60_000;

/** The token's user; remembered for a few minutes. */
export async function currentUser({ api, remember }: Pick<Context, 'api' | 'remember'>) {
  return remember('user', memoryMs, async () => member(await unwrap(api.GET('/v2/user')), 'user'));
}
