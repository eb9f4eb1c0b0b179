import type { Context } from '../clickup/context.js';
import { unconfirmed } from '../runtime/confirmation.js';

/** Throws CONFIRMATION_REQUIRED where an update would also delete things and nobody agreed; a dry run needs no consent. */
export function confirmDeletion(ctx: Context, doomed: readonly { name: string }[], confirm: string | undefined): void {
  if (ctx.dryRun || confirm === 'yes' || doomed.length === 0) return;
  const names = doomed.map(({ name }) => JSON.stringify(name)).join(', ');
  throw unconfirmed(`This deletes ${names} for good; nothing was changed yet`);
}
