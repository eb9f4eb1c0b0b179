import type { JobResumeData, JobResumeInput } from '../../../generated/contracts.js';
import type { Context } from '../../clickup/context.js';
import { jobsOf } from '../../clickup/jobs.js';

/** Goes on with a bulk call: what succeeded stays, what is unknown is looked for, the rest is sent. */
export async function jobResume(ctx: Context, { job_id, confirm }: JobResumeInput): Promise<JobResumeData> {
  return (await jobsOf(ctx).resume(ctx, job_id.trim(), confirm === 'yes')) as JobResumeData;
}
