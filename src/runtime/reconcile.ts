import type { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import { ClickUpError } from './errors.js';
import { unknownOutcome } from './failures.js';
import { type Candidate, type Found, withFound } from './found.js';
import type { LookUp, LookUps, Row, Sent } from './look-up.js';
import { idOf, type Lost, LostSearch, type SearchDeps } from './lost-search.js';
import type { Settled } from './options.js';
import { readPath } from './path.js';
import { isPlainObject } from './plain-object.js';
import { type RequestContext, templateOf } from './send.js';
import { queues } from './store.js';

/** A request may still be at work when its answer is lost: who finds nothing looks once more, so much later. */
const secondLookMs = 1_000;
/** What a look-up may take of the time that is left to its call: half, and no more than this. */
const longestMs = 20_000;
/** Objects that an error names. */
const mostNamed = 5;
/** What a client made lately; more than can be made in the window of one attempt. */
const mostMade = 5_000;

export interface ReconcileDeps extends SearchDeps {
  /** Hears of what was found. */
  readonly settled?: Settled | undefined;
}

/** A create on its way, or one whose answer was lost and that is not settled yet. */
interface Attempt {
  /** Equal for requests that cannot be told apart. */
  readonly print: string;
  /** Ends, without an error, when the request has its answer or has lost it. */
  readonly sending: Promise<unknown>;
  isLost: boolean;
}

/**
 * Settles creates whose answer was lost: a read lists what stands where the new object would, and the one that is like it,
 * made in the time of the attempt and known to no other call, is taken for the answer. One for each client.
 */
export class Reconciler {
  readonly #made = new Set<string>();
  readonly #open = new Map<string, Set<Attempt>>();
  readonly #inTurn = queues();
  readonly #search: LostSearch;

  constructor(
    private readonly deps: ReconcileDeps,
    private readonly lookUps: LookUps,
  ) {
    this.#search = new LostSearch(deps, lookUps.me, (id) => this.#made.has(id));
  }

  /** Whether a look-up can settle the create. */
  settles({ operation }: Pick<RequestContext, 'operation'>): boolean {
    return operation !== undefined && Object.hasOwn(this.lookUps.rules, operation.id);
  }

  /** Ids of objects that belong to other creates. */
  know(ids: readonly string[]): void {
    for (const id of ids) this.#remember(id);
  }

  /** Sends a create; where its answer is lost, looks what became of it. */
  async send(request: ApiRequest, context: RequestContext, seen: readonly string[], send: () => Promise<Response>) {
    const rule = this.lookUps.rules[context.operation!.id]!;
    const from = this.deps.clock.now();
    const sent = sentBy(request, context, seen);
    const pending = send();
    const attempt = this.#enlist(request, sent, pending);
    try {
      const answer = await this.#answered(rule, sent, pending, () => hollow(request, context));
      if (answer instanceof Response) return answer;
      attempt.isLost = true;
      const { call } = context;
      const found = await this.look({ request, context, seen, from, to: this.deps.clock.now() });
      if (found.kind !== 'made') throw withFound(answer, found);
      call.isReconciled = true;
      call.hasAcceptedWrite = true;
      return found.response;
    } finally {
      this.#dismiss(request, sent, attempt);
    }
  }

  /** Announces a create that an earlier process sent, so that its like are told apart; call what is given once it is settled. */
  announce(request: ApiRequest, context: RequestContext): () => void {
    const sent = sentBy(request, context, []);
    const attempt = this.#enlist(request, sent, Promise.resolve());
    attempt.isLost = true;
    return () => this.#dismiss(request, sent, attempt);
  }

  /** Looks what became of a create; its attempt is announced, or was sent here. Never throws. */
  async look(lost: Lost): Promise<Found> {
    const { clock } = this.deps;
    const { call } = lost.context;
    const now = clock.now();
    const deadline = now + Math.min((call.deadline - now) / 2, longestMs);
    // Waiting and reading end with this share of the call's time.
    const brief: Call = Object.create(call, { deadline: { value: deadline } });
    const unfinished: Found = { kind: 'unclear', why: 'there was no time to look for it' };
    const looking = this.#lookInTurn({ ...lost, context: { ...lost.context, call: brief } }).catch(
      (error: unknown): Found => ({
        kind: 'unclear',
        why: `looking for it failed: ${error instanceof ClickUpError ? error.message : 'ClickUp sent something unreadable'}`,
      }),
    );
    const found = await new Promise<Found>((resolve) => {
      const disarm = clock.alarm(Math.max(0, deadline - now), () => resolve(unfinished));
      const release = call.onAbort(() => resolve(unfinished));
      looking.then(resolve).finally(() => {
        disarm();
        release();
      });
    });
    if (found.kind === 'made' && this.deps.settled)
      await this.deps.settled(lost.request, lost.context, found.response.clone()).catch(() => undefined);
    return found;
  }

  async #lookInTurn(lost: Lost): Promise<Found> {
    const sent = sentBy(lost.request, lost.context, lost.seen);
    const group = groupOf(lost.request, sent);
    // What is still on its way could be any of the candidates.
    await Promise.all([...(this.#open.get(group) ?? [])].map(({ sending }) => sending));
    return this.#inTurn(group, async () => {
      const first = await this.#lookOnce(lost, sent);
      if (first.kind !== 'none') return first;
      await this.deps.clock.sleep(secondLookMs, lost.context.call.signal);
      return this.#lookOnce(lost, sent);
    });
  }

  async #lookOnce(lost: Lost, sent: Sent): Promise<Found> {
    const { call, operation } = lost.context;
    const rule = this.lookUps.rules[operation!.id]!;
    call.throwIfAborted();
    const { rows, listings } = await this.#search.list(rule, lost, sent);
    const like = rows.filter((row) => rule.isLike(row, sent) && !this.#made.has(idOf(row)));
    const own = await this.#search.ownOf(rule, like, call);
    if (own.length === 0) return { kind: 'none', at: this.deps.clock.now() };
    const candidates = await this.#search.newOf(rule, own, lost);
    // It has the name, but holds what is older: whether it was made now, and filled from elsewhere, nobody can tell.
    if (candidates.length === 0) return several(own, rule);
    const lostOnes = [...(this.#open.get(groupOf(lost.request, sent)) ?? [])].filter(({ isLost }) => isLost);
    const areAlike = new Set(lostOnes.map(({ print }) => print)).size <= 1;
    // Lost creates that are equal to the letter may share out what was made.
    if (candidates.length > Math.max(1, areAlike ? lostOnes.length : 1) || (!areAlike && !rule.byName)) {
      return several(candidates, rule);
    }
    const [oldest] = candidates.sort((a, b) => (rule.created?.(a) ?? 0) - (rule.created?.(b) ?? 0));
    const body = await this.#search.answerOf(rule, oldest!, listings.get(oldest!), { call, sent });
    if (!rule.byName) this.#remember(idOf(oldest!));
    return { kind: 'made', response: Response.json(body, { status: rule.status ?? 200 }) };
  }

  /** The answer, whose object is remembered; or the error that says it was lost. */
  async #answered(rule: LookUp, sent: Sent, pending: Promise<Response>, lost: () => ClickUpError) {
    try {
      const response = await pending;
      const answer: unknown = response.status === 204 ? undefined : await response.clone().json();
      const made = rule.made ? rule.made(answer, sent) : [idIn(answer)];
      const ids = made.filter((id) => (typeof id === 'string' && id !== '') || typeof id === 'number');
      this.know(ids.map(String));
      const isRefusal = isPlainObject(answer) && typeof answer.err === 'string';
      return ids.length > 0 || rule.byName || isRefusal ? response : lost();
    } catch (error) {
      if (error instanceof ClickUpError && error.code === 'UNKNOWN_OUTCOME') return error;
      if (error instanceof SyntaxError) return lost();
      throw error;
    }
  }

  #enlist(request: ApiRequest, sent: Sent, pending: Promise<unknown>): Attempt {
    const group = groupOf(request, sent);
    const attempts = this.#open.get(group) ?? new Set();
    this.#open.set(group, attempts);
    const attempt = { print: `${request.url} ${request.body}`, sending: pending.catch(() => undefined), isLost: false };
    attempts.add(attempt);
    return attempt;
  }

  #dismiss(request: ApiRequest, sent: Sent, attempt: Attempt): void {
    const group = groupOf(request, sent);
    const attempts = this.#open.get(group);
    attempts?.delete(attempt);
    if (attempts?.size === 0) this.#open.delete(group);
  }

  #remember(id: string): void {
    this.#made.add(id);
    const [oldest] = this.#made;
    if (this.#made.size > mostMade && oldest !== undefined) this.#made.delete(oldest);
  }
}

/** Creates that a look-up could take for each other. */
function groupOf({ url, body }: ApiRequest, { body: sent }: Sent): string {
  const [path] = url.split('?', 1);
  return `${path} ${typeof sent.name === 'string' ? sent.name.trim() : String(body)}`;
}

function sentBy(request: ApiRequest, context: RequestContext, seen: readonly string[]): Sent {
  const path = readPath(context.operation!.path, request.url) ?? {};
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return { path, query, body: jsonOf(request.body), seen };
}

function jsonOf(body: ApiRequest['body']): Row {
  try {
    const value: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
    return isPlainObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The id of what an answer holds: its own, or that of the one object in it. */
const idIn = (answer: unknown): unknown =>
  isPlainObject(answer)
    ? (answer.id ??
      Object.values(answer).find((value) => isPlainObject(value) && 'id' in value && value.id)?.['id' as never])
    : undefined;

const several = (rows: readonly Row[], rule: LookUp): Found => ({
  kind: 'several',
  candidates: rows.slice(0, mostNamed).map((row) => candidate(row, rule)),
});

function candidate(row: Row, { created }: LookUp): Candidate {
  const name = row.name ?? row.comment_text ?? row.description ?? row.content ?? row.endpoint;
  const at = created?.(row);
  return {
    id: idOf(row),
    ...(typeof name === 'string' && { name: name.slice(0, 100) }),
    ...(typeof row.url === 'string' && { url: row.url }),
    ...(at !== undefined && { created: new Date(at).toISOString() }),
  };
}

const hollow = (request: ApiRequest, context: RequestContext) => {
  context.call.hasLostWrite = true;
  return unknownOutcome(request.method, templateOf(request, context), 'it does not hold what was made');
};
