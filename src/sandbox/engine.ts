import type { OperationId } from '../../generated/operations.js';
import { recordAudit } from './audit.js';
import { authenticate } from './auth.js';
import { authorize } from './authorize.js';
import type { Clock } from './clock.js';
import type { Context, SandboxEvent } from './context.js';
import { ApiError, fail } from './errors.js';
import { FaultPlan, type FaultRule, networkError, spoil } from './faults.js';
import { Ids } from './ids.js';
import type { SandboxOptions } from './options.js';
import { type Plan, plans } from './plans.js';
import { RateLimiter } from './rate-limit.js';
import { Reply } from './reply.js';
import { type ParsedBody, readBody } from './request-body.js';
import { describeBody, type RequestLog } from './request-log.js';
import { route } from './router.js';
import { handlers } from './routes/index.js';
import type { TokenRow, UserRow } from './state/people.js';
import { createState } from './state.js';
import { forever, pause } from './wait.js';
import { WebhookDelivery } from './webhook-delivery.js';

const MINUTE = 60_000;
/** Routes that work without a token. */
const open: ReadonlySet<OperationId> = new Set(['GetAccessToken']);

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

  async handle(request: Request): Promise<Response> {
    request.signal.throwIfAborted();
    if (this.options.latency) await pause(this.options.latency, request.signal);
    const url = new URL(request.url);
    if (url.pathname === '/api') return this.authorize(request, url);
    const path = url.pathname.replace(/^\/api(?=\/v\d)/, '');
    const found = route(request.method, path);
    const operation = found.kind === 'match' ? found.operation : null;
    const entry = this.log.add(this.clock.now(), operation, request, url);
    const fault = operation ? this.faults.next(operation, request.method) : null;
    if (fault) entry.fault = fault.kind;
    if (fault?.kind === 'refused') throw networkError('ECONNREFUSED');
    if (fault?.kind === 'reset-before') throw networkError('ECONNRESET');
    if (fault?.kind === 'hang') return forever(request.signal);

    const decision = this.limiter.take(request.headers.get('authorization') ?? '');
    const headers = { ...decision.headers };
    const answer = (status: number, json: unknown, extra: Record<string, string> = {}): Response => {
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
      if (found.kind === 'wrong-method') return answer(405, 'Method Not Allowed');
      return path.startsWith('/v3') ? answer(404, '404 page not found') : answer(404, routeNotFound);
    }
    const notes: string[] = [];
    const twin = fault?.kind === 'duplicate' ? request.clone() : null;
    const response = await this.run(found.operation, found.params, request, url, notes, entry, answer);
    if (twin) {
      const again = this.log.add(this.clock.now(), found.operation, twin, url);
      again.fault = 'duplicate';
      await this.run(found.operation, found.params, twin, url, [], again, (status, json) => {
        again.status = status;
        return respond(status, json, {});
      });
    }
    if (fault && !twin) return this.breakAfter(fault, response);
    return response;
  }

  private async authorize(request: Request, url: URL): Promise<Response> {
    const entry = this.log.add(this.clock.now(), null, request, url);
    const response = await authorize(request, url, this.state, this.ids);
    entry.status = response.status;
    return response;
  }

  private async run(
    operation: OperationId,
    params: Record<string, string>,
    request: Request,
    url: URL,
    notes: string[],
    entry: { body?: unknown; notes?: readonly string[] },
    answer: (status: number, json: unknown, extra?: Record<string, string>) => Response,
  ): Promise<Response> {
    const now = this.clock.now();
    try {
      const identity = open.has(operation) ? null : authenticate(this.state, request.headers.get('authorization'));
      const body = await readBody(request);
      entry.body = describeBody(body);
      const ctx = this.context(operation, params, url, body, identity, now, notes);
      const result: unknown = await handlers[operation](ctx);
      if (this.options.strict && notes.length > 0) entry.notes = notes;
      const extra: Record<string, string> =
        this.options.strict && notes.length > 0 ? { 'X-Sandbox-Notes': encodeURI(notes.join('; ')) } : {};
      if (result instanceof Reply) return answer(result.status, result.body, { ...result.headers, ...extra });
      return answer(200, result, extra);
    } catch (error) {
      if (error instanceof ApiError) return answer(error.status, error.body(now));
      throw error;
    }
  }

  private context(
    operation: OperationId,
    params: Record<string, string>,
    url: URL,
    body: ParsedBody,
    identity: { token: TokenRow; user: UserRow } | null,
    now: number,
    notes: string[],
  ): Context {
    const known = () => {
      if (!identity) throw fail(400, 'OAUTH_017', 'Authorization header required');
      return identity;
    };
    const ctx: Context = {
      ...body,
      operation,
      params,
      query: url.searchParams,
      state: this.state,
      ids: this.ids,
      plan: this.plan,
      webhooks: this.options.webhooks ?? {},
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

  private async breakAfter(fault: FaultRule, response: Response): Promise<Response> {
    if (fault.kind === 'reset-after') throw networkError('ECONNRESET');
    return spoil(fault, response, await response.text());
  }
}

const routeNotFound = { err: 'Route not found', ECODE: 'APP_001' };
const rateLimited = { err: 'Rate limit reached', ECODE: 'APP_002' };
const serverFailures = {
  '500': { err: 'Internal server error', ECODE: 'ERROR_HANDLER' },
  '502': '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>',
  '503': '<html><head><title>503 Service Temporarily Unavailable</title></head><body>503</body></html>',
};

/** Objects go as JSON, strings as text or HTML, undefined as no body. */
function respond(status: number, value: unknown, headers: Record<string, string>): Response {
  if (value === undefined) return new Response(status === 204 ? null : '', { status, headers });
  if (typeof value !== 'string') {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    return new Response(JSON.stringify(value), { status, headers: { ...type, ...headers } });
  }
  const type = value.startsWith('<') ? 'text/html' : 'text/plain';
  return new Response(value, { status, headers: { 'content-type': `${type}; charset=utf-8`, ...headers } });
}
