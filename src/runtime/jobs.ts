import { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import type { Clock } from './clock.js';
import { ClickUpError, clickUpError, invalidInput } from './errors.js';
import { unknownOutcome } from './failures.js';
import { printOf } from './idempotency.js';
import { isPlainObject } from './plain-object.js';
import type { Found, Reconciler } from './reconcile.js';
import type { RequestContext } from './send.js';
import { templateOf } from './send.js';
import { snakeCase } from './snake-case.js';
import type { Store } from './store.js';

/** The stream that lists the jobs. */
const index = 'jobs';
const streamOf = (id: string): string => id;
const lockOf = (id: string): string => `job ${id}`;

/** After so long nothing acts any more on a request whose answer was lost, so that what is not there was not made. */
export const quietMs = 30_000;
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

interface Opening {
  tool: string;
  input: unknown;
  print: string;
  total: number;
}

/** A write that was about to leave, in the order of its item. */
interface Intent {
  method: string;
  url: string;
  operation: string;
  body: string | null;
}

/** One line of a job. */
type Line =
  | { open: Opening; at: number; deadline: number }
  | { item: number; nth: number; intent: Intent; at: number; answers?: readonly [nth: number, answer: unknown][] }
  | {
      outcome: ItemOutcome;
      at: number;
      answers?: readonly [nth: number, answer: unknown][];
      refused?: readonly number[];
    };

/** What is known of a write of an item. */
interface Step {
  intent: Intent;
  at: number;
  answer?: { value: unknown };
  /** Taken from the look-ups of its like once it is settled. */
  settle?: () => void;
}

export interface JobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly call: Call;
  readonly operations: Readonly<
    Record<string, { readonly method: string; readonly path: string; readonly effect?: string }>
  >;
  /** Operations whose repeat changes nothing more. */
  readonly repeatable: readonly string[];
  reconciler(): Promise<Reconciler | undefined>;
  /** Takes keys out of what is kept. */
  hide<Value>(value: Value): Value;
  /** Makes an id that nobody else makes. */
  newId(): string;
}

/** Writes of one item: each is written down before it leaves, and known again when the item is resumed. */
export interface ItemWrites {
  send(request: ApiRequest, context: RequestContext, go: () => Promise<Response>): Promise<Response>;
}

/** The form of the ids; a stream is a file of that name. */
const isJobId = (id: string): boolean => /^job-[a-z\d-]{1,60}$/.test(id);

/** Runs work as a job: a new one, or the one that the call names, which nobody else works on meanwhile. */
export async function runAsJob<Result extends { counts: Readonly<Record<string, number>> }>(
  { total, tool, input }: { total: number; tool: string; input: unknown },
  deps: JobDeps,
  work: (job: OpenJob) => Promise<Result>,
): Promise<Result> {
  const { store, call, clock } = deps;
  const { jobId } = call;
  const print = printOf(tool, withoutSteering(input));
  const restore = async (id: string) => {
    call.throwIfAborted();
    const lines = await linesOf(store, id);
    const opening = lines.find((line) => 'open' in line);
    if (jobId !== undefined && !opening) throw noSuchJob(jobId);
    if (opening && (opening.open.print !== print || opening.open.total !== total)) throw otherInput(id);
    return { lines, opening };
  };
  if (call.dryRun && jobId !== undefined) return work(new OpenJob(jobId, deps, (await restore(jobId)).lines));
  const id = jobId ?? (await unusedId(deps));
  return store.exclusively(lockOf(id), async () => {
    const { lines, opening } = await restore(id);
    call.job = id;
    const job = new OpenJob(id, deps, lines);
    if (!opening) {
      await job.write({
        open: { tool, input: deps.hide(input), print, total },
        at: clock.now(),
        deadline: call.deadline,
      });
      await store.append(index, { id, tool, at: clock.now(), total } satisfies JobRow);
      await dropOld(store);
    }
    await job.announce();
    const listed = { id, tool, at: opening?.at ?? clock.now(), total };
    const ended = (counts: Readonly<Record<string, number>>) =>
      store.append(index, { ...listed, end: { at: clock.now(), counts } } satisfies JobRow).catch(() => undefined);
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

/** A job that is worked on. */
export class OpenJob {
  readonly resumed: number;
  readonly #outcomes = new Map<number, ItemOutcome>();
  readonly #steps = new Map<number, Map<number, Step>>();
  readonly #answers = new Map<number, [number, unknown][]>();
  readonly #refused = new Map<number, number[]>();
  /** No request of those before can have left later. */
  readonly #lastSent: number;
  #waiting: Line[] = [];
  /** The write under way, and the one that is to follow it. */
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #quiet: Promise<void> | undefined;

  constructor(
    readonly id: string,
    private readonly deps: JobDeps,
    lines: readonly Line[],
  ) {
    let deadline = 0;
    let lastOutcome = 0;
    for (const line of lines) {
      if ('open' in line) deadline = line.deadline;
      else if ('intent' in line) {
        this.#restore(line.item, line.answers);
        this.#stepsOf(line.item).set(line.nth, { intent: line.intent, at: line.at });
      } else {
        const { index: item } = line.outcome;
        this.#restore(item, line.answers);
        for (const nth of line.refused ?? []) this.#stepsOf(item).delete(nth);
        this.#outcomes.set(item, line.outcome);
        lastOutcome = line.at;
      }
    }
    const now = deps.clock.now();
    const isOpen = [...this.#steps].some(([item, steps]) => !this.#outcomes.has(item) && steps.size > 0);
    this.#lastSent = isOpen ? Math.min(now, Math.max(deadline, lastOutcome)) : lastOutcome;
    this.resumed = [...this.#outcomes.values()].filter(({ status }) => status === 'succeeded').length;
  }

  before(item: number): ItemOutcome | undefined {
    const outcome = this.#outcomes.get(item);
    return outcome?.status === 'succeeded' ? outcome : undefined;
  }

  /** Tells the look-ups what belongs to other items, and which creates are open. */
  async announce(): Promise<void> {
    if (this.#outcomes.size === 0 && this.#steps.size === 0) return;
    const reconciler = await this.deps.reconciler();
    if (!reconciler) return;
    const ids = [...this.#outcomes.values()].flatMap((outcome) => ('id' in outcome ? [String(outcome.id)] : []));
    for (const [item, steps] of this.#steps) {
      for (const step of steps.values()) {
        if (step.answer) ids.push(...idsIn(step.answer.value));
        else if (!this.before(item)) {
          const { request, context } = this.#requestOf(step);
          if (reconciler.settles(context)) step.settle = reconciler.announce(request, context);
        }
      }
    }
    reconciler.know(ids);
  }

  item(item: number): ItemWrites {
    let nth = 0;
    return {
      send: (request, context, go) => {
        const own = nth++;
        const step = this.#stepsOf(item).get(own);
        return step
          ? this.#again(item, own, step, { request, context, go })
          : this.#first(item, own, { request, context, go });
      },
    };
  }

  settled(outcome: ItemOutcome): void {
    if (this.deps.call.dryRun) return;
    const { index: item, status } = outcome;
    const isDone = status === 'succeeded';
    const answers = isDone ? undefined : this.#answers.get(item);
    const refused = isDone ? undefined : this.#refused.get(item);
    this.#answers.delete(item);
    this.#refused.delete(item);
    this.write({ outcome, at: this.deps.clock.now(), ...(answers && { answers }), ...(refused && { refused }) }).catch(
      () => undefined,
    );
  }

  async end(): Promise<void> {
    await this.#last;
  }

  /** Fulfilled once the line is durable. Lines that come while others are written go together. */
  write(line: Line): Promise<void> {
    this.#waiting.push(line);
    if (!this.#next) {
      this.#next = this.#last.then(() => {
        const lines = this.#waiting;
        this.#waiting = [];
        this.#next = undefined;
        return this.deps.store.append(streamOf(this.id), ...lines);
      });
      this.#last = this.#next.catch(() => undefined);
    }
    return this.#next;
  }

  async #first(item: number, nth: number, { request, context, go }: Sending): Promise<Response> {
    const { call } = this.deps;
    const intent = intentOf(request, context);
    if (intent) {
      const answers = this.#answers.get(item);
      this.#answers.delete(item);
      await this.write({ item, nth, intent, at: this.deps.clock.now(), ...(answers && { answers }) }).catch(
        (cause: unknown) => {
          throw notWritten(cause);
        },
      );
      call.throwIfAborted();
    }
    return this.#send(item, nth, go);
  }

  async #send(item: number, nth: number, go: () => Promise<Response>): Promise<Response> {
    try {
      const response = await go();
      this.#keep(item, nth, await answerOf(response));
      return response;
    } catch (error) {
      if (error instanceof ClickUpError && error.code !== 'UNKNOWN_OUTCOME' && error.code !== 'INVALID_RESPONSE') {
        this.#refused.set(item, [...(this.#refused.get(item) ?? []), nth]);
      }
      throw error;
    }
  }

  /** A write that was begun before: answered from what is known, looked for, or sent once more where that does no harm. */
  async #again(item: number, nth: number, step: Step, { request, context, go }: Sending): Promise<Response> {
    if (step.intent.url !== request.url || step.intent.method !== request.method) throw changedMeanwhile(item);
    if (step.answer) return Response.json(step.answer.value ?? {});
    const { reconciler: load, repeatable, clock, call } = this.deps;
    const reconciler = await load();
    if (reconciler?.settles(context)) {
      await this.#untilQuiet();
      const before = this.#requestOf(step);
      const found = await reconciler.look({ ...before, context, seen: [request.url], from: step.at, to: clock.now() });
      if (found.kind === 'made') {
        step.settle?.();
        call.isReconciled = true;
        call.hasAcceptedWrite = true;
        this.#keep(item, nth, await answerOf(found.response));
        return found.response;
      }
      if (found.kind !== 'none') throw await stillUnknown(request, context, found);
      step.settle?.();
    } else if (request.method === 'POST' && !repeatable.includes(step.intent.operation)) {
      throw unknownOutcome(request.method, templateOf(request, context), 'the program that sent it was ended');
    }
    return this.#send(item, nth, () => go().catch((error: unknown) => goneBefore(request, error)));
  }

  /** Nothing acts any more on what was sent before. */
  #untilQuiet(): Promise<void> {
    const { clock, call } = this.deps;
    this.#quiet ??= (async () => {
      const wait = this.#lastSent + quietMs - clock.now();
      if (wait <= 0) return;
      if (clock.now() + wait >= call.deadline) throw tooEarly(wait);
      await clock.sleep(wait, call.signal);
    })();
    return this.#quiet;
  }

  #requestOf({ intent }: Step): { request: ApiRequest; context: RequestContext } {
    const { method, url, body, operation } = intent;
    const headers = body === null ? {} : { 'Content-Type': 'application/json' };
    const request = new ApiRequest(url, { method, headers, body });
    const found = this.deps.operations[operation];
    return { request, context: { call: this.deps.call, operation: found && ({ id: operation, ...found } as never) } };
  }

  #keep(item: number, nth: number, answer: unknown): void {
    const answers = this.#answers.get(item) ?? [];
    answers.push([nth, answer]);
    this.#answers.set(item, answers);
  }

  #stepsOf(item: number): Map<number, Step> {
    const steps = this.#steps.get(item) ?? new Map<number, Step>();
    this.#steps.set(item, steps);
    return steps;
  }

  #restore(item: number, answers: readonly [number, unknown][] = []): void {
    for (const [nth, value] of answers) {
      const step = this.#stepsOf(item).get(nth);
      if (step) step.answer = { value };
    }
  }
}

interface Sending {
  request: ApiRequest;
  context: RequestContext;
  go: () => Promise<Response>;
}

/** A write as it can be known again; undefined where its body is no text. */
function intentOf({ method, url, body }: ApiRequest, { operation }: RequestContext): Intent | undefined {
  if (!operation || (body !== null && typeof body !== 'string')) return undefined;
  return { method, url, operation: operation.id, body };
}

async function answerOf(response: Response): Promise<unknown> {
  try {
    return await response.clone().json();
  } catch {
    return {};
  }
}

const idsIn = (answer: unknown): string[] =>
  isPlainObject(answer) && (typeof answer.id === 'string' || typeof answer.id === 'number') ? [String(answer.id)] : [];

/** What a delete finds gone was deleted by the one before. */
function goneBefore({ method }: ApiRequest, error: unknown): Response {
  if (method === 'DELETE' && error instanceof ClickUpError && error.code === 'RESOURCE_NOT_FOUND')
    return Response.json({});
  throw error;
}

async function stillUnknown(request: ApiRequest, context: RequestContext, found: Exclude<Found, { kind: 'made' }>) {
  const { withFound } = await import('./reconcile.js');
  const lost = unknownOutcome(request.method, templateOf(request, context), 'the call that sent it ended before');
  return withFound(lost, found);
}

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

async function linesOf(store: Store, id: string): Promise<readonly Line[]> {
  return isJobId(id) ? ((await store.read(streamOf(id))) as readonly Line[]) : [];
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

async function dropOld(store: Store): Promise<void> {
  const jobs = await listJobs(store);
  await Promise.all(jobs.slice(mostJobs, mostJobs + 10).map(({ id }) => store.drop?.(streamOf(id))));
}

const noSuchJob = (id: string) =>
  invalidInput(`No job is called ${JSON.stringify(id)}`, {
    parameter: 'job_id',
    suggestion: 'Give the job_id of an answer. Jobs are kept in memory, and with CLICKUP_STATE_DIR on this machine.',
  });

const otherInput = (id: string) =>
  clickUpError('CONFLICT', `${id} is the job of another call`, {
    suggestion: 'Repeat the call with exactly the arguments that it had, or leave out job_id to begin a new one.',
    details: { parameter: 'job_id' },
  });

const changedMeanwhile = (item: number) =>
  clickUpError(
    'UNKNOWN_OUTCOME',
    `Item ${item} would be sent in another way than before, and part of it may have taken effect`,
    {
      suggestion: 'Read to see, and send what is missing without job_id.',
    },
  );

const tooEarly = (ms: number) =>
  clickUpError('UNKNOWN_OUTCOME', 'What was sent last may still be at work', {
    suggestion: `Resume the job in ${Math.ceil(ms / 1000)} seconds.`,
    retryAfter: Math.ceil(ms / 1000),
  });

const notWritten = (cause: unknown) =>
  clickUpError('INVALID_PARAMETER', 'The journal of the job could not be written, so this was not sent', {
    suggestion: 'Check that the folder of CLICKUP_STATE_DIR can be written.',
    cause,
  });
