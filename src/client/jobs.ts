import type { Jobs } from '../clickup/jobs.js';
import type { Runtime } from '../runtime/client.js';

/** The jobs of a client; what lists them is loaded when they are first asked for. */
export const jobsOf = (runtime: () => Runtime): Jobs => ({
  async list(choice) {
    const { jobsIn } = await import('./list-jobs.js');
    return jobsIn(runtime().store, choice);
  },
  async resume(ctx, id, isConfirmed) {
    const { call, progress: advance } = ctx;
    const remarks = { resolved: {}, notes: [] };
    try {
      return await runtime().resumeJob(id, { call, progress: { advance }, remarks, isConfirmed });
    } finally {
      for (const [parameter, value] of Object.entries<string>(remarks.resolved)) ctx.resolved(parameter, value);
      remarks.notes.forEach(ctx.note);
    }
  },
});
