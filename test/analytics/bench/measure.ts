import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { schema } from '../../../src/analytics/schema/index.js';
import { migrate } from '../../../src/db/migrate.js';
import { newEmbedded, newPostgres } from '../../support/databases.js';
import type { Answered } from './answer.js';
import { fill } from './rows.js';

export interface Measured extends Answered {
  kind: string;
  rowsPerSecond: number;
}

const [kind = 'embedded', tasks, entries, runs = '20'] = process.argv.slice(2);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the program that answers as the package is built: what compiles tests as they run would count into its memory. */
async function buildAnswer(): Promise<string> {
  const folder = here('../../../node_modules/.cache/clickup-tools/bench');
  const outfile = join(folder, 'answer.mjs');
  await build({
    entryPoints: [here('./answer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg', '@electric-sql/pglite'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  copyFileSync(here('../../../src/db/pglite-worker.js'), join(folder, 'pglite-worker.js'));
  return outfile;
}

/** Fills a database, and has a new process measure the reports: what a server holds in memory, not what loading left there. */
async function measured(): Promise<Measured> {
  const size = { tasks: Number(tasks), entries: Number(entries) };
  const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-bench-'));
  const made = kind === 'postgres' ? await newPostgres() : { db: await newEmbedded({ folder }), url: folder };
  try {
    await migrate(made.db, schema);
    const rowsPerSecond = await fill(made.db, size);
    if (kind === 'embedded') await made.db.close();
    const program = await buildAnswer();
    const options: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
    const answered: Answered = JSON.parse(execFileSync(process.execPath, [program, made.url, runs], options));
    return { ...answered, kind, rowsPerSecond };
  } finally {
    if ('drop' in made) await made.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.stdout.write(JSON.stringify(await measured()));
