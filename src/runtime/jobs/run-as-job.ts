import { ClickUpError, clickUpError } from '../errors.js';
import { printOf } from '../idempotency.js';
import { isPlainObject } from '../plain-object.js';
import { snakeCase } from '../snake-case.js';
import { type JobDeps, notWritten, OpenJob } from './open-job.js';
import { dropOld, index, type JobRow, linesOf, lockOf, noSuchJob, streamOf } from './records.js';

/** Runs work as a job: a new one, or the one that the call names, which nobody else works on meanwhile. */
export async function runAsJob<Result extends { counts: Readonly<Record<string, number>> }>(
  { total, tool, input }: { total: number; tool: string; input: unknown },
  deps: JobDeps,
  work: (job: OpenJob) => Promise<Result>,
): Promise<Result> {
  const { store, call, clock } = deps;
  const { jobId } = call;
  // Of the input as it is kept: a key in it is hidden, so that whoever resumes the job has it in that form.
  const print = printOf(tool, withoutSteering(deps.hide(input)));
  const restore = async (id: string) => {
    call.throwIfAborted();
    const lines = await linesOf(store, id);
    const opening = lines.find((line) => 'open' in line);
    if (jobId !== undefined && !opening) throw noSuchJob(jobId);
    if (opening && (opening.open.print !== print || opening.open.total !== total)) throw otherInput(id);
    return { lines, opening };
  };
  if (call.dryRun && jobId !== undefined) return work(new OpenJob(jobId, deps, (await restore(jobId)).lines, ''));
  const id = jobId ?? (await unusedId(deps));
  return store.exclusively(lockOf(id), async () => {
    const { opening } = await restore(id);
    call.job = id;
    const [at, by] = [clock.now(), crypto.randomUUID()];
    const open = { tool, input: deps.hide(input), print, total };
    await store
      .append(streamOf(id), ...(opening ? [] : [{ open, at, deadline: call.deadline }]), { taken: by, at })
      .catch((cause: unknown) => {
        throw notWritten(cause);
      });
    if (!opening) {
      await store.append(index, { id, tool, at, total } satisfies JobRow);
      await dropOld(store);
    }
    // Read behind that line: a former owner who still wrote has written before it.
    const job = new OpenJob(id, deps, await linesOf(store, id), by);
    await job.announce();
    const listed = { id, tool, at: opening?.at ?? clock.now(), total };
    const ended = async (counts: Readonly<Record<string, number>>) => {
      if (job.isLost) return;
      await store
        .append(index, { ...listed, end: { at: clock.now(), counts } } satisfies JobRow)
        .catch(() => undefined);
    };
    try {
      const result = await work(job);
      await job.end();
      await ended(result.counts);
      return result;
    } catch (error) {
      await job.end().catch(() => undefined);
      const counts = error instanceof ClickUpError ? error.details?.counts : undefined;
      if (isPlainObject(counts)) await ended(counts as Record<string, number>);
      throw error;
    }
  });
}

/** What is done, whether it is tried first and however it is confirmed. */
const withoutSteering = (input: unknown): unknown =>
  isPlainObject(input)
    ? Object.fromEntries(Object.entries(input).filter(([key]) => !['dry_run', 'confirm'].includes(snakeCase(key))))
    : input;

async function unusedId({ store, newId }: JobDeps): Promise<string> {
  const id = `job-${newId()}`;
  for (let nth = 1; ; nth++) {
    const own = nth === 1 ? id : `${id}-${nth}`;
    if ((await store.read(streamOf(own))).length === 0) return own;
  }
}

const otherInput = (id: string) =>
  clickUpError('CONFLICT', `${id} is the job of another call`, {
    suggestion: 'Repeat the call with exactly the arguments that it had, or leave out job_id to begin a new one.',
    details: { parameter: 'job_id' },
  });
