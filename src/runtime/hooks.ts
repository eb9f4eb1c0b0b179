import type { ApiRequest } from './api-request.js';
import type { ApiCall, Envelope } from './envelope.js';
import { notifySafely } from './notify.js';
import { type RequestContext, templateOf } from './send.js';

/**
 * One finished call, for telemetry. Holds names, figures and path templates; no ids, no contents.
 *
 * @example
 * const onEvent = ({ tool, success, code, metadata }: CallEvent) =>
 *   console.log(tool, success ? 'ok' : code, metadata.execution_time_ms);
 * const clickup = createClickUp({ apiKey: 'pk_...', onEvent });
 */
export interface CallEvent {
  tool: string;
  success: boolean;
  code?: string;
  metadata: Envelope['metadata'];
}

/**
 * One HTTP request that was answered or failed (`status` 0), with its duration in milliseconds. `tool` is `clickup.api`
 * for a request of the typed client.
 *
 * @example
 * const onRequest = ({ tool, method, path, status, duration }: RequestEvent) =>
 *   console.log(`${tool}: ${method} ${path} ${status} in ${duration} ms`);
 * const clickup = createClickUp({ apiKey: 'pk_...', onRequest });
 */
export interface RequestEvent extends ApiCall {
  tool: string;
}

/**
 * A request that is about to be repeated: which repeat it is, from 1, after how many milliseconds, and why.
 *
 * @example
 * const onRetry = ({ method, path, attempt, delayMs, reason }: RetryEvent) =>
 *   console.warn(`${method} ${path}: repeat ${attempt} in ${delayMs} ms (${reason})`);
 * const clickup = createClickUp({ apiKey: 'pk_...', onRetry });
 */
export interface RetryEvent {
  tool: string;
  method: string;
  path: string;
  attempt: number;
  delayMs: number;
  reason: string;
}

/**
 * A call that begins to wait for ClickUp's rate limit, once for each window that it waits for.
 *
 * @example
 * const onWait = ({ tool, waitMs }: WaitEvent) => console.log(`${tool} waits ${Math.ceil(waitMs / 1000)} s`);
 * const clickup = createClickUp({ apiKey: 'pk_...', onWait });
 */
export interface WaitEvent {
  tool: string;
  waitMs: number;
}

/** Listeners of a client. They hear names, figures and path templates, never ids or contents; one that throws harms no call. */
export interface Hooks {
  /** Hears of every finished call. */
  onEvent?: ((event: CallEvent) => void) | undefined;
  /** Hears of every HTTP request once it is answered or has failed, repeats included. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Hears of every repeat before it is waited for. */
  onRetry?: ((event: RetryEvent) => void) | undefined;
  /** Hears of every wait for the rate limit as it begins. */
  onWait?: ((event: WaitEvent) => void) | undefined;
}

/** Tells a listener, if there is one, and never hears back. */
export function tell<Event>(listener: ((event: Event) => void) | undefined, event: Event): void {
  if (listener) notifySafely(() => listener(event));
}

/** Which request of which call. */
export const sender = (request: ApiRequest, context: RequestContext) => ({
  tool: context.call.toolName,
  method: request.method,
  path: templateOf(request, context),
});
