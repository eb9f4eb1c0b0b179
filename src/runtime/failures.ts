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
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

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
  const codes = causes(error);
  return codes.length > 0 && codes.every((code) => neverSent.has(code));
}

/** True where the certificate of the other side was refused. */
export const isUntrusted = (error: unknown): boolean => causes(error).some((code) => untrusted.has(code));

/** The error codes along a failure's causes; an AggregateError (several addresses tried) contributes all of its own. */
function causes(error: unknown): string[] {
  const { cause, code, errors } = (error ?? {}) as { cause?: unknown; code?: unknown; errors?: unknown[] };
  const own = typeof code === 'string' ? [code] : [];
  return [...own, ...(cause ? causes(cause) : []), ...(Array.isArray(errors) ? errors.flatMap(causes) : [])];
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
  const codes = causes(error);
  return clickUpError('NETWORK_ERROR', `The connection to ClickUp failed${codes.length ? ` (${codes.at(-1)})` : ''}`, {
    suggestion: isUntrusted(error)
      ? 'The certificate is not trusted, as behind many company proxies: NODE_EXTRA_CA_CERTS names a file with theirs.'
      : 'Check the network, proxy and CLICKUP_BASE_URL of this machine, then repeat.',
    cause: error,
  });
}

/** A write that left and was not answered: it may have taken effect, so it is reported, never repeated. */
export function lostAnswer(request: Request, context: RequestContext, error: unknown): ClickUpError {
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
    suggestion: `Wait ${seconds} seconds, then repeat; for many items use the bulk tools, which pace themselves.`,
  });
}
