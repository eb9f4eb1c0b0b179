import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import type { Database } from '../../db/database.js';
import { ClickUpError, clickUpError, invalidInput } from '../../runtime/errors.js';
import type { Guard } from './guard.js';
import { type Job, type Jobs, jobKinds } from './jobs.js';
import { problem } from './problem.js';

export interface RestOptions {
  version: string;
  db: Database;
  jobs: Jobs;
  guard: Guard;
  /** When the next sync begins by itself; null without a schedule. */
  nextSync(): Date | null;
}

const maxBodyBytes = 16 * 1024;

/** What a request may say, in its query or as JSON. */
const input = z.strictObject({
  full: z.stringbool().or(z.boolean()).default(true),
  history_days: z.coerce.number().int().min(1).max(3_660).optional(),
});

/**
 * The routes of the sync service: `/sync/tasks`, `/sync/employees` and `/sync/daily`, which answer 202 with a job; `/jobs` and
 * `/jobs/:id`; and `/health`. Others of `app` are not touched.
 */
export function addRestRoutes(app: Hono, { version, db, jobs, guard, nextSync }: RestOptions): void {
  app.get('/health', async () => {
    const health = await healthOf(db, jobs);
    const next = nextSync();
    return Response.json(
      { version, ...health, next_sync: next?.toISOString() ?? null },
      { status: health.status === 'ok' ? 200 : 503, headers: noStore },
    );
  });
  for (const path of ['/sync/*', '/jobs', '/jobs/*']) app.use(path, guard.api);
  app.on(
    ['GET', 'POST'],
    '/sync/:kind',
    bodyLimit({ maxSize: maxBodyBytes, onError: () => problem(tooLong()) }),
    async (context) => {
      try {
        const kind = jobKinds.find((each) => each === context.req.param('kind'));
        if (!kind) throw unknownKind(context.req.param('kind'));
        return accepted(jobs.start(kind, await inputOf(context), 'request'));
      } catch (error) {
        if (error instanceof ClickUpError) return problem(error);
        throw error;
      }
    },
  );
  app.get('/jobs', () => Response.json({ jobs: jobs.list() }, { headers: noStore }));
  app.get('/jobs/:id', (context) => {
    const job = jobs.get(context.req.param('id'));
    return job ? Response.json({ job }, { headers: noStore }) : problem(unknownJob(context.req.param('id')));
  });
}

const noStore = { 'cache-control': 'no-store' };

function accepted(job: Job): Response {
  const status_url = `/jobs/${job.id}`;
  return Response.json({ job, status_url }, { status: 202, headers: { ...noStore, location: status_url } });
}

async function inputOf(context: Context): Promise<z.output<typeof input>> {
  const given: unknown = context.req.method === 'POST' ? await bodyOf(context) : context.req.query();
  const read = input.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalidInput(`${issue!.path.join('.') || 'The input'}: ${issue!.message}`, {
    parameter: issue!.path.join('.') || 'body',
    value: given,
    suggestion: 'Give full (true or false) and history_days (1 to 3660), or nothing.',
  });
}

async function bodyOf({ req }: Context): Promise<unknown> {
  const text = await req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput('The body is no JSON', {
      parameter: 'body',
      suggestion: 'Send {"full": false} as application/json, or no body.',
    });
  }
}

const tooLong = () =>
  invalidInput(`A body has at most ${maxBodyBytes} bytes`, {
    parameter: 'body',
    suggestion: 'Send {"full": false}, or no body.',
  });

const unknownKind = (given: string | undefined) =>
  clickUpError('RESOURCE_NOT_FOUND', `There is no /sync/${given}`, {
    suggestion: `There are: ${jobKinds.map((kind) => `/sync/${kind}`).join(', ')}.`,
  });

const unknownJob = (id: string) =>
  clickUpError('RESOURCE_NOT_FOUND', `No job ${id} is known`, {
    suggestion: '/jobs lists those of this process; clickup-analytics status shows what earlier syncs did.',
  });

/** Whether the database answers, and how fresh the copy is. It names nobody and nothing: anybody may ask. */
async function healthOf(db: Database, jobs: Jobs) {
  const running = jobs.list().find(({ state }) => state === 'running')?.kind ?? null;
  try {
    const [row] = await db.query<{ synced_at: Date | null; failed: number }>(
      `SELECT min(synced_at) AS synced_at,
         (SELECT count(*) FROM cu.sync_lease l CROSS JOIN LATERAL (
            SELECT state FROM cu.sync_runs r WHERE r.workspace_id = l.workspace_id ORDER BY run_id DESC LIMIT 1) last
          WHERE last.state = 'failed') AS failed
       FROM cu.workspaces`,
    );
    return {
      status: 'ok' as const,
      database: 'up' as const,
      synced_at: row?.synced_at?.toISOString() ?? null,
      last_sync_failed: Number(row?.failed) > 0,
      running,
    };
  } catch {
    return { status: 'down' as const, database: 'down' as const, running };
  }
}
