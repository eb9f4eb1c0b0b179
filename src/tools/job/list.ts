import type { JobListData, JobListInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { type JobPosition, jobsOf } from '../../clickup/jobs.js';
import { decodeCursor, encodeCursor } from '../../runtime/cursor.js';
import { isPlainObject } from '../../runtime/plain-object.js';

const usual = 20;

const isPosition = (value: unknown): value is JobPosition =>
  isPlainObject(value) && typeof value.at === 'number' && typeof value.id === 'string';

/** Bulk calls that were begun through this client, or another on its store: newest first, with what is left of each. */
export async function jobList(ctx: Context, input: JobListInput): Promise<JobListData> {
  const owner = { tool: 'clickup_job_list', input };
  const after = decodeCursor(owner, isPosition);
  const { jobs, next } = await jobsOf(ctx).list({ after, limit: input.limit ?? usual });
  const times = jobs.length > 0 ? await ctx.times() : undefined;
  return {
    jobs: jobs.map((job) => ({ ...job, begun: times?.instant(job.begun) ?? new Date(job.begun).toISOString() })),
    ...(next && { next_cursor: encodeCursor(owner, { ...next }) }),
  };
}
