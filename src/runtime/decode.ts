import { isAnswer } from './answer.js';
import type { ApiDescription, ErrorRules, Problem, Reading, RequestTarget } from './api-description.js';
import type { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import { type ClickUpError, clickUpError } from './errors.js';
import { unknownOutcome } from './failures.js';
import { readRetryAfter } from './headers.js';
import { isPlainObject } from './plain-object.js';
import { apiPath, isWrite, type RequestContext, type Send, templateOf } from './send.js';

const otherServer =
  'There is a proxy, firewall or sign-in page between here and ClickUp, or CLICKUP_BASE_URL is wrong: tell the person.';
/** What to do where the token is good, but may not do this. */
export const askForRight =
  'The token acts as its user: ask a Workspace admin for the right, or use a token of someone who has it.';

/** Sends a request; throws the error of the contract for any answer but a readable 2xx. */
export async function decoded(
  send: Send,
  request: ApiRequest,
  context: RequestContext,
  { now, api }: { now(): number; api: ApiDescription },
): Promise<Response> {
  const response = await send(request, context);
  const path = templateOf(request, context);
  if (!response.ok) throw await decodeError(request, response, { path, now: now(), api, context });
  if (isWrite(request, context) && !(await isReadable(response.clone()))) {
    context.call.hasLostWrite = true;
    throw unknownOutcome(request.method, path, 'the answer was not readable');
  }
  return response;
}

/** What tells, in the text of an answer, that a list may hold something else beside objects: found without a look at each value. */
const oddPart = /[[,]\s*null\b|\}\s*,\s*[^"{\s]|[^}\s]\s*,\s*\{|\}\s*,\s*"(?:[^"\\]|\\.)*"\s*[,\]]/;

/** The same answer; what stands in the place of an object in the lists inside it is left out, and counted. */
export async function withoutOddParts(response: Response, call: Call): Promise<Response> {
  if (call.raw || !isAnswer(response) || !oddPart.test(await response.text())) return response;
  call.leftOut += await (await import('./odd-parts.js')).leaveOutIn(response);
  return response;
}

async function isReadable(response: Response): Promise<boolean> {
  try {
    await response.json();
    return true;
  } catch {
    return (await response.text()) === '';
  }
}

/** Turns an answer that is not 2xx into the error of the contract. */
async function decodeError(
  request: ApiRequest,
  response: Response,
  { path, now, api, context }: { path: string; now: number; api: ApiDescription; context: RequestContext },
): Promise<ClickUpError> {
  const { status, headers } = response;
  const problem = await readProblem(response);
  if (isWrite(request, context) && isGatewayAnswer(status, problem)) {
    return unknownOutcome(request.method, path, `status ${status}`);
  }
  const reading = interpret(api.errors, status, problem, api.describeTarget(path, apiPath(request.url)));
  const { code, message } = reading;
  const suggestion = problem.isPage && status < 500 && status !== 429 ? otherServer : reading.suggestion;
  const wait = status === 429 ? readRetryAfter(headers, now) : undefined;
  return clickUpError(code, message, {
    suggestion,
    ...(status === 429 && { retryAfter: Math.max(1, Math.ceil((wait ?? 60_000) / 1000)) }),
    details: {
      status,
      ...(problem.ecode && { ecode: problem.ecode }),
      clickup_says: problem.text,
      endpoint: `${request.method} ${path}`,
      ...(problem.traceId !== undefined && { trace_id: problem.traceId }),
    },
  });
}

/** The error inside an answer of status 200, which some routes give in place of a failure; undefined for any other body. */
export function refusalIn(body: unknown, rules: ErrorRules): ClickUpError | undefined {
  if (!isPlainObject(body) || typeof body.err !== 'string') return undefined;
  const problem = problemOf(body, '');
  const { code, message, suggestion } = interpret(rules, rules.statusOf(problem.ecode ?? ''), problem, rules.unnamed);
  return clickUpError(code, message, {
    suggestion,
    details: { status: 200, ...(problem.ecode && { ecode: problem.ecode }), clickup_says: problem.text },
  });
}

/** A gateway's answer, or ClickUp's own crash: nobody knows what became of the write. Browsers show redirects as 0. */
const isGatewayAnswer = (status: number, { ecode }: Problem) =>
  [0, 302, 303, 408, 502, 503, 504].includes(status) || (status >= 500 && ecode === undefined);

function interpret(rules: ErrorRules, status: number, problem: Problem, target: RequestTarget): Reading {
  const { text, ecode = '' } = problem;
  const known = rules.read(problem, status, target);
  if (known) return known;
  if (status < 400 && ecode === '') {
    return { code: 'NETWORK_ERROR', message: `ClickUp's address leads elsewhere: ${text}`, suggestion: otherServer };
  }
  if (status === 404) {
    const subject = target.named ? `${target.named} was not` : 'Not';
    return { code: 'RESOURCE_NOT_FOUND', message: `${subject} found: ${text}`, suggestion: target.suggestion };
  }
  if (status === 401 || status === 403) {
    const code = status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN';
    return { code, message: `ClickUp refused: ${text}`, suggestion: askForRight };
  }
  if (status === 429) {
    return {
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'The rate limit of this token is used up',
      suggestion: 'Wait retry_after seconds, then repeat.',
    };
  }
  if (status >= 500) {
    return {
      code: 'SERVER_ERROR',
      message: `ClickUp answered ${status}: ${text}`,
      suggestion: 'ClickUp itself has a fault. Repeat after a short delay.',
    };
  }
  return {
    code: 'INVALID_PARAMETER',
    message: `ClickUp refused the request: ${text}`,
    suggestion: 'Correct the value that the message names.',
  };
}

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  if (response.status < 400) return { text: redirection(response), ecode: undefined, traceId: undefined };
  try {
    return problemOf(JSON.parse(text) as Record<string, unknown>, response.statusText || `status ${response.status}`);
  } catch {
    const isPage = /^\s*</.test(text);
    return {
      text: safe((!isPage && text.trim()) || response.statusText || `status ${response.status}`),
      ecode: undefined,
      traceId: undefined,
      ...(isPage && { isPage }),
    };
  }
}

/** Where an answer leads, without the query: it may hold secrets. */
function redirection({ status, headers, url }: Response): string {
  const location = headers.get('Location') ?? '';
  const target = URL.canParse(location, url || undefined) ? ` to ${new URL(location, url || undefined).origin}` : '';
  return `status ${status}${target}`;
}

/** A text may echo what was sent, and anything else is no id. */
function traceIdOf({ trace_id: id }: Record<string, unknown>): string | number | undefined {
  if (typeof id === 'string') return safe(id) || undefined;
  return typeof id === 'number' && id !== 0 ? id : undefined;
}

function problemOf(body: Record<string, unknown>, otherwise: string): Problem {
  const said = body.err ?? body.error ?? body.message;
  return {
    text: safe(typeof said === 'string' ? said : otherwise),
    ecode: typeof body.ECODE === 'string' ? safe(body.ECODE).toUpperCase() : undefined,
    traceId: traceIdOf(body),
  };
}

/** Other people's tokens may surface too; our own are hidden where answers come in. Long texts are cut. */
const safe = (text: string) => text.replace(/(pk_|Bearer )\S+/g, '$1***').slice(0, 300);
