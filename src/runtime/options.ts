import type { ApiRequest } from './api-request.js';
import { type Clock, longestTimerMs } from './clock.js';
import type { Hooks } from './hooks.js';
import type { Credentials } from './layers/auth.js';
import type { Limiter } from './limit/rate-limiter.js';
import type { SharedLimit } from './limit/shared-limit.js';
import type { Metrics } from './metrics.js';
import type { Layer, RequestContext } from './send.js';
import type { Store } from './store.js';
import type { Transport } from './transport.js';

/** What holds where an option is not set. */
export const defaults = {
  baseUrl: 'https://api.clickup.com/api',
  /** Two minutes: a rate-limit window, and the work after it. */
  deadlineMs: 120_000,
  attemptMs: 30_000,
  debug: false,
  maxConcurrency: 8,
} as const;

/** Hears of a write whose answer was lost once it is known that it took effect, with the answer that it would have had. */
export type Settled = (request: ApiRequest, context: RequestContext, response: Response) => Promise<void>;

/** What the runtime needs; everything has a default but the credentials. */
export interface RuntimeOptions extends Hooks {
  /** Asked for the token at every attempt. */
  credentials: Credentials;
  /** The token itself, where it is known before it is asked for: it is hidden from everything that is shown. */
  apiKey?: string | undefined;
  /** Root of the API without `/v2`. Default: https://api.clickup.com/api */
  baseUrl?: string | undefined;
  /** Takes a `Request`, gives a `Response`; the sandbox's `fetch` fits. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** How requests travel where no `fetch` is given. Default: by the global one. */
  transport?: Transport | undefined;
  /** Remembers calls by their `idempotency_key`. Default: in memory, as long as the client lives. */
  store?: Store | undefined;
  clock?: Clock | undefined;
  /** 0 <= x < 1; spreads the retries. */
  random?: (() => number) | undefined;
  /** Adds `metadata.debug`: every HTTP call with its path template, status and duration. */
  debug?: boolean | undefined;
  /** Requests under way at the same time. Default 8. */
  maxConcurrency?: number | undefined;
  /** Requests in a minute, where that is less than ClickUp allows. */
  rateLimit?: number | undefined;
  /** Shares the limit of one token with other clients and processes, such as `memoryLimit()`. Default: this client alone. */
  sharedLimit?: SharedLimit | undefined;
  /** Paces this client together with others of the same token, in place of a limiter of its own; `close()` leaves it alone. */
  limiter?: Limiter | undefined;
  /** Neither waits for the rate limit nor repeats anything: a 429 is the error RATE_LIMIT_EXCEEDED at once. Default false. */
  passThrough?: boolean | undefined;
  /** Most milliseconds for which anything that was read is remembered; 0 for nothing. Default: as long as is usual for its kind. */
  cacheMs?: number | undefined;
  /** Writes that may follow each other without a read in between; the next is refused. Default: any number. */
  maxUnverifiedWrites?: number | undefined;
  /** Counts what is done; several clients may share one. Default: one of this client, for `clickup_system_metrics`. */
  metrics?: Metrics | undefined;
  /** Milliseconds one HTTP attempt may take. Default 30,000. */
  attemptMs?: number | undefined;
  /** Milliseconds one tool call may take, waiting for the rate limit included. Default 120,000. */
  deadlineMs?: number | undefined;
  /** The outermost layer: sees every request with the operation that it calls, raw ones and those of dry runs too. */
  policy?: Layer | undefined;
  /** Sees every write that is sent, and may look at what it changes. */
  recorder?: { readonly layer: Layer; readonly settled: Settled } | undefined;
}

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Whether a timer can run for so long. */
export const isDuration = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= longestTimerMs;

/** Whether a text is the root of an API: http(s), without version, query, fragment and credentials. */
export function isBaseUrl(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !/\/v[23]\/*$/.test(pathname) && !(search || hash || username || password);
}
