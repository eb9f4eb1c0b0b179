import type { AuthStatusData } from '../../../generated/contracts.js';
import { authOf } from '../../clickup/auth.js';
import type { Context } from '../../clickup/context.js';

/** Whose access this is. It answers also where that has ended, and sends nothing. */
export async function authStatus(ctx: Context): Promise<AuthStatusData> {
  const { state, person, workspace, access } = authOf(ctx);
  return { state: await state(), person: await person(), workspace, access };
}
