import type { Context } from '../clickup/context.js';
import type { Call } from '../runtime/call.js';
import type { Runtime } from '../runtime/client.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { Planned } from '../runtime/planning.js';
import { apiPath } from '../runtime/send.js';
import { planOf } from './plan.js';
import { readsFor } from './reads.js';
import type { Wholes } from './wholes.js';

/** Puts what a call planned into words. */
export async function planFor(
  ctx: Context,
  call: Call,
  { runtime, wholes, mostRead }: { runtime: Runtime; wholes: Wholes; mostRead: number },
): Promise<Planned> {
  await learnFrom(call, runtime, wholes);
  const reads = readsFor(call, {
    send: runtime.send,
    baseUrl: runtime.baseUrl,
    api: runtime.description,
    wholes,
    now: () => runtime.clock.now(),
  });
  return planOf(call.planned, { ctx, reads, router: runtime.router, mostRead });
}

/** What the tool read says where its parts belong. */
async function learnFrom(call: Call, { router }: Runtime, wholes: Wholes): Promise<void> {
  for (const [url, reading] of call.seen ?? []) {
    const route = router('GET', apiPath(url));
    if (route.kind !== 'match') continue;
    const answer: unknown = await reading.then((response) => response.clone().json()).catch(() => undefined);
    if (isPlainObject(answer)) wholes.learn(route.operation, url, answer);
  }
}
