import type { JobPosition, JobStatus, Jobs } from '../clickup/jobs.js';
import { ClickUpError } from '../runtime/errors.js';
import { isWorkedOn, type JobRow, listJobs, readJob } from '../runtime/jobs/records.js';
import type { Store } from '../runtime/store.js';

/** A page of the jobs that a store keeps, newest first. */
export async function jobsIn(store: Store, { after, limit }: Parameters<Jobs['list']>[0]): ReturnType<Jobs['list']> {
  const rows = (await listJobs(store)).sort(newestFirst);
  const rest = after ? rows.filter((row) => newestFirst(after, row) < 0) : rows;
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  const jobs = await Promise.all(shown.map((row) => statusOf(store, row)));
  return { jobs, ...(last && rest.length > shown.length && { next: { at: last.at, id: last.id } }) };
}

const newestFirst = (a: JobPosition, b: JobPosition): number => b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

async function statusOf(store: Store, row: JobRow): Promise<JobStatus> {
  const { id, tool, at, total } = row;
  const [known, isRunning] = await Promise.all([outcomesOf(store, id), isWorkedOn(store, id)]);
  const count = (status: string): number =>
    known ? known.filter((outcome) => outcome.status === status).length : (row.end?.counts[status] ?? 0);
  const [succeeded, failed, unknown] = [count('succeeded'), count('failed'), count('unknown')];
  const counts = { total, succeeded, failed, unknown, left: total - succeeded - failed - unknown };
  const state = isRunning ? 'running' : succeeded === total ? 'done' : known ? 'stopped' : 'expired';
  return { job_id: id, tool, begun: at, state, counts };
}

/** Undefined for a job whose items are not kept any more. */
async function outcomesOf(store: Store, id: string) {
  try {
    return (await readJob(store, id)).outcomes;
  } catch (error) {
    if (error instanceof ClickUpError) return undefined;
    throw error;
  }
}
