import { routePath } from 'hono/route';
import type { Deps } from '../deps.js';
import type { RefusalReason } from '../events.js';
import type { Ctx } from './env.js';

/** These come in floods, of which the log has a line a second each. */
const floods: ReadonlySet<RefusalReason> = new Set(['call limit', 'address limit']);
const floodMs = 1_000;

/** When a line of each was last written, by log. */
const told = new WeakMap<object, Map<RefusalReason, number>>();

function mayTell({ log, clock }: Pick<Deps, 'log' | 'clock'>, reason: RefusalReason): boolean {
  if (!floods.has(reason)) return true;
  const last = told.get(log) ?? new Map<RefusalReason, number>();
  told.set(log, last);
  const now = clock.now();
  if (now - (last.get(reason) ?? Number.NEGATIVE_INFINITY) < floodMs) return false;
  last.set(reason, now);
  return true;
}

/** Notes that somebody is turned away, for those who run the server: who asked is told less. */
export function noteRefusal(
  deps: Pick<Deps, 'log' | 'metrics' | 'tell' | 'clock'>,
  c: Ctx,
  reason: RefusalReason,
): void {
  const { log, metrics, tell } = deps;
  const request = c.get('requestId');
  const teamId = c.get('teamId');
  if (!mayTell(deps, reason)) c.set('isUntold', true);
  else log.info(`Refused: ${reason}`, { requestId: request, ...(teamId && { teamId }) });
  metrics.count('clickup_hosted_refused_total', { reason });
  tell({ event: 'refused', teamId, data: { reason, at: routePath(c, -1), request } });
}
