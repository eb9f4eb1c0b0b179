import type { ApiRequest } from './api-request.js';
import { ClickUpError, clickUpError } from './errors.js';
import { type RequestContext, templateOf } from './send.js';

/** Wraps whatever went wrong after a request was handed to the network; without it, nothing left. */
export class InFlight extends Error {
  override readonly name = 'InFlight';
  constructor(override readonly cause: unknown) {
    super('failed in flight');
  }
}

/** Causes under which no byte of the request can have reached ClickUp. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** The same, but only of a system call that connects: a connection in use fails with them too when its route vanishes. */
const neverSentIfConnecting = new Set(['EHOSTUNREACH', 'ENETUNREACH']);

/** System calls before the first byte. */
const connecting = new Set(['connect', 'getaddrinfo']);

/** Causes that end the handshake, before anything is sent, and that no repeat cures. */
const untrusted = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** One attempt got no complete answer in time. */
export class AttemptTimeout extends Error {
  override readonly name = 'AttemptTimeout';
}

/** True where the connection was never made, so that even a write may be repeated. */
export function wasNeverSent(error: unknown): boolean {
  const all = causes(error);
  return all.length > 0 && all.every(isBeforeSending);
}

function isBeforeSending({ code, syscall }: Cause): boolean {
  const isConnecting = syscall !== undefined && connecting.has(syscall);
  return neverSent.has(code) ? isConnecting || syscall === undefined : neverSentIfConnecting.has(code) && isConnecting;
}

/** True where the certificate of the other side was refused. */
export const isUntrusted = (error: unknown): boolean => causes(error).some(({ code }) => untrusted.has(code));

interface Cause {
  code: string;
  /** The system call that failed, where the platform says. */
  syscall: string | undefined;
}

/** The codes along a failure's causes; an AggregateError (several addresses tried) stands for those inside of it. */
function causes(error: unknown): Cause[] {
  const { cause, code, syscall, errors } = (error ?? {}) as Record<string, unknown>;
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap(causes);
  const own = typeof code === 'string' ? [{ code, syscall: typeof syscall === 'string' ? syscall : undefined }] : [];
  return [...own, ...(cause ? causes(cause) : [])];
}

/** A read that got no answer. */
export function networkFailure(error: unknown): ClickUpError {
  if (error instanceof ClickUpError) return error;
  if (error instanceof AttemptTimeout) {
    return clickUpError('TIMEOUT', `ClickUp gave ${error.message}`, {
      suggestion: 'Repeat the call; if it keeps happening, look at status.clickup.com.',
      cause: error,
    });
  }
  const code = causes(error).at(-1)?.code ?? '';
  const told = /^[A-Z][A-Z\d_]+$/.test(code) ? ` (${code})` : '';
  return clickUpError('NETWORK_ERROR', `The connection to ClickUp failed${told}`, {
    suggestion: isUntrusted(error)
      ? 'The certificate is not trusted, as behind many company proxies: NODE_EXTRA_CA_CERTS names a file with theirs.'
      : 'Check the network and CLICKUP_BASE_URL of this machine, then repeat. Behind a proxy, Node 22.21 or newer needs NODE_USE_ENV_PROXY=1 beside HTTPS_PROXY.',
    cause: error,
  });
}

/** A write that left and was not answered: it may have taken effect, so it is reported, never repeated. */
export function lostAnswer(request: ApiRequest, context: RequestContext, error: unknown): ClickUpError {
  return unknownOutcome(request.method, templateOf(request, context), networkFailure(error).message);
}

/** The same for a write that a gateway or a timeout answered in ClickUp's place. */
export function unknownOutcome(method: string, path: string, reason: string): ClickUpError {
  return clickUpError('UNKNOWN_OUTCOME', `${method} ${path} was sent, but its answer was lost: ${reason}`, {
    suggestion: 'It may have taken effect. Read before you repeat it.',
    details: { method, path },
  });
}

/** What to do about an unknown outcome where a tool shows what became of it. */
export const verifyHint = (tool: string): string =>
  `It may have taken effect. Call ${tool} to see, and repeat only if it did not.`;

/** The rate limit would make a request wait past the deadline of its call. */
export function waitTooLong(delayMs: number): ClickUpError {
  const seconds = Math.max(1, Math.ceil(delayMs / 1000));
  return clickUpError('RATE_LIMIT_EXCEEDED', `ClickUp's rate limit is used up and frees in ${seconds} s`, {
    retryAfter: seconds,
    suggestion: `Wait ${seconds} seconds, then repeat.`,
  });
}

/** The same, where nobody is left who would wait. */
export function waitGivenUp(delayMs: number): ClickUpError {
  const seconds = Math.max(1, Math.ceil(delayMs / 1000));
  return clickUpError('CANCELLED', `The caller is gone, and ClickUp's rate limit frees in ${seconds} s`, {
    retryAfter: seconds,
    suggestion: `Nothing was sent for this. Repeat it in ${seconds} seconds.`,
  });
}
