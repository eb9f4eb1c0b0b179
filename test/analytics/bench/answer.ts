import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { entryOf } from '../../../src/analytics/tool.js';
import { analyticsTools } from '../../../src/analytics/tools/index.js';
import { openDatabase } from '../../../src/db/open-database.js';
import { createClickUp } from '../../../src/index.js';
import { inputs } from './inputs.js';

/** What a process measured that does nothing but to answer. */
export interface Answered {
  /** Milliseconds by tool. */
  p95: Record<string, number>;
  /** Milliseconds of processor time by tool, the median: on a machine that does other things they say more. */
  processor: Record<string, number>;
  /** Megabytes of this process, once every report ran. */
  residentMb: number;
  /** Processes that wanted a core meanwhile. */
  load: number;
}

const [place = '', runs] = process.argv.slice(2);
const db = await openDatabase(existsSync(place) ? { folder: place } : { url: place });
const clickup = createClickUp({
  apiKey: 'pk_1_BENCH',
  fetch: () => Promise.reject(new Error('a report asked ClickUp')),
  tools: analyticsTools.map(entryOf),
  services: { analytics: { db } },
});

const answered: Answered = { p95: {}, processor: {}, residentMb: 0, load: 0 };
const processorMs = (): number => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000;
// The first run of each warms up.
for (const [name, input] of Object.entries(inputs)) {
  const took: number[] = [];
  const used: number[] = [];
  for (let run = 0; run <= Number(runs); run++) {
    const [start, before] = [performance.now(), processorMs()];
    const answer = await clickup.call(name as never, input as never);
    if (!answer.success) throw new Error(`${name}: ${answer.error.message}`);
    took.push(performance.now() - start);
    used.push(processorMs() - before);
  }
  const sorted = (values: readonly number[]) => values.slice(1).sort((a, b) => a - b);
  const warm = sorted(took);
  answered.p95[name] = warm[Math.ceil(warm.length * 0.95) - 1]!;
  answered.processor[name] = sorted(used)[Math.floor(warm.length / 2)]!;
}
answered.residentMb = Math.round(process.memoryUsage().rss / 2 ** 20);
answered.load = loadavg()[0]!;
clickup.close();
await db.close();
process.stdout.write(JSON.stringify(answered));
