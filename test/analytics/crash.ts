import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/db/database.js';
import type { Outgoing } from '../../src/sandbox/engine/exchange.js';
import { serveSandbox } from '../../src/sandbox/http-server.js';
import { API_KEYS, createSandbox, SPACES } from '../../src/sandbox/index.js';
import type { TaskRow } from '../../src/sandbox/state/tasks.js';
import type { TimeEntryRow } from '../../src/sandbox/state/time-entries.js';
import { randomFrom } from '../attack/support/random.js';
import { liveCopyOf, migrated } from '../support/analytics.js';
import { databaseProgram, programCache } from '../support/database-program.js';
import { type kinds, newDatabase, newEmbedded, newPostgres, noPostgres } from '../support/databases.js';
import type { Rows } from '../support/policy-oracle.js';
import { sharedSandbox } from '../support/shared-sandbox.js';
import type { Ending, Order } from './crash-child.js';
import { edit } from './crash-edits.js';
import { syncWith } from './sync-with.js';

/** What happens while a sync runs, besides edits. */
export const troubles = ['kills', 'two workers', 'paused worker', 'failed pages', '429 storm', 'lost Space'] as const;
export type Trouble = (typeof troubles)[number];

/** What many interrupted syncs left. */
export interface CrashFigures {
  rounds: number;
  kills: number;
  /** Kills that met a process at work. */
  hits: number;
  edits: number;
  /** Workers that woke up after another had taken over, and were kept from writing. */
  fencedOff: number;
  /** Rows that differ from those of a fresh full sync, after an incremental and after a full one. */
  differences: number;
  wrongDeletions: number;
}

interface Child {
  process: ChildProcess;
  ending: Promise<Ending | undefined>;
}

/** Syncs one Workspace over and over in processes that are interrupted, and looks what its copy holds in the end. */
export class CrashTest {
  readonly figures: CrashFigures = {
    rounds: 0,
    kills: 0,
    hits: 0,
    edits: 0,
    fencedOff: 0,
    differences: 0,
    wrongDeletions: 0,
  };
  /** What differed, for whoever has to find out why. */
  readonly examples: string[] = [];
  private readonly shared;

  constructor(
    tasks: number,
    private readonly program: string,
  ) {
    const { rows } = createSandbox({ seed: { scale: tasks }, rateLimit: false }).snapshot();
    this.shared = sharedSandbox({ rateLimit: false }, rows as Rows);
  }

  /** One sync with so many kills, at requests drawn from `seed`; `requests` is about how many it takes. */
  async round(
    kind: (typeof kinds)[number],
    trouble: Trouble,
    { kills, seed, requests }: { kills: number; seed: number; requests: number },
  ): Promise<void> {
    const { sandbox, rows } = this.shared;
    const random = randomFrom(seed);
    sandbox.reset();
    const folder = await mkdtemp(join(tmpdir(), 'sync-crash-'));
    const postgres = kind === 'postgres' ? await newPostgres() : undefined;
    let seen = 0;
    let isEdited = true;
    let arrival: { at: number; resolve: () => void } | undefined;
    const arrivalOf = (nth: number) =>
      new Promise<void>((resolve) => {
        arrival = { at: nth, resolve };
      });
    const server = await serveSandbox({
      clock: sandbox.clock,
      exchange: async (request) => {
        seen++;
        if (arrival && seen >= arrival.at) {
          setTimeout(arrival.resolve, random.below(15));
          arrival = undefined;
        }
        if (isEdited && random.below(100) < 35) {
          this.figures.edits++;
          const { tasks, timeEntries } = rows() as unknown as { tasks: TaskRow[]; timeEntries: TimeEntryRow[] };
          await edit(sandbox, { tasks, timeEntries }, random);
        }
        return (await this.spoilt(trouble, seen, requests)) ?? sandbox.exchange(request);
      },
    });
    const order: Order = {
      url: server.url,
      apiKey: trouble === 'lost Space' ? API_KEYS.admin : sandbox.apiKey,
      databaseUrl: postgres?.url,
      folder,
      full: true,
      leaseSeconds: trouble === 'paused worker' ? 1 : 60,
    };
    try {
      const step = Math.max(2, Math.floor(requests / (kills + 1)));
      for (let kill = 0; kill < kills; kill++) {
        const struck = arrivalOf(seen + 1 + random.below(step));
        const workers = [this.start(order), ...(trouble === 'two workers' ? [this.start(order)] : [])];
        await Promise.race([struck, ...workers.map(({ ending }) => ending)]);
        arrival = undefined;
        if (trouble === 'paused worker') await this.pause(workers[0]!, order);
        for (const { process, ending } of workers) {
          this.figures.kills++;
          if (process.exitCode === null) this.figures.hits++;
          process.kill('SIGKILL');
          await ending;
        }
      }
      let last: Ending | undefined;
      for (let start = 0; start < 20 && last?.kind !== 'done'; start++) last = await this.start(order).ending;
      if (last?.kind !== 'done') throw new Error(`the sync never ended: ${last?.message}`);
      isEdited = false;
      await server.close();
      const db = postgres?.db ?? (await newEmbedded({ folder }));
      await this.compare(db, trouble, `${kind}, ${trouble}, seed ${seed}`);
      this.figures.rounds++;
      if (!postgres) await db.close();
    } finally {
      await server.close().catch(() => undefined);
      await postgres?.drop();
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Stops a worker until another has its turn, and lets it go on while that one works. */
  private async pause(worker: Child, order: Order): Promise<void> {
    worker.process.kill('SIGSTOP');
    const other = this.start({ ...order, leaseSeconds: 30 });
    const woken = other.ending.then(() => undefined);
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 4_000)), woken]);
    worker.process.kill('SIGCONT');
    const ending = await worker.ending;
    if (ending?.kind === 'taken over') this.figures.fencedOff++;
    this.figures.kills++;
    other.process.kill('SIGKILL');
    await other.ending;
  }

  /** The answer to a request that goes wrong. */
  private async spoilt(trouble: Trouble, nth: number, requests: number): Promise<Outgoing | undefined> {
    const phase = nth % 40;
    if (trouble === '429 storm' && phase < 15)
      return {
        status: 429,
        // The clock is the real one: the first of a storm has to be waited for, the others say nothing.
        headers: { 'content-type': 'application/json', ...(phase === 0 && { 'retry-after': '1' }) },
        body: JSON.stringify({ err: 'Rate limit reached', ECODE: 'APP_002' }),
      };
    // More often in a row than a call is repeated.
    if (trouble === 'failed pages' && phase < 6 && nth < 3 * requests)
      return { status: 500, headers: { 'content-type': 'application/json' }, body: '{"err":"Internal","ECODE":"X"}' };
    if (trouble === 'lost Space' && nth === Math.floor(requests / 3)) await this.setPrivate(true);
    return undefined;
  }

  private async setPrivate(isPrivate: boolean): Promise<void> {
    const { sandbox } = this.shared;
    const answer = await sandbox.fetch(`https://api.clickup.com/api/v2/space/${SPACES.engineering}`, {
      method: 'PUT',
      headers: { authorization: API_KEYS.owner, 'content-type': 'application/json' },
      body: JSON.stringify({ private: isPrivate }),
    });
    if (!answer.ok) throw new Error(`the Space was not changed: ${await answer.text()}`);
  }

  private async compare(db: Database, trouble: Trouble, what: string): Promise<void> {
    const { sandbox, rows } = this.shared;
    const { tasks } = rows() as unknown as { tasks: TaskRow[] };
    const gone = new Set(tasks.filter(({ deleted }) => deleted).map(({ id }) => id));
    const wrong = await db.query<{ task_id: string }>("SELECT task_id FROM cu.tasks WHERE deleted_reason = 'deleted'");
    this.figures.wrongDeletions += wrong.filter(({ task_id }) => !gone.has(task_id)).length;
    if (trouble === 'lost Space') await this.setPrivate(false);
    const fresh = await newDatabase(noPostgres ? 'embedded' : 'postgres');
    try {
      await migrated(fresh.db);
      await syncWith(sandbox.options, fresh.db);
      const wanted = await liveCopyOf(fresh.db);
      if (trouble !== 'lost Space') {
        await syncWith(sandbox.options, db);
        // What was deleted after it was read only another full sync, or the audit, finds; places wait as long.
        // Time that is tracked changes no date of its task, whose own sum is a checksum alone.
        const known = (rows: ReadonlySet<string>) =>
          new Set(
            [...rows]
              .filter((row) => !/^(spaces|folders|lists|statuses) /.test(row))
              .map((row) => row.replace(/"(content_hash|time_spent_ms)":("[^"]*"|\w+),?/g, '')),
          );
        this.tell(known(wanted), known(await liveCopyOf(db, gone)), `${what}, incremental`);
      }
      await syncWith(sandbox.options, db, { full: true });
      this.tell(wanted, await liveCopyOf(db), `${what}, full`);
    } finally {
      await fresh.drop();
    }
  }

  private tell(wanted: ReadonlySet<string>, found: ReadonlySet<string>, what: string): void {
    const differing = [
      ...[...wanted].filter((row) => !found.has(row)).map((row) => `missing ${row}`),
      ...[...found].filter((row) => !wanted.has(row)).map((row) => `too much ${row}`),
    ];
    this.figures.differences += differing.length;
    this.examples.push(...differing.slice(0, 5).map((row) => `${what}: ${row}`));
  }

  private start(order: Order): Child {
    const child = fork(this.program, [JSON.stringify(order)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ending = new Promise<Ending | undefined>((resolve) => {
      child.once('message', (message) => resolve(message as Ending));
      child.once('exit', () => resolve(undefined));
    });
    return { process: child, ending };
  }
}

/** The child as one file. */
export async function crashProgram(): Promise<{ program: string; remove(): Promise<void> }> {
  await mkdir(programCache, { recursive: true });
  const folder = await mkdtemp(join(programCache, 'sync-crash-'));
  const program = await databaseProgram(new URL('crash-child.ts', import.meta.url), folder);
  return { program, remove: () => rm(folder, { recursive: true, force: true }) };
}
