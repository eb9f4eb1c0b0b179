import { routePath } from 'hono/route';
import type { Deps } from '../deps.js';
import type { RefusalReason } from '../events.js';
import type { Ctx } from './env.js';

/** These come in floods; the line of the request says the same. */
const quiet: ReadonlySet<RefusalReason> = new Set(['call limit', 'address limit']);

/** Notes that somebody is turned away, for those who run the server: who asked is told less. */
export function noteRefusal(
  { log, metrics, tell }: Pick<Deps, 'log' | 'metrics' | 'tell'>,
  c: Ctx,
  reason: RefusalReason,
): void {
  const request = c.get('requestId');
  const teamId = c.get('teamId');
  if (!quiet.has(reason)) log.info(`Refused: ${reason}`, { requestId: request, ...(teamId && { teamId }) });
  metrics.count('clickup_hosted_refused_total', { reason });
  tell({ event: 'refused', teamId, data: { reason, at: routePath(c, -1), request } });
}
