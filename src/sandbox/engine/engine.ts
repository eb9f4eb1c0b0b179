import { type OperationId, operations } from '../../../generated/operations.js';
import type { Clock } from '../clock.js';
import type { Context, SandboxEvent } from '../context.js';
import { recordAudit } from '../domain/audit.js';
import { ApiError, apiError } from '../errors.js';
import { Ids } from '../ids.js';
import type { SandboxOptions } from '../options.js';
import { type Plan, plans } from '../plans.js';
import { Reply } from '../reply.js';
import { handlers } from '../routes/index.js';
import { createState } from '../state/index.js';
import type { TokenRow, UserRow } from '../state/people.js';
import { type UndocumentedId, undocumented } from '../undocumented.js';
import { forever, pause } from '../wait.js';
import { WebhookDelivery } from '../webhooks/delivery.js';
import { type Answer, headerText, rateLimited, respond, routeNotFound, serverFailures } from './answers.js';
import { attachmentFile } from './attachment-file.js';
import { authenticate } from './auth.js';
import { authorize } from './authorize.js';
import { fromResponse, type Incoming, type Outgoing, rereadable, toRequest } from './exchange.js';
import { corrupt, type FaultKind, FaultPlan, networkError } from './faults.js';
import { RateLimiter } from './rate-limit.js';
import { type ParsedBody, readBody } from './request-body.js';
import { describeBody, type LoggedRequest, type RequestLog } from './request-log.js';
import { createRouter, type Route } from './router.js';
import { noRoute, problemsOf, type Rules, undescribed, unreadable } from './strict.js';

const MINUTE = 60_000;
/** Routes that work without a token. */
const open: ReadonlySet<AnyOperation> = new Set(['GetAccessToken']);
const route = createRouter<AnyOperation>({ ...operations, ...undocumented });
const describedRoute = createRouter<OperationId>(operations);

const described = (operation: AnyOperation): operation is OperationId => Object.hasOwn(operations, operation);

/** What routes see of a path: without its base, and with doubled slashes as one, which released clients send. */
const routed = (pathname: string): string => pathname.replace(/\/{2,}/g, '/').replace(/^\/api(?=\/v\d)/, '');

/** Takes a request through routing, faults, authentication, the rate limit and the handler. */
export class Engine {
  readonly state = createState();
  readonly ids: Ids;
  readonly plan: Plan;
  readonly limiter: RateLimiter;
  readonly faults: FaultPlan;
  readonly webhooks: WebhookDelivery;
  /** Called after each change; webhooks and the audit log hang here. */
  readonly listeners: Array<(event: SandboxEvent, ctx: Context) => void>;
  private rules: Promise<Rules> | undefined;

  constructor(
    readonly options: SandboxOptions,
    readonly clock: Clock,
    private readonly log: RequestLog,
  ) {
    const seed = options.random ?? 1;
    this.webhooks = new WebhookDelivery(this.state, options.webhooks ?? {});
    this.listeners = [recordAudit, this.webhooks.listen];
    this.plan = options.plan ?? 'business';
    this.ids = new Ids(seed);
    this.faults = new FaultPlan(options.faults ?? [], seed + 1);
    const byPlan = { limit: plans[this.plan].requestsPerMinute, windowMs: MINUTE };
    this.limiter = new RateLimiter(options.rateLimit || byPlan, options.rateLimit !== false, clock);
  }

  async handle(request: Incoming): Promise<Outgoing> {
    if (this.options.latency) await pause(this.options.latency, request.signal);
    const url = new URL(request.url);
    if (url.pathname === '/api') return this.authorize(request, url);
    const file = attachmentFile(this.state, url.pathname);
    if (file) return this.serve(file, request, url);
    const path = routed(url.pathname);
    const found = (this.options.undocumented === false ? describedRoute : route)(request.method, path);
    const operation = found.kind === 'match' ? found.operation : null;
    const entry = this.log.add(
      this.clock.now(),
      operation && described(operation) ? operation : null,
      request.method,
      url,
    );
    const fault = operation ? this.faults.next(operation, request.method) : null;
    if (fault) entry.fault = fault.kind;
    if (fault?.kind === 'refused') throw networkError('ECONNREFUSED');
    if (fault?.kind === 'reset-before') throw networkError('ECONNRESET');
    if (fault?.kind === 'hang') return forever(request);

    const decision = this.limiter.take(request.header('authorization') ?? '');
    const headers = { ...decision.headers };
    const answer: Answer = (status, json, extra = {}) => {
      entry.status = status;
      return respond(status, json, { ...headers, ...extra });
    };
    if (fault?.kind === '429') {
      const wait = fault.retryAfter ?? 60;
      headers['X-RateLimit-Remaining'] = '0';
      return answer(429, rateLimited, wait === false ? {} : { 'Retry-After': String(wait) });
    }
    if (fault && fault.kind in serverFailures) {
      const status = Number(fault.kind);
      return answer(status, serverFailures[fault.kind as keyof typeof serverFailures]);
    }
    if (!decision.allowed) return answer(429, rateLimited, { 'Retry-After': String(decision.retryAfter) });
    if (found.kind !== 'match') {
      const noted = this.noting(answer, entry, [noRoute(request.method, path, found)]);
      if (found.kind === 'wrong-method') return noted(405, 'Method Not Allowed');
      return path.startsWith('/v3') ? noted(404, '404 page not found') : noted(404, routeNotFound);
    }
    const twice = fault?.kind === 'duplicate' ? rereadable(request) : null;
    const response = await this.run(found, twice ?? request, url, entry, answer);
    if (twice) await this.repeat(found, twice, url);
    if (fault?.kind === 'reset-after') throw networkError('ECONNRESET');
    return fault ? corrupt(fault, response) : response;
  }

  /** The request once more; nobody gets the answer. */
  private async repeat(found: Match, request: Incoming, url: URL): Promise<void> {
    const operation = described(found.operation) ? found.operation : null;
    const entry = this.log.add(this.clock.now(), operation, request.method, url);
    entry.fault = 'duplicate';
    await this.run(found, request, url, entry, (status, json) => {
      entry.status = status;
      return respond(status, json, {});
    });
  }

  private async authorize(request: Incoming, url: URL): Promise<Outgoing> {
    const entry = this.log.add(this.clock.now(), null, request.method, url);
    const response = await authorize(await toRequest(request), url, this.state, this.ids);
    entry.status = response.status;
    return fromResponse(response);
  }

  private serve(file: Outgoing, request: Incoming, url: URL): Outgoing {
    this.log.add(this.clock.now(), null, request.method, url).status = file.status;
    return file;
  }

  private async run(
    { operation, params }: Match,
    request: Incoming,
    url: URL,
    entry: LoggedRequest,
    answer: Answer,
  ): Promise<Outgoing> {
    const now = this.clock.now();
    const notes: string[] = [];
    const finish = this.noting(answer, entry, notes);
    try {
      const rules = this.options.strict ? await this.loadRules() : null;
      const identity = open.has(operation) ? null : authenticate(this.state, request.header('authorization'));
      const body = await readBody(request).catch((error: unknown) => {
        if (described(operation)) notes.push(unreadable(operation));
        throw error;
      });
      entry.body = describeBody(body);
      if (rules && described(operation))
        notes.push(...problemsOf(rules, operation, url.searchParams, body, request.header('content-type')));
      else if (rules) notes.push(undescribed(routed(url.pathname)));
      const ctx = this.context(params, url, body, identity, now, notes, entry.fault);
      const result: unknown = await handlers[operation](ctx);
      return result instanceof Reply ? finish(result.status, result.body, result.headers) : finish(200, result);
    } catch (error) {
      if (error instanceof ApiError) return finish(error.status, error.body(now));
      throw error;
    }
  }

  /** In strict mode an answer also says what is wrong with its request. */
  private noting(answer: Answer, entry: LoggedRequest, notes: readonly string[]): Answer {
    return (status, json, extra) => {
      if (!this.options.strict || notes.length === 0) return answer(status, json, extra);
      entry.notes = notes;
      return answer(status, json, { ...extra, 'X-Sandbox-Notes': headerText(notes.join('; ')) });
    };
  }

  private loadRules(): Promise<Rules> {
    this.rules ??= import('../../../generated/requests.js');
    return this.rules;
  }

  private context(
    params: Record<string, string>,
    url: URL,
    body: ParsedBody,
    identity: { token: TokenRow; user: UserRow } | null,
    now: number,
    notes: string[],
    fault: FaultKind | undefined,
  ): Context {
    const known = () => {
      if (!identity) throw apiError(400, 'OAUTH_017', 'Authorization header required');
      return identity;
    };
    const ctx: Context = {
      ...body,
      params,
      query: url.searchParams,
      state: this.state,
      ids: this.ids,
      plan: this.plan,
      webhooks: this.options.webhooks ?? {},
      deliverTwice: fault === 'duplicate-delivery',
      now,
      origin: url.origin,
      get user() {
        return known().user;
      },
      get token() {
        return known().token;
      },
      note: (text) => {
        notes.push(text);
      },
      emit: (event) => {
        for (const listener of this.listeners) listener(event, ctx);
      },
    };
    return ctx;
  }
}

type AnyOperation = OperationId | UndocumentedId;
type Match = Extract<Route<AnyOperation>, { kind: 'match' }>;
