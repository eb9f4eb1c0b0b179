import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from '../../../src/analytics/schema/index.js';
import { migrate } from '../../../src/db/migrate.js';
import { databaseProgram, programCache } from '../../support/database-program.js';
import { newEmbedded, newPostgres } from '../../support/databases.js';
import type { Answered } from './answer.js';
import { fill } from './rows.js';

export interface Measured extends Answered {
  kind: string;
  rowsPerSecond: number;
}

const [kind = 'embedded', tasks, entries, runs = '20'] = process.argv.slice(2);

/** The program that answers, built: what compiles tests as they run would count into its memory. */
const buildAnswer = () => databaseProgram(new URL('answer.ts', import.meta.url), join(programCache, 'bench'));

/** As the guide to large copies has it. */
const likeGuide = "TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'";

/** Fills a database, and has a new process measure the reports: what a server holds in memory, not what loading left there. */
async function measured(): Promise<Measured> {
  const size = { tasks: Number(tasks), entries: Number(entries) };
  const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-bench-'));
  const made =
    kind === 'postgres' ? await newPostgres({ made: likeGuide }) : { db: await newEmbedded({ folder }), url: folder };
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
