import { invalidInput } from '../errors.js';
import type { Store } from '../store.js';

/** The stream that lists the jobs. */
export const index = 'jobs';
export const streamOf = (id: string): string => id;
export const lockOf = (id: string): string => `job ${id}`;

/** Jobs whose items are kept; the list of jobs has more. */
const mostJobs = 100;

/** What became of one item, as a job keeps it: plain JSON. */
export interface ItemOutcome {
  readonly index: number;
  readonly status: string;
}

/** What the list of jobs says of one. */
export interface JobRow {
  readonly id: string;
  readonly tool: string;
  readonly at: number;
  readonly total: number;
  /** Absent while it runs, and where its process died. */
  readonly end?: { readonly at: number; readonly counts: Readonly<Record<string, number>> };
}

export interface Opening {
  tool: string;
  input: unknown;
  print: string;
  total: number;
}

/** A write that was about to leave, in the order of its item. */
export interface Intent {
  method: string;
  url: string;
  operation: string;
  body: string | null;
}

/** What is known of an item. */
type Known =
  | { item: number; nth: number; intent: Intent; at: number; answers?: readonly [nth: number, answer: unknown][] }
  | {
      outcome: ItemOutcome;
      at: number;
      answers?: readonly [nth: number, answer: unknown][];
      refused?: readonly number[];
    };

/** One line of a job; `by` says who wrote it, and `taken` who goes on with the job from here on. */
export type Line =
  | { open: Opening; at: number; deadline: number }
  | { taken: string; at: number }
  | (Known & { by: string });

/** Who goes on with a job; undefined where nobody has begun. */
export const ownerOf = (lines: readonly Line[]): string | undefined => lines.findLast((line) => 'taken' in line)?.taken;

/**
 * The lines that count: once somebody else has taken a job over, what its former owner writes is passed over, as a
 * process that slept through it may. Only that an item succeeded stays true, whoever says so.
 */
export function standing(lines: readonly Line[]): Line[] {
  let owner: string | undefined;
  const done = new Set<number>();
  return lines.filter((line) => {
    if ('taken' in line) owner = line.taken;
    if (!('by' in line)) return true;
    const succeeded = 'outcome' in line && line.outcome.status === 'succeeded' ? line.outcome.index : undefined;
    const isKept = line.by === owner || (succeeded !== undefined && !done.has(succeeded));
    if (succeeded !== undefined && isKept) done.add(succeeded);
    return isKept;
  });
}

/** The form of the ids; a stream is a file of that name. */
const isJobId = (id: string): boolean => /^job-[a-z\d-]{1,60}$/.test(id);

/** The jobs that a store knows, newest first. */
export async function listJobs(store: Store): Promise<JobRow[]> {
  const rows = new Map<string, JobRow>();
  for (const row of (await store.read(index)) as readonly JobRow[]) {
    rows.delete(row.id);
    rows.set(row.id, row);
  }
  return [...rows.values()].reverse();
}

/** Whether a job is worked on now, by whomever. */
export const isWorkedOn = async (store: Store, id: string): Promise<boolean> =>
  (await store.isBusy?.(lockOf(id))) ?? false;

export async function linesOf(store: Store, id: string): Promise<readonly Line[]> {
  return isJobId(id) ? standing((await store.read(streamOf(id))) as readonly Line[]) : [];
}

/** What a job was called with, and what became of its items so far. Throws where there is none of this id. */
export async function readJob(store: Store, id: string) {
  const lines = await linesOf(store, id);
  const opening = lines.find((line) => 'open' in line);
  if (!opening) throw noSuchJob(id);
  const outcomes = new Map(
    lines.flatMap((line) => ('outcome' in line ? [[line.outcome.index, line.outcome] as const] : [])),
  );
  const { tool, input, total } = opening.open;
  return { tool, input, total, at: opening.at, outcomes: [...outcomes.values()].sort((a, b) => a.index - b.index) };
}

export async function dropOld(store: Store): Promise<void> {
  const jobs = await listJobs(store);
  await Promise.all(jobs.slice(mostJobs, mostJobs + 10).map(({ id }) => store.drop?.(streamOf(id))));
}

export const noSuchJob = (id: string) =>
  invalidInput(`No job is called ${JSON.stringify(id)}`, {
    parameter: 'job_id',
    suggestion: 'Give the job_id of an answer. Jobs are kept in memory, and with CLICKUP_STATE_DIR on this machine.',
  });
