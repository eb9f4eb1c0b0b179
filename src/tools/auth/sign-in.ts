import type { AuthSignInData } from '../../../generated/contracts.js';
import { authOf } from '../../clickup/auth.js';
import type { Context } from '../../clickup/context.js';

/** Where the person signs in; a model never sees what they type there. */
export async function authSignIn(ctx: Context): Promise<AuthSignInData> {
  const { state, signInUrl } = authOf(ctx);
  const isSignedIn = (await state()) === 'ok';
  ctx.note(
    isSignedIn
      ? 'ClickUp access works. The url is for another Workspace, which then takes a link, key or app of its own.'
      : 'ClickUp access has ended: give the person the url, and repeat what failed once they have signed in.',
  );
  return { signed_in: isSignedIn, url: signInUrl };
}
