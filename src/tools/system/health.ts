import type { SystemHealthData } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { systemOf } from '../../clickup/system.js';

/** Whether the server can work. It answers without a key too, and sends nothing. */
export async function systemHealth(ctx: Context): Promise<SystemHealthData> {
  const { version, hasKey, metrics } = await systemOf(ctx);
  const isReady = await hasKey();
  const { since, lastSuccess } = metrics();
  const secondsFrom = (moment: number) => Math.max(0, Math.round((ctx.now() - moment) / 1000));
  return {
    status: isReady ? 'ok' : 'no key',
    version,
    up_seconds: secondsFrom(since),
    ...(lastSuccess !== undefined && { last_success_seconds: secondsFrom(lastSuccess) }),
  };
}
