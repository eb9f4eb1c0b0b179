import createClient, { type Client } from 'openapi-fetch';
import type { Call, CallOptions } from './call.js';
import { type Clock, systemClock } from './clock.js';
import type { Remember } from './context.js';
import { decodeError } from './decode.js';
import type { Envelope } from './envelope.js';
import { ClickUpError, clickUpError } from './errors.js';
import { type CallEvent, execute, type Remarks, runWithin } from './execute.js';
import { unknownOutcome } from './failures.js';
import { auth, type Credentials } from './layers/auth.js';
import { dryRun } from './layers/dry-run.js';
import { RateLimiter, rateLimit } from './layers/rate-limit.js';
import { record } from './layers/record.js';
import { retry } from './layers/retry.js';
import { timeout } from './layers/timeout.js';
import { fillPath } from './path.js';
import { compose, isWrite, type Send, templateOf } from './send.js';
import type { ToolEntry } from './tool.js';

const defaultBaseUrl = 'https://api.clickup.com/api';

/** What the runtime needs; everything has a default but the credentials. */
export interface RuntimeConfig {
  credentials: Credentials;
  /** Root of the API, without `/v2`. Default: https://api.clickup.com/api */
  baseUrl?: string | undefined;
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  clock?: Clock | undefined;
  /** 0 <= x < 1; spreads the retries. */
  random?: (() => number) | undefined;
  /** Adds `metadata.debug` to every envelope. */
  debug?: boolean | undefined;
  /** Milliseconds one attempt may take. Default 30,000. */
  attemptMs?: number | undefined;
  /** Milliseconds one tool call may take, waiting included. Default 120,000. */
  deadlineMs?: number | undefined;
  /** Called after every tool call, with names and figures only. */
  onEvent?: ((event: CallEvent) => void) | undefined;
}

/** One credential's runtime: the onion, its governor and its memory. */
export interface Runtime {
  execute(name: string, input: unknown, options?: CallOptions): Promise<Envelope>;
  /** Runs a tool inside a running one, on its context and record. */
  run(name: string, input: unknown, context: unknown): Promise<unknown>;
  /** The typed client whose answers are decoded: anything but 2xx throws. */
  api<Paths extends object>(call: Call): Client<Paths>;
  send: Send;
  clock: Clock;
  remember: Remember;
  baseUrl: string;
}

/** Puts the onion together: retry > rate-limit > auth > record > timeout > fetch, under `dry_run` and `execute`. */
export function createRuntime<Ctx>(
  config: RuntimeConfig,
  tools: readonly ToolEntry[],
  context: (runtime: Runtime, call: Call, options: CallOptions, remarks: Remarks, input: object) => Ctx,
): Runtime {
  const { clock = systemClock, random = Math.random } = config;
  const baseUrl = checkedBaseUrl(config.baseUrl ?? defaultBaseUrl);
  const governor = new RateLimiter(clock);
  const send = compose(
    [
      dryRun,
      retry({ clock, random }),
      rateLimit({ governor }),
      auth({ credentials: config.credentials }),
      record({ clock }),
      timeout({ clock, attemptMs: config.attemptMs ?? 30_000 }),
    ],
    network(config.fetch),
  );
  const byName = new Map(tools.map((entry) => [entry.name, entry]));
  const runtime: Runtime = {
    send,
    clock,
    baseUrl,
    remember: memory(clock),
    run: (name, input, context) => runWithin(byName, name, input, context),
    api: (call) =>
      typedClient(
        baseUrl,
        (url, template) => call.templates.set(url, template),
        (request) => decoded(send, request, call, clock),
      ),
    execute: (name, input, options = {}) =>
      execute(
        name,
        input,
        {
          tools: byName,
          clock,
          debug: config.debug ?? false,
          deadlineMs: config.deadlineMs ?? 120_000,
          newRequestId: () =>
            Math.floor(random() * 2 ** 32)
              .toString(16)
              .padStart(8, '0'),
          context: (call, callOptions, remarks, given) => context(runtime, call, callOptions, remarks, given),
          onEvent: config.onEvent,
        },
        options,
      ),
  };
  return runtime;
}

/**
 * The end of the onion. An injected fetch is given one `Request` with everything in it; the global one needs no copy.
 * Writes follow no redirect: fetch would turn most of them into a GET, whose answer says nothing of the write.
 */
function network(injected: RuntimeConfig['fetch']): Send {
  const way = (request: Request, signal: AbortSignal | undefined): RequestInit => ({
    signal: signal ?? null,
    redirect: isWrite(request) ? 'manual' : 'follow',
  });
  if (injected) return async (request, _, signal) => injected(new Request(request, way(request, signal)));
  return async (request, _, signal) => fetch(request, way(request, signal));
}

/** An openapi-fetch client on a given way of sending; `onPath` hears which template each filled URL came from. */
export function typedClient<Paths extends object>(
  baseUrl: string,
  onPath: (url: string, template: string) => void,
  fetch: (request: Request) => Promise<Response>,
): Client<Paths> {
  return createClient<Paths>({
    baseUrl,
    fetch,
    pathSerializer(template, values) {
      const url = fillPath(template, values);
      onPath(url, template.slice(baseUrl.length));
      return url;
    },
  });
}

async function decoded(send: Send, request: Request, call: Call, clock: Clock): Promise<Response> {
  const response = await send(request, call);
  if (!response.ok) throw await decodeError(request, response, call, clock.now());
  if (isWrite(request) && !(await isReadable(response.clone()))) {
    throw unknownOutcome(request.method, templateOf(request, call), 'the answer was not readable');
  }
  return response;
}

async function isReadable(response: Response): Promise<boolean> {
  const text = await response.text();
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Ends of the call that happened to load, which must not end the calls that only waited with it. */
const isLoadersOwn = (error: unknown) => error instanceof ClickUpError && ['CANCELLED', 'TIMEOUT'].includes(error.code);

/** A small cache with expiry; a failed load is forgotten, parallel loads of one key are one. */
function memory(clock: Clock): Remember {
  const entries = new Map<string, { until: number; value: Promise<unknown>; loaded?: unknown }>();
  const fresh = (key: string) => {
    const entry = entries.get(key);
    return entry && clock.now() < entry.until ? entry : undefined;
  };
  const remember = <T>(key: string, ttlMs: number, load: () => Promise<T>): Promise<T> => {
    const known = fresh(key);
    if (known)
      return (known.value as Promise<T>).catch((error) =>
        isLoadersOwn(error) ? remember(key, ttlMs, load) : Promise.reject(error),
      );
    const value = load();
    const entry: { until: number; value: Promise<T>; loaded?: T } = { until: clock.now() + ttlMs, value };
    entries.set(key, entry);
    value.then(
      (loaded) => {
        entry.loaded = loaded;
      },
      () => entries.delete(key),
    );
    return value;
  };
  return Object.assign(remember, { known: (key: string) => fresh(key)?.loaded });
}

function checkedBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const href = url?.href.replace(/\/+$/, '') ?? '';
  const isVersioned = /\/v[23]$/.test(href);
  if (/^https?:/.test(href) && !isVersioned) return href;
  const problem = isVersioned ? 'ends with a version' : 'is not an http(s) URL';
  throw clickUpError('INVALID_PARAMETER', `The base URL ${problem}: ${JSON.stringify(text)}`, {
    suggestion: `Set CLICKUP_BASE_URL to something like ${defaultBaseUrl}, without /v2, or leave it out.`,
    details: { parameter: 'baseUrl' },
  });
}
