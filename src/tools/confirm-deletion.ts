import type { Context } from '../clickup/context.js';
import { unconfirmed } from '../runtime/confirmation.js';

/** Throws CONFIRMATION_REQUIRED where an update would also delete things without confirmation; a dry run needs none. */
export function confirmDeletion(ctx: Context, doomed: readonly { name: string }[], confirm: string | undefined): void {
  if (ctx.dryRun || confirm === 'yes' || doomed.length === 0) return;
  const names = doomed.map(({ name }) => JSON.stringify(name)).join(', ');
  throw unconfirmed(`Deleting ${names} cannot be undone; nothing was changed yet`);
}
