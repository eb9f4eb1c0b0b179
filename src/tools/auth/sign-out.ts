import type { AuthSignOutData } from '../../../generated/contracts.js';
import { authOf } from '../../clickup/auth.js';
import type { Context } from '../../clickup/context.js';

/** Gives access up. ClickUp has no route for it: the person removes the app there. */
export async function authSignOut(ctx: Context): Promise<AuthSignOutData> {
  const { signOut, signInUrl, workspace, person } = authOf(ctx);
  if (ctx.dryRun) {
    const { name } = await person();
    ctx.note(`This would end all access of ${name} to ${workspace.name} through this server.`);
  } else {
    await signOut();
    ctx.note('ClickUp still lists the app: the person removes it there, under Settings > Apps.');
  }
  return { signed_out: !ctx.dryRun, url: signInUrl };
}
