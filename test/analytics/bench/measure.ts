import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from '../../../src/analytics/schema/index.js';
import { entryOf } from '../../../src/analytics/tool.js';
import { analyticsTools } from '../../../src/analytics/tools/index.js';
import type { Database } from '../../../src/db/database.js';
import { migrate } from '../../../src/db/migrate.js';
import { openPostgres } from '../../../src/db/postgres.js';
import { createClickUp } from '../../../src/index.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { newEmbedded, newPostgres } from '../../support/databases.js';
import { inputs } from './inputs.js';
import { fill } from './rows.js';

export interface Measured {
  kind: string;
  rowsPerSecond: number;
  /** Of the process that answers, once every report ran. */
  residentMb: number;
  /** Milliseconds by tool. */
  p95: Record<string, number>;
  /** Processes that wanted a core meanwhile. */
  load: number;
}

const [kind = 'embedded', tasks, entries, runs, place] = process.argv.slice(2);

/** Fills a database, and has a new process measure the reports: what a server holds in memory, not what loading left there. */
async function filled(): Promise<Measured> {
  const size = { tasks: Number(tasks), entries: Number(entries) };
  const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-bench-'));
  const made = kind === 'postgres' ? await newPostgres() : { db: await newEmbedded({ folder }), url: folder };
  try {
    await migrate(made.db, schema);
    const rowsPerSecond = await fill(made.db, size);
    if (kind === 'embedded') await made.db.close();
    const args = ['--import', 'tsx', ...process.argv.slice(1, 6), made.url];
    const answer = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    return { ...JSON.parse(answer), rowsPerSecond };
  } finally {
    if ('drop' in made) await made.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs every report so many times, the first one to warm up. */
async function reports(db: Database): Promise<Record<string, number>> {
  const sandbox = createSandbox();
  const clickup = createClickUp({
    ...sandbox.options,
    tools: analyticsTools.map(entryOf),
    services: { analytics: { db } },
  });
  const p95: Record<string, number> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const took: number[] = [];
    for (let run = 0; run <= Number(runs); run++) {
      const start = performance.now();
      const answer = await clickup.call(name as never, input as never);
      if (!answer.success) throw new Error(`${name}: ${answer.error.message}`);
      took.push(performance.now() - start);
    }
    const warm = took.slice(1).sort((a, b) => a - b);
    p95[name] = warm[Math.ceil(warm.length * 0.95) - 1]!;
  }
  return p95;
}

async function measured(at: string): Promise<Omit<Measured, 'rowsPerSecond'>> {
  const db = kind === 'postgres' ? await openPostgres({ url: at }) : await newEmbedded({ folder: at });
  const p95 = await reports(db);
  const residentMb = Math.round(process.memoryUsage().rss / 2 ** 20);
  await db.close();
  return { kind, p95, residentMb, load: loadavg()[0]! };
}

process.stdout.write(JSON.stringify(place === undefined ? await filled() : await measured(place)));
