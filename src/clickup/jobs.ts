import type { Context } from './context.js';

/** A bulk call that was begun, and what became of its items so far. */
export interface JobStatus {
  job_id: string;
  tool: string;
  /** Epoch ms. */
  begun: number;
  /** `running`: worked on now. `stopped`: it can be resumed. `expired`: its items are not kept any more. */
  state: 'running' | 'stopped' | 'done' | 'expired';
  /** `left` are those that were not tried yet. */
  counts: { total: number; succeeded: number; failed: number; unknown: number; left: number };
}

/** Where a job stands in the list of all, which is by `at` in epoch ms, newest first. */
export interface JobPosition {
  at: number;
  id: string;
}

/** The jobs that the store of a client keeps. */
export interface Jobs {
  /** At most `limit` of those that come after a position; `next` is there where more follow. */
  list(choice: { after: JobPosition | undefined; limit: number }): Promise<{ jobs: JobStatus[]; next?: JobPosition }>;
  /** Goes on with a job as part of a running call; gives what its tool answers. Throws where there is no such job, and where one deletes without being confirmed. */
  resume(ctx: Context, id: string, isConfirmed: boolean): Promise<unknown>;
}

/** The jobs of the client. */
export const jobsOf = ({ services }: Pick<Context, 'services'>): Jobs => services.jobs as Jobs;
