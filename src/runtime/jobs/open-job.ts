import { ApiRequest } from '../api-request.js';
import type { Call } from '../call.js';
import type { Clock } from '../clock.js';
import { ClickUpError, clickUpError } from '../errors.js';
import { unknownOutcome } from '../failures.js';
import { type Found, withFound } from '../found.js';
import { isPlainObject } from '../plain-object.js';
import type { Reconciler } from '../reconcile.js';
import { type RequestContext, templateOf } from '../send.js';
import type { Store } from '../store.js';
import { type Intent, type ItemOutcome, type Line, ownerOf, streamOf } from './records.js';

/** After so long nothing acts any more on a request whose answer was lost, so that what is not there was not made. */
const quietMs = 30_000;
/** Who has seen so lately that the job is theirs may send; nobody takes a job over sooner than that. */
const seenMs = 1_000;

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
  send(request: ApiRequest, context: RequestContext, go: Go): Promise<Response>;
}

/** Sends a write; the context may hold it back at the last moment. */
type Go = (context: RequestContext) => Promise<Response>;

/** A line as it is handed in: who writes it is known. */
type Entry = Line extends infer Each ? (Each extends { by: string } ? Omit<Each, 'by'> : never) : never;

/** A job that is worked on, by whoever wrote themselves down last. */
export class OpenJob {
  readonly resumed: number;
  /** Somebody else has taken it over. */
  isLost = false;
  readonly #outcomes = new Map<number, ItemOutcome>();
  readonly #steps = new Map<number, Map<number, Step>>();
  readonly #answers = new Map<number, [number, unknown][]>();
  readonly #refused = new Map<number, number[]>();
  /** No request of those before can have left later. */
  readonly #lastSent: number;
  #waiting: Line[] = [];
  /** When it was last seen to be ours. */
  #seenAt = Number.NEGATIVE_INFINITY;
  /** The write under way, and the one that is to follow it. */
  #last: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #quiet: Promise<void> | undefined;

  constructor(
    readonly id: string,
    private readonly deps: JobDeps,
    lines: readonly Line[],
    private readonly by: string,
  ) {
    let deadline = 0;
    let lastOutcome = 0;
    for (const line of lines) {
      if ('open' in line) deadline = line.deadline;
      else if ('intent' in line) {
        this.#restore(line.item, line.answers);
        this.#stepsOf(line.item).set(line.nth, { intent: line.intent, at: line.at });
      } else if ('outcome' in line) {
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
    if (this.deps.call.dryRun || this.isLost) return;
    const { index: item, status } = outcome;
    const isDone = status === 'succeeded';
    const answers = isDone ? undefined : this.#answers.get(item);
    const refused = isDone ? undefined : this.#refused.get(item);
    this.#answers.delete(item);
    this.#refused.delete(item);
    this.#write({ outcome, at: this.deps.clock.now(), ...(answers && { answers }), ...(refused && { refused }) }).catch(
      () => undefined,
    );
  }

  async end(): Promise<void> {
    await this.#last;
  }

  /** Fulfilled once the line is durable. Lines that come while others are written go together. */
  #write(line: Entry): Promise<void> {
    this.#waiting.push({ ...line, by: this.by });
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

  /** Throws where somebody else goes on with the job: a process that slept through that must not send. */
  async #remainOwner(): Promise<void> {
    const { store, clock } = this.deps;
    // It may sleep while it reads, too.
    while (clock.now() - this.#seenAt > seenMs && !this.isLost) {
      const now = clock.now();
      this.isLost = ownerOf((await store.read(streamOf(this.id))) as readonly Line[]) !== this.by;
      this.#seenAt = now;
    }
    if (this.isLost) throw takenOver(this.id);
  }

  async #first(item: number, nth: number, { request, context, go }: Sending): Promise<Response> {
    const { call } = this.deps;
    if (this.isLost) throw takenOver(this.id);
    const sent = intentOf(request, context);
    if (sent) {
      const intent = { ...sent, body: this.deps.hide(sent.body) };
      const answers = this.#answers.get(item);
      this.#answers.delete(item);
      await this.#write({ item, nth, intent, at: this.deps.clock.now(), ...(answers && { answers }) }).catch(
        (cause: unknown) => {
          throw notWritten(cause);
        },
      );
      call.throwIfAborted();
    }
    return this.#send(item, nth, context, go);
  }

  async #send(item: number, nth: number, context: RequestContext, go: Go): Promise<Response> {
    try {
      const response = await go({ ...context, mayLeave: () => this.#remainOwner() });
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
      if (found.kind !== 'none') throw stillUnknown(request, context, found);
      step.settle?.();
    } else if (request.method === 'POST' && !repeatable.includes(step.intent.operation)) {
      throw unknownOutcome(request.method, templateOf(request, context), 'the program that sent it was ended');
    }
    return this.#send(item, nth, context, (own) => go(own).catch((error: unknown) => goneBefore(request, error)));
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
  go: Go;
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

function stillUnknown(request: ApiRequest, context: RequestContext, found: Exclude<Found, { kind: 'made' }>) {
  const lost = unknownOutcome(request.method, templateOf(request, context), 'the call that sent it ended before');
  return withFound(lost, found);
}

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

const takenOver = (id: string) =>
  clickUpError('CONFLICT', `Another program goes on with ${id}, so this was not sent`, {
    suggestion: 'Nothing is lost: list the jobs to see how far it is.',
    details: { parameter: 'job_id' },
  });

export const notWritten = (cause: unknown) =>
  clickUpError('INVALID_PARAMETER', 'The journal of the job could not be written, so this was not sent', {
    suggestion: 'Check that the folder of CLICKUP_STATE_DIR can be written.',
    cause,
  });
