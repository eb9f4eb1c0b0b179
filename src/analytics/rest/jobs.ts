import { randomUUID } from 'node:crypto';
import { ClickUpError, type ErrorBody } from '../../runtime/errors.js';

/** What a sync brings up to date: everything, the people alone, or the snapshot of the day. */
export const jobKinds = ['tasks', 'employees', 'daily'] as const;
export type JobKind = (typeof jobKinds)[number];

/** A sync that was asked for. Times are ISO 8601. */
export interface Job {
  id: string;
  kind: JobKind;
  state: 'queued' | 'running' | 'done' | 'failed';
  requested_by: 'schedule' | 'request' | 'webhook';
  requested_at: string;
  started_at?: string;
  finished_at?: string;
  /** How far it is. */
  progress?: string;
  result?: object;
  error?: ErrorBody;
}

export interface JobInput {
  full?: boolean | undefined;
  history_days?: number | undefined;
  /** Reads only what webhooks told of, where they work. */
  trust_webhooks?: boolean | undefined;
}

export interface JobsOptions {
  /** Does the work of a job; what it throws fails the job. */
  run(kind: JobKind, input: JobInput, progress: (message: string) => void, signal: AbortSignal): Promise<object>;
  now(): number;
  /** Told of each job that has begun or ended. */
  changed?: (job: Job) => void;
}

/** Ended jobs that are remembered. What each sync did is in `cu.sync_runs` for good. */
const mostEnded = 100;

export interface Jobs {
  /** Queues a job; one that is queued already for the same, or runs, is given in its place. */
  start(kind: JobKind, input: JobInput, requestedBy: Job['requested_by']): Job;
  get(id: string): Job | undefined;
  /** Newest first. */
  list(): Job[];
  /** Resolves when nothing is queued or running. */
  idle(): Promise<void>;
  /** Stops the one that runs, where it can be taken up again, and drops the others. */
  close(): Promise<void>;
}

/** Runs syncs one after the other, so that none overlaps another. */
export function createJobs({ run, now, changed }: JobsOptions): Jobs {
  const jobs = new Map<string, { job: Job; input: JobInput }>();
  const cancel = new AbortController();
  let working: Promise<void> = Promise.resolve();
  const time = () => new Date(now()).toISOString();

  async function work(entry: { job: Job; input: JobInput }): Promise<void> {
    const { job, input } = entry;
    if (cancel.signal.aborted) return;
    Object.assign(job, { state: 'running', started_at: time() });
    changed?.(job);
    try {
      job.result = await run(job.kind, input, (message) => Object.assign(job, { progress: message }), cancel.signal);
      job.state = 'done';
    } catch (error) {
      job.state = 'failed';
      job.error = error instanceof ClickUpError ? error.toBody() : unexpected(error);
    }
    delete job.progress;
    job.finished_at = time();
    changed?.(job);
    forget();
  }

  function forget(): void {
    const ended = [...jobs.values()].filter(({ job }) => job.finished_at !== undefined);
    for (const { job } of ended.slice(0, -mostEnded)) jobs.delete(job.id);
  }

  return {
    start(kind, input, requestedBy) {
      const pending = [...jobs.values()].find(
        ({ job, input: other }) =>
          job.kind === kind &&
          (job.state === 'queued' || job.state === 'running') &&
          // A full one does what the others do as well, and one that asks ClickUp what one does that asks only where it must.
          (input.full !== true || other.full === true) &&
          (input.trust_webhooks === true || other.trust_webhooks !== true),
      );
      if (pending) return pending.job;
      const job: Job = {
        id: randomUUID(),
        kind,
        state: 'queued',
        requested_by: requestedBy,
        requested_at: time(),
      };
      const entry = { job, input };
      jobs.set(job.id, entry);
      working = working.then(() => work(entry));
      return job;
    },
    get: (id) => jobs.get(id)?.job,
    list: () => [...jobs.values()].map(({ job }) => job).reverse(),
    idle: () => working,
    async close() {
      cancel.abort();
      await working;
    },
  };
}

const unexpected = (error: unknown): ErrorBody => ({
  code: 'SERVER_ERROR',
  type: 'API_ERROR',
  message: error instanceof Error ? error.message : String(error),
  suggested_action: 'Look at the log of the server, then try again.',
});
