import createClient, { type Client } from 'openapi-fetch';
import type { Call, CallOptions } from './call.js';
import { type Clock, systemClock } from './clock.js';
import type { Remember } from './context.js';
import { decodeError } from './decode.js';
import type { Envelope } from './envelope.js';
import { ClickUpError } from './errors.js';
import { execute, type Remarks, runWithin } from './execute.js';
import { unknownOutcome } from './failures.js';
import { auth } from './layers/auth.js';
import { dryRun } from './layers/dry-run.js';
import { RateLimiter, rateLimit } from './layers/rate-limit.js';
import { record } from './layers/record.js';
import { retry } from './layers/retry.js';
import { timeout } from './layers/timeout.js';
import { defaults, type RuntimeOptions } from './options.js';
import { fillPath } from './path.js';
import { compose, isWrite, type Send, templateOf } from './send.js';
import type { ToolEntry } from './tool.js';

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
  options: RuntimeOptions,
  tools: readonly ToolEntry[],
  context: (runtime: Runtime, call: Call, options: CallOptions, remarks: Remarks, input: object) => Ctx,
): Runtime {
  const { clock = systemClock, random = Math.random } = options;
  const baseUrl = (options.baseUrl ?? defaults.baseUrl).replace(/\/+$/, '');
  const governor = new RateLimiter(clock);
  const send = compose(
    [
      dryRun,
      retry({ clock, random }),
      rateLimit({ governor }),
      auth({ credentials: options.credentials }),
      record({ clock }),
      timeout({ clock, attemptMs: options.attemptMs ?? defaults.attemptMs }),
    ],
    network(options.fetch),
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
    execute: (name, input, callOptions = {}) =>
      execute(
        name,
        input,
        {
          tools: byName,
          clock,
          debug: options.debug ?? defaults.debug,
          deadlineMs: options.deadlineMs ?? defaults.deadlineMs,
          newRequestId: () =>
            Math.floor(random() * 2 ** 32)
              .toString(16)
              .padStart(8, '0'),
          context: (call, given, remarks, valid) => context(runtime, call, given, remarks, valid),
          onEvent: options.onEvent,
        },
        callOptions,
      ),
  };
  return runtime;
}

/**
 * The end of the onion. An injected fetch is given one `Request` with everything in it; the global one needs no copy.
 * Writes follow no redirect: fetch would turn most of them into a GET, whose answer says nothing of the write.
 */
function network(injected: RuntimeOptions['fetch']): Send {
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
