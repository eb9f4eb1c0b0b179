import type { Call } from '../call.js';
import { unconfirmed } from '../confirmation.js';
import { type ExecuteDeps, find, type Remarks } from '../execute.js';
import type { Progress } from '../progress.js';
import { validate } from '../validate.js';
import { readJob } from './records.js';

type Deps<Ctx> = Pick<ExecuteDeps<Ctx>, 'tools' | 'explainAbsent' | 'api' | 'store' | 'settle' | 'context'>;

/** The call that goes on with a job. */
export interface Resuming {
  call: Call;
  progress: Pick<Progress, 'advance'>;
  remarks: Remarks;
  /** That a job which deletes may do so. */
  isConfirmed: boolean;
}

/**
 * Calls the tool of a job with the input that it had: what succeeded is not sent again. Throws INVALID_PARAMETER where
 * there is no such job, CONFIRMATION_REQUIRED for an unconfirmed deletion, and what speaks of a tool that is not offered.
 */
export async function resumeJob<Ctx>(
  id: string,
  { call, progress, remarks, isConfirmed }: Resuming,
  deps: Deps<Ctx>,
): Promise<unknown> {
  const { tool: name, input } = await readJob(deps.store, id);
  const loaded = await find(deps, name);
  const { tool } = loaded;
  const valid = validate(loaded, input, deps.api) as object;
  if (tool.effect === 'delete' && !call.dryRun && !isConfirmed)
    throw unconfirmed(`${id} is a job of ${name}, which deletes data and requires confirmation`);
  if (tool.settledBy && deps.tools.has(tool.settledBy)) call.settledBy = tool.settledBy;
  call.work = { tool: name, input };
  call.jobId = id;
  const context = deps.context(call, progress, remarks, valid);
  const settling = deps.settle?.(context, valid);
  return tool.run(context as never, settling ? await settling : valid);
}
