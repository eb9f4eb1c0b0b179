import { parseFault } from '../../src/cli/faults.js';
import type { Database } from '../../src/db/database.js';
import type { Envelope } from '../../src/runtime/envelope.js';
import { failureText, type RunOptions, type RunResult } from '../examples/runner.js';
import { emptyDatabase } from './empty-database.js';

type Parts = typeof import('./parts.js');

/** A call on a copy, of which nothing stays. */
export interface CopyTrial extends RunOptions {
  /** On a copy that was never synced. */
  unsynced?: boolean | undefined;
}

/** A copy of the sample data on which every call is tried as if it were the first. */
export interface CopyStage {
  run(tool: string, trial: CopyTrial, salt: string): Promise<RunResult>;
  faultOf: typeof parseFault;
  /** The moment of every trial, ISO 8601. */
  moment: string;
  close(): Promise<void>;
}

const hourMs = 3_600_000;

/** Syncs the sample data on three days, between which people worked: reports have something to tell of. */
export async function openCopyStage(parts: Parts): Promise<CopyStage> {
  const { analyticsTools, createClickUp, createSandbox, entryOf, manualClock, standardTools } = parts;
  const clock = manualClock();
  const sandbox = createSandbox({ clock });
  const db = await parts.openEmbedded({ image: await emptyDatabase() });
  await parts.migrate(db, parts.schema);
  const tools = [...standardTools, ...analyticsTools.map(entryOf)];
  const clickup = createClickUp({ ...sandbox.options, tools, services: { analytics: { db } }, cacheMs: 0 });
  const call = async (tool: string, input: object) => {
    const answer = (await clickup.call(tool as never, input as never)) as Envelope;
    if (!answer.success) throw new Error(`${tool}: ${failureText(answer)}`);
  };
  await call('sync_now', {});
  for (const work of daysOfWork(parts)) {
    clock.advance(21 * hourMs);
    for (const [tool, input] of work) {
      clock.advance(hourMs / 4);
      await call(tool, input);
    }
    clock.advance(3 * hourMs - (work.length * hourMs) / 4);
    await call('sync_now', {});
    await call('sync_now', { part: 'daily' });
  }
  const now = clock.now();
  const world = sandbox.snapshot();
  return {
    faultOf: parseFault,
    moment: new Date(now).toISOString(),
    run: (tool, trial, salt) =>
      undone(db, async (copy) => {
        if (trial.unsynced) await copy.query('DELETE FROM cu.workspaces', []);
        // A sequence knows no way back.
        await copy.query(
          "SELECT setval(pg_get_serial_sequence('cu.sync_runs', 'run_id'), max(run_id)) FROM cu.sync_runs",
          [],
        );
        const { faults, apiKey = parts.SANDBOX_API_KEY, baseUrl, before = [] } = trial;
        const own = createSandbox({
          clock: manualClock(now),
          // Rows are never mutated, so that all sandboxes can share them.
          seed: ({ state }) => {
            for (const [name, table] of Object.entries(state)) table.load((world.rows[name] ?? []) as never);
          },
          ...(faults && { faults, rateLimit: { limit: 100, windowMs: 1_000 } }),
        });
        const random = new parts.Random(parts.hash(`${tool} ${salt}`));
        const client = createClickUp({
          ...own.options,
          apiKey,
          ...(baseUrl !== undefined && { baseUrl }),
          random: () => random.next(),
          tools,
          services: { analytics: { db: copy } },
          cacheMs: 0,
        });
        for (const each of before) {
          const answer = (await client.call(each.tool as never, each.input as never)) as Envelope;
          if (!answer.success) throw new Error(`${each.tool}, which goes before, failed: ${failureText(answer)}`);
        }
        const earlier = own.requests.length;
        const envelope = (await client.call(tool as never, trial.input as never)) as Envelope;
        return { envelope, calls: own.requests.slice(earlier).flatMap(({ operation }) => operation ?? []) };
      }),
    close: () => db.close(),
  };
}

/** Does something with a database, and takes it back. */
async function undone<Result>(db: Database, work: (copy: Database) => Promise<Result>): Promise<Result> {
  const back = new Error('taken back');
  let result: Result | undefined;
  await db
    .transaction(
      async (tx) => {
        const inside: Database = {
          kind: db.kind,
          ...tx,
          transaction: (inner) => inner(tx),
          close: async () => undefined,
        };
        result = await work(inside);
        throw back;
      },
      { timeoutMs: 0 },
    )
    .catch((error: unknown) => {
      if (error !== back) throw error;
    });
  return result as Result;
}

/** What people did between the syncs. */
function daysOfWork({ LISTS, TASKS, USERS }: Parts): (readonly [tool: string, input: object])[][] {
  const worked = (user: string, task: string, start: string, duration: string, more: object = {}) =>
    ['clickup_time_create', { person: user, task_id: task, start, duration, ...more }] as const;
  return [
    [
      ['clickup_task_update', { task_id: TASKS.greyButton, status: 'in progress', assignees: { add: [USERS.samuel] } }],
      ['clickup_task_create', { list_id: LISTS.sprint24, name: 'Log why an unlock took long', time_estimate: '3h' }],
      ['clickup_task_update', { task_id: TASKS.secondRegion, priority: 'high' }],
    ],
    [
      ['clickup_task_update', { task_id: TASKS.greyButton, status: 'done' }],
      ['clickup_task_update', { task_id: TASKS.certificates, status: 'in progress' }],
      worked(USERS.samuel, TASKS.greyButton, '2026-10-06T09:00+02:00', '3h 15m', { billable: true }),
      worked(USERS.priya, TASKS.certificates, '2026-10-06T13:30+02:00', '2h'),
      worked(USERS.lena, TASKS.offlineUnlock, '2026-10-06T23:15+02:00', '1h 30m', {
        description: 'Test rides at night',
      }),
    ],
  ];
}
