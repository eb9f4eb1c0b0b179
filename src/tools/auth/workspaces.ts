import type { AuthWorkspacesData } from '../../../generated/contracts.js';
import { authOf } from '../../clickup/auth.js';
import type { Context } from '../../clickup/context.js';

/** The one Workspace that is reached: of others of the same person nothing is said. */
export async function authWorkspaces(ctx: Context): Promise<AuthWorkspacesData> {
  return { workspaces: [authOf(ctx).workspace] };
}
