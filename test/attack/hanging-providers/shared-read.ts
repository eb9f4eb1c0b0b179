import { createClickUp } from '../../../src/index.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { virtualClock } from '../../support/virtual-clock.js';
import { loadedTools } from '../support/loaded-tools.js';
import type { Watch } from './watch.js';

const datedTask = ['clickup_task_create', { list_id: '901710000302', name: 'One', due_date: 'tomorrow' }] as const;
const patientMs = 20_000;
const hastyMs = 1_000;

/** Two calls need the token's user, which the first asks for; the second must not wait longer than it may. */
export async function sharedRead(watch: Watch): Promise<void> {
  const sandbox = createSandbox({ rateLimit: false });
  let isMended = false;
  const clickup = createClickUp({
    apiKey: sandbox.apiKey,
    tools: await loadedTools(),
    clock: virtualClock(),
    random: () => 0.5,
    fetch: (request) => (isMended ? sandbox.fetch(request) : new Promise(() => undefined)),
  });
  const patient = watch.call('the call that reads for both', clickup, datedTask, { deadlineMs: patientMs });
  const hasty = watch.call('a call that waits for the read of another', clickup, datedTask, { deadlineMs: hastyMs });
  const over = new AbortController();
  const cancelled = watch.call('a cancelled call that waits for the read of another', clickup, datedTask, {
    deadlineMs: hastyMs,
    signal: over.signal,
  });
  setImmediate(() => over.abort());
  await Promise.all([patient, hasty, cancelled]);
  isMended = true;
  await watch.afterwards('after a read that two calls shared', clickup);
}
