import type { ApiDescription } from './api-description.js';
import { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import type { Clock } from './clock.js';
import { decoded } from './decode.js';
import { ClickUpError, clickUpError } from './errors.js';
import { unknownOutcome } from './failures.js';
import { type Candidate, type Found, withFound } from './found.js';
import { readDate } from './headers.js';
import type { LookUp, LookUps, Row, Sent } from './look-up.js';
import type { Settled } from './options.js';
import { fillPath, readPath } from './path.js';
import { isPlainObject } from './plain-object.js';
import { type RequestContext, type Send, templateOf } from './send.js';
import { queues } from './store.js';

/** Servers of one service agree on the time to about a second, and a `Date` has whole seconds. */
const slackMs = 2_000;
/** A request may still be at work when its answer is lost: who finds nothing looks once more, so much later. */
const secondLookMs = 1_000;
/** What a look-up may take of the time that is left to its call: half, and no more than this. */
const longestMs = 20_000;
/** Pages of a listing, or tasks of a checklist, that are looked through; pages of what this client made do not count. */
const mostPages = 5;
/** Pages that are looked through at all. */
const mostListed = 60;
/** Objects that an error names. */
const mostNamed = 5;
/** What a client made lately; more than can be made in the window of one attempt. */
const mostMade = 5_000;
export interface ReconcileDeps {
  readonly send: Send;
  readonly api: ApiDescription;
  readonly clock: Clock;
  readonly baseUrl: string;
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

/** A create that may have taken effect between two moments of our clock. */
export interface Lost {
  readonly request: ApiRequest;
  readonly context: RequestContext;
  readonly seen: readonly string[];
  readonly from: number;
  readonly to: number;
}

/**
 * Settles creates whose answer was lost: a read lists what stands where the new object would, and the one that is like it,
 * made in the time of the attempt and known to no other call, is taken for the answer. One for each client.
 */
export class Reconciler {
  readonly #made = new Set<string>();
  readonly #open = new Map<string, Set<Attempt>>();
  readonly #inTurn = queues();
  #me: string | undefined;

  constructor(
    private readonly deps: ReconcileDeps,
    private readonly lookUps: LookUps,
  ) {}

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
    const { rows, listings } = await this.#list(rule, lost, sent);
    const like = rows.filter((row) => rule.isLike(row, sent) && !this.#made.has(idOf(row)));
    const own = await this.#ownOf(rule, like, call);
    if (own.length === 0) return { kind: 'none', at: this.deps.clock.now() };
    const candidates = await this.#newOf(rule, own, lost);
    // It has the name, but holds what is older: whether it was made now, and filled from elsewhere, nobody can tell.
    if (candidates.length === 0) return several(own, rule);
    const lostOnes = [...(this.#open.get(groupOf(lost.request, sent)) ?? [])].filter(({ isLost }) => isLost);
    const areAlike = new Set(lostOnes.map(({ print }) => print)).size <= 1;
    // Lost creates that are equal to the letter may share out what was made.
    if (candidates.length > Math.max(1, areAlike ? lostOnes.length : 1) || (!areAlike && !rule.byName)) {
      return several(candidates, rule);
    }
    const [oldest] = candidates.sort((a, b) => (rule.created?.(a) ?? 0) - (rule.created?.(b) ?? 0));
    const body = await this.#answerOf(rule, oldest!, listings.get(oldest!), { call, sent });
    if (!rule.byName) this.#remember(idOf(oldest!));
    return { kind: 'made', response: Response.json(body, { status: rule.status ?? 200 }) };
  }

  /** The rows that were made in the time of the attempt, by the server's clock, with the answers that they were in. */
  async #list(rule: LookUp, lost: Lost, sent: Sent) {
    const rows: Row[] = [];
    const listings = new Map<Row, unknown>();
    let before: Parameters<LookUp['page']>[1];
    let pages = 0;
    for (let index = 0; ; index++) {
      const page = rule.page(sent, before);
      if (!page) {
        if (index === 0) throw unreadable('nothing says where it would be listed');
        return { rows, listings };
      }
      if (pages >= mostPages || index >= mostListed) throw unreadable('the listing is too long');
      const { answer, from, to } = await this.#read(rule.read, page, lost);
      const found = rule.rows(answer, sent);
      if (!found) throw unreadable('ClickUp answered without the listing');
      // A bulk that goes on stands before what it looks for.
      if (found.length === 0 || found.some((row) => !this.#made.has(idOf(row)))) pages++;
      const created = (row: Row) => rule.created?.(row) ?? from;
      if (found.some((row) => Number.isNaN(created(row)))) throw unreadable('ClickUp answered without dates');
      for (const row of found) {
        if (created(row) < from || created(row) > to) continue;
        rows.push(row);
        listings.set(row, answer);
      }
      const last = found.at(-1);
      if (rule.newestFirst && last && created(last) < from) return { rows, listings };
      before = { rows: found, answer, index };
    }
  }

  /** An answer, and the time of the attempt by the clock of who gave it. */
  async #read(
    id: string,
    { path, query = {} }: NonNullable<ReturnType<LookUp['page']>>,
    lost: Pick<Lost, 'context'> & Partial<Lost>,
  ) {
    const { clock, baseUrl, send, api } = this.deps;
    const operation = { id, ...api.operations[id]! };
    const search = new URLSearchParams(query).toString();
    const url = `${baseUrl}${fillPath(operation.path, path)}${search && `?${search}`}`;
    const asked = clock.now();
    const response = await decoded(
      send,
      new ApiRequest(url),
      { call: lost.context.call, operation },
      { now: () => clock.now(), api },
    );
    const answered = clock.now();
    const there = readDate(response.headers);
    const [behind, ahead] = there === undefined ? [0, 0] : [there - answered, there + 1_000 - asked];
    return {
      answer: await response.json(),
      from: (lost.from ?? 0) + behind - slackMs,
      to: (lost.to ?? asked) + ahead + slackMs,
    };
  }

  /** Those that the caller made, where ClickUp says who did. */
  async #ownOf({ creator }: LookUp, rows: readonly Row[], call: Call): Promise<Row[]> {
    const authors = rows.map((row) => creator?.(row));
    if (!creator || rows.length === 0 || authors.every((author) => author === undefined || author === null))
      return [...rows];
    const { read, id } = this.lookUps.me;
    this.#me ??= String(id((await this.#read(read, { path: {} }, { context: { call, operation: undefined } })).answer));
    return rows.filter((_, index) => String(authors[index]) === this.#me);
  }

  /** Those that hold nothing which is older than the attempt, where that tells new ones from others. */
  async #newOf({ inside }: LookUp, rows: readonly Row[], lost: Lost): Promise<Row[]> {
    if (!inside) return [...rows];
    const found: Row[] = [];
    for (const row of rows) {
      const places = inside(row);
      const isNew = places.slice(0, mostPages).map(async ({ read, rows: listed, created, ...page }) => {
        const { answer, from } = await this.#read(read, page, lost);
        return listed(answer)?.every((each) => created !== undefined && created(each) >= from) === true;
      });
      if (places.length <= mostPages && (await Promise.all(isNew)).every(Boolean)) found.push(row);
    }
    return found;
  }

  async #answerOf(
    rule: LookUp,
    row: Row,
    listing: unknown,
    { call, sent }: { call: Call; sent: Sent },
  ): Promise<unknown> {
    if (!rule.whole) return rule.answer(row, listing, sent);
    const { read, path } = rule.whole;
    const { answer } = await this.#read(read, { path: path(row) }, { context: { call, operation: undefined } });
    return rule.answer(answer as Row, listing, sent);
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

const idOf = ({ id }: Row): string => (id === undefined || id === null ? '' : String(id));

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

const unreadable = (why: string) => clickUpError('INVALID_RESPONSE', why, { suggestion: 'Look for it yourself.' });

const hollow = (request: ApiRequest, context: RequestContext) => {
  context.call.hasLostWrite = true;
  return unknownOutcome(request.method, templateOf(request, context), 'it does not hold what was made');
};
