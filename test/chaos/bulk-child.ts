import { createClickUp } from '../../src/index.js';
import { fileStore } from '../../src/node/file-store.js';
import { httpTransport } from '../../src/node/http-transport.js';
import { systemClock } from '../../src/runtime/clock.js';
import { listJobs } from '../../src/runtime/jobs/records.js';

/** What a child is to do. */
export interface Order {
  url: string;
  apiKey: string;
  stateDir: string;
  list: string;
  items: number;
  mostInCall: number;
  /** Only what an earlier process began. */
  begunOnly?: boolean;
}

/** What it says when it is done. */
export interface Report {
  made: { name: string; id: string }[];
}

const order = JSON.parse(process.argv[2]!) as Order;
// Nothing but the sandbox is waited for, which answers at once.
const clock = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal) };
const store = fileStore(order.stateDir);
const clickup = createClickUp({
  apiKey: order.apiKey,
  baseUrl: order.url,
  transport: httpTransport,
  timeZone: 'UTC',
  store,
  clock,
});

const made: Report['made'] = [];
// The jobs of an earlier process, in their order.
const begun = (await listJobs(store)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
for (let from = 0; from < order.items; from += order.mostInCall) {
  const count = Math.min(order.mostInCall, order.items - from);
  const tasks = Array.from({ length: count }, (_, index) => ({ name: `Item ${from + index}` }));
  const known = begun[from / order.mostInCall];
  if (!known && order.begunOnly) break;
  const input = { list_id: order.list, tasks, ...(known && { job_id: known.id }) };
  const { results } = await clickup.task.createBulk({ ...input, dry_run: false });
  for (const { id, name } of results as { id?: string; name?: string }[]) if (id && name) made.push({ id, name });
}
process.send?.({ made } satisfies Report);
process.disconnect?.();
