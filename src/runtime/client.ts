import type { Client } from 'openapi-fetch';
import type { ToolNames } from './advice.js';
import type { ApiDescription } from './api-description.js';
import { ApiRequest } from './api-request.js';
import { attempt } from './attempt.js';
import { Cache } from './cache.js';
import type { Call, CallOptions } from './call.js';
import { type Clock, systemClock } from './clock.js';
import { decoded, withoutOddParts } from './decode.js';
import type { Envelope } from './envelope.js';
import type { ClickUpError } from './errors.js';
import { type ExecuteDeps, execute, type Remarks, runWithin } from './execute.js';
import type { Hooks } from './hooks.js';
import type { ItemWrites, OpenJob } from './jobs/open-job.js';
import type { Resuming } from './jobs/resume-job.js';
import { auth } from './layers/auth.js';
import { destination } from './layers/destination.js';
import { dryRun } from './layers/dry-run.js';
import { invalidate } from './layers/invalidate.js';
import { rateLimit } from './layers/rate-limit.js';
import { record } from './layers/record.js';
import { retry } from './layers/retry.js';
import { lazily } from './lazily.js';
import { RateLimiter } from './limit/rate-limiter.js';
import { defaults, type RuntimeOptions } from './options.js';
import type { Planner } from './planning.js';
import type { Progress } from './progress.js';
import { createRouter, type Router } from './router.js';
import { Secrets } from './secrets.js';
import { compose, isWrite, type RequestContext, type Send } from './send.js';
import { memoryStore, type Store } from './store.js';
import { namesOf, type ToolEntry } from './tool.js';
import { viaFetch } from './transport.js';
import { typedClient } from './typed-client.js';
import { UnreadWrites } from './unread-writes.js';

/** What a runtime serves: tools, on an API. */
export interface Served<Ctx> {
  tools: readonly ToolEntry[];
  api: ApiDescription;
  /** Speaks of a tool that there is, but not here. */
  explainAbsent?(name: string): Promise<ClickUpError | undefined>;
  /** Says what dry runs would change; made once, for a client. */
  planner?(runtime: Runtime): Planner<Ctx>;
  /** Gives a running tool its hands. */
  context(
    runtime: Runtime,
    call: Call,
    progress: Pick<Progress, 'advance'> | undefined,
    remarks: Remarks,
    input: object,
  ): Ctx;
  /** The input in the form in which the tool takes it; undefined where it has that form. */
  settle?(context: Ctx, input: object): Promise<object> | undefined;
}

/** One credential's runtime: the onion, its rate limit and its cache. */
export interface Runtime {
  execute(name: string, input: unknown, options?: CallOptions): Promise<Envelope>;
  /** Runs a tool inside a running one, on its context and record. */
  run(name: string, input: unknown, context: unknown): Promise<unknown>;
  /** The typed client whose answers are decoded: anything but 2xx throws. */
  api<Paths extends object>(call: Call, writes?: ItemWrites): Client<Paths>;
  /** Runs the work of a call as a job, which can be resumed. */
  asJob<Result extends { counts: Readonly<Record<string, number>> }>(
    call: Call,
    total: number,
    work: (job: OpenJob) => Promise<Result>,
  ): Promise<Result>;
  /** Calls the tool of a job again with what it was called with, as part of a running call. */
  resumeJob(id: string, running: Resuming): Promise<unknown>;
  send: Send;
  router: Router;
  clock: Clock;
  cache: Cache;
  store: Store;
  /** The keys in use, for what is kept. */
  secrets: Secrets;
  baseUrl: string;
  description: ApiDescription;
  /** The tools offered, by their place in the SDK or by their own name. */
  names: ToolNames;
  /** Milliseconds until so many more requests can have left under the present limit. */
  estimateMs(requests: number): number;
  /** Ends what waits for the rate limit. */
  close(): void;
  /** The listener of the client, for calls that are not those of a tool. */
  onWait: Hooks['onWait'];
}

/** Requests of one call whose addresses are kept: a look-up may need to know what the call was about. */
const mostSeen = 20;

/** Puts the onion together: policy > dry-run > recorder > invalidate > retry > rate-limit > destination > auth > record > attempt. */
export function createRuntime<Ctx>(
  options: RuntimeOptions,
  { tools, api, explainAbsent, context, settle, planner: plannerOf }: Served<Ctx>,
): Runtime {
  const { clock = systemClock, random = Math.random, onWait, passThrough } = options;
  const baseUrl = (options.baseUrl ?? defaults.baseUrl).replace(/\/+$/, '');
  const cache = new Cache(clock, { ttlMs: options.cacheMs }, options.metrics);
  const { store = memoryStore() } = options;
  const governor =
    // A limiter is opaque to programs: there is no other kind.
    (options.limiter as RateLimiter | undefined) ??
    new RateLimiter(clock, {
      ...options,
      maxConcurrency: options.maxConcurrency ?? defaults.maxConcurrency,
      ...(options.sharedLimit && { processId: crypto.randomUUID() }),
    });
  const secrets = new Secrets();
  if (options.apiKey) secrets.add(options.apiKey);
  const send = compose(
    [
      ...(options.policy ? [options.policy] : []),
      dryRun,
      ...(options.recorder ? [options.recorder.layer] : []),
      invalidate({ cache }),
      retry({ clock, random, governor, onRetry: options.onRetry, passThrough }),
      rateLimit({ governor, passThrough }),
      destination({ baseUrl }),
      auth({ credentials: options.credentials, secrets }),
      record({ clock, onRequest: options.onRequest }),
    ],
    attempt({
      clock,
      attemptMs: options.attemptMs ?? defaults.attemptMs,
      secrets,
      transport: options.fetch ? viaFetch(options.fetch) : (options.transport ?? viaFetch()),
    }),
  );
  const byName = new Map(tools.map((entry) => [entry.name, entry]));
  const names = namesOf(tools);
  const router = createRouter(api.operations);
  const unread = options.maxUnverifiedWrites === undefined ? undefined : new UnreadWrites(options.maxUnverifiedWrites);
  const newRequestId = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const decode = (request: ApiRequest, context: RequestContext) =>
    decoded(send, request, context, { now: () => clock.now(), api });
  const { lookUps } = api;
  const reconciler =
    lookUps &&
    lazily(async () => {
      const [{ Reconciler }, known] = await Promise.all([import('./reconcile.js'), lookUps()]);
      return new Reconciler({ send, api, clock, baseUrl, settled: options.recorder?.settled }, known);
    });
  const create = async (request: ApiRequest, context: RequestContext, seen: readonly string[]) => {
    const known = await reconciler?.();
    return known?.settles(context)
      ? known.send(request, context, seen, () => decode(request, context))
      : decode(request, context);
  };
  const sendDecoded = (request: ApiRequest, context: RequestContext, seen: string[], writes?: ItemWrites) => {
    if (seen.push(request.url) > mostSeen) seen.shift();
    if (context.call.dryRun || !isWrite(request, context)) return decode(request, context);
    const go = (own: RequestContext) => (request.method === 'POST' ? create(request, own, seen) : decode(request, own));
    return writes ? writes.send(request, context, go) : go(context);
  };
  const asJob: Runtime['asJob'] = async (call, total, work) => {
    const { runAsJob } = await import('./jobs/run-as-job.js');
    const { tool, input } = call.work ?? { tool: call.toolName, input: undefined };
    const deps = {
      store,
      clock,
      call,
      operations: api.operations,
      repeatable: (await lookUps?.())?.repeatable ?? [],
      reconciler: async () => reconciler?.(),
      hide: <Value>(value: Value) => secrets.hideIn(value),
      newId: () => `${clock.now().toString(36)}-${call.requestId}`,
    };
    return runAsJob({ total, tool, input }, deps, work);
  };
  const contextFor: ExecuteDeps<Ctx>['context'] = (call, progress, remarks, valid) =>
    context(runtime, call, progress, remarks, valid);
  const runtime: Runtime = {
    send,
    router,
    clock,
    cache,
    store,
    secrets,
    baseUrl,
    description: api,
    names,
    onWait,
    estimateMs: (requests) => governor.estimateMs(requests),
    close: () => {
      if (!options.limiter) governor.close();
    },
    run: (name, input, running) => runWithin({ tools: byName, explainAbsent, api }, name, input, running),
    asJob,
    resumeJob: async (id, running) => {
      const { resumeJob } = await import('./jobs/resume-job.js');
      return resumeJob(id, running, { tools: byName, explainAbsent, api, store, settle, context: contextFor });
    },
    api: (call, writes) => {
      const reads: string[] = [];
      return typedClient({
        baseUrl,
        router,
        idHint: api.idHint,
        Request: ApiRequest,
        send: async (request, operation) =>
          withoutOddParts(await sendDecoded(request, { call, operation }, reads, writes), call),
      });
    },
    execute: (name, input, callOptions) =>
      execute(
        name,
        input,
        {
          tools: byName,
          names,
          explainAbsent,
          api,
          clock,
          store,
          secrets,
          planner,
          unread,
          debug: options.debug ?? defaults.debug,
          deadlineMs: options.deadlineMs ?? defaults.deadlineMs,
          newRequestId,
          context: contextFor,
          settle,
          onEvent: options.onEvent,
          onWait,
        },
        callOptions ?? {},
      ),
  };
  const planner = plannerOf?.(runtime);
  return runtime;
}
