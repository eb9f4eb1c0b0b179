import { createClickUp } from '../../src/index.js';
import { fileStore } from '../../src/node/file-store.js';
import { httpTransport } from '../../src/node/http-transport.js';
import type { LockTimes } from '../../src/node/lock-file.js';
import { systemClock } from '../../src/runtime/clock.js';
import { listJobs } from '../../src/runtime/jobs/records.js';

/** What a child is to do: create tasks in one call, or go on with the call that another process began. */
export interface Order {
  url: string;
  apiKey: string;
  stateDir: string;
  list: string;
  items: number;
  resumes: boolean;
  times?: LockTimes | undefined;
}

/** What it says when it is done. */
export interface Report {
  made: { name: string; id: string }[];
  /** What was told of other items, as JSON. */
  others: string[];
}

/** To stand still for so many milliseconds, as a process of a machine that sleeps. */
export interface Sleep {
  sleepMs: number;
}

process.on('message', ({ sleepMs }: Sleep) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, sleepMs);
});

const { url, apiKey, stateDir, list, items, resumes, times } = JSON.parse(process.argv[2]!) as Order;
// Nothing but the sandbox is waited for, which answers at once.
const clock = { ...systemClock, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal) };
const store = fileStore(stateDir, times);
const clickup = createClickUp({
  apiKey,
  baseUrl: url,
  transport: httpTransport,
  timeZone: 'UTC',
  store,
  clock,
});

const [begun] = resumes ? await listJobs(store) : [];
const tasks = Array.from({ length: items }, (_, index) => ({ name: `Item ${index}` }));
const { results } = await clickup.task
  .createBulk({ list_id: list, tasks, dry_run: false }, begun && { jobId: begun.id })
  .catch((error: Error & { code?: string }) => {
    // Taken over before any of its own tasks was known to be made.
    if (resumes || error.code !== 'CONFLICT') throw error;
    return { results: [] };
  });
const made: Report['made'] = [];
const others: string[] = [];
for (const result of results as { id?: string; name?: string }[]) {
  const { id, name } = result;
  if (id && name) made.push({ id, name });
  else others.push(JSON.stringify(result));
}
process.send?.({ made, others } satisfies Report, () => process.disconnect?.());
