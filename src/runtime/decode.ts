import type { Call } from './call.js';
import { type ClickUpError, clickUpError, type ErrorCode } from './errors.js';
import { unknownOutcome } from './failures.js';
import { readRetryAfter } from './headers.js';
import { describeTarget, type RequestTarget } from './not-found.js';
import { isPlainObject } from './plain-object.js';
import { isWrite, templateOf } from './send.js';

/** ClickUp's two error forms, read from either API version. */
interface Problem {
  text: string;
  ecode: string | undefined;
  traceId: string | number | undefined;
  /** A web page came, which ClickUp's API never sends. */
  isPage?: true;
}

interface Reading {
  code: ErrorCode;
  message: string;
  suggestion: string;
}

type Read = (problem: Problem, sought: RequestTarget) => Reading;

const checkKey =
  'Check CLICKUP_API_KEY: copy the token again from ClickUp (avatar > Settings > Apps). `clickup-tools doctor` tests it.';
const otherServer =
  'A proxy, firewall or sign-in page stands between here and ClickUp, or CLICKUP_BASE_URL is wrong: tell the person.';
const visibleName = 'Give a name with at least one visible character.';
/** Where nothing tells what the request was about. */
const unnamed: RequestTarget = {
  named: '',
  suggestion: 'Check the ids: clickup_workspace_resolve finds them by name, path or URL. If right, ask for access.',
};

/** Codes that say more than their HTTP status. Source: https://developer.clickup.com/docs/common_errors */
const byEcode: Record<string, Read> = {
  ...each(['OAUTH_017', 'OAUTH_018', 'OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'], ({ text }) => ({
    code: 'UNAUTHORIZED',
    message: `ClickUp does not accept the API key: ${text}`,
    suggestion: checkKey,
  })),
  ...each(['TEAM_110'], ({ text }) => ({
    code: 'PLAN_REQUIRED',
    message: `This Workspace's plan does not include it: ${text}`,
    suggestion: 'clickup_workspace_get_plan shows the plan. People can be found on every plan with clickup_user_find.',
  })),
  ...each(['FIELD_033', 'PAYWALL_004'], ({ text }) => ({
    code: 'PLAN_REQUIRED',
    message: `What this Workspace's plan includes is used up: ${text}`,
    suggestion: 'clickup_workspace_get_plan shows the plan. Waiting does not help; another plan does.',
  })),
  ...each(['FIELD_605', 'TIS_027'], ({ text }) => ({
    code: 'FORBIDDEN',
    message: `The feature is switched off in this Workspace or Space: ${text}`,
    suggestion: 'An admin can switch the ClickApp on in ClickUp.',
  })),
  ...each(['ITEMV2_003', 'SHARD_001', 'GROUP_HELPERS_001', 'TIMEENTRY_072'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp could not use a value: ${text}`,
    suggestion: 'Check ids, dates and order_by; ClickUp answers some wrong values with a server error.',
  })),
  ...each(['SUBCAT_016', 'CAT_014', 'PROJECT_023', 'PROJ_024'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `The name is taken: ${text}`,
    suggestion: 'Choose another name, or use what has it: clickup_workspace_resolve finds it.',
  })),
  ...each(['SUBCAT_020', 'CAT_021', 'PROJ_060', 'INPUT_005'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp does not take the name: ${text}`,
    suggestion: visibleName,
  })),
  ...each(['ITEM_013', 'ACCESS_100'], ({ ecode }, { named }) => ({
    code: 'RESOURCE_NOT_FOUND',
    message: `${named || 'It'} was deleted`,
    suggestion: `It is in the trash${ecode === 'ITEM_013' ? ', or was merged into another task' : ''}: a person can restore it in ClickUp, no tool can.`,
  })),
  ...each(['ITEM_137'], () => ({
    code: 'INVALID_PARAMETER',
    message: 'The parent is a task of another List',
    suggestion: 'A subtask lies in the List of its parent: clickup_task_move takes the task there first.',
  })),
  ...each(['STATUS_002'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp does not take the statuses: ${text}`,
    suggestion: 'Give the whole set, exactly one of it of type open.',
  })),
  ...each(['OAUTH_064', 'PAGE_047'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `The view is of another type: ${text}`,
    suggestion: 'clickup_view_list shows types: conversation has comments, most others tasks.',
  })),
  ...each(['CRTSK_001'], () => ({
    code: 'INVALID_PARAMETER',
    message: 'The List has no such status',
    suggestion: 'clickup_list_get_options names the statuses of the List.',
  })),
};

/** ClickUp answers these to ids it does not know and to ids the token may not see, without telling which. */
const notVisible = /^OAUTH_0(2[367]|29|3\d|4[0-5]|57|61)$/;

/** Turns an answer that is not 2xx into the error of the contract. */
export async function decodeError(
  request: Request,
  response: Response,
  call: Call,
  now: number,
): Promise<ClickUpError> {
  const { status, headers } = response;
  const problem = await readProblem(response);
  const path = templateOf(request, call);
  if (isWrite(request) && isGatewayAnswer(status, problem)) {
    return unknownOutcome(request.method, path, `status ${status}`);
  }
  const reading = interpret(status, problem, describeTarget(request, call));
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
export function refusalIn(body: unknown): ClickUpError | undefined {
  if (!isPlainObject(body) || typeof body.err !== 'string') return undefined;
  const problem = problemOf(body, '');
  const { code, message, suggestion } = interpret(usualStatus(problem.ecode ?? ''), problem, unnamed);
  return clickUpError(code, message, {
    suggestion,
    details: { status: 200, ...(problem.ecode && { ecode: problem.ecode }), clickup_says: problem.text },
  });
}

/** The status that otherwise comes with a code: https://developer.clickup.com/docs/common_errors */
function usualStatus(ecode: string): number {
  if (notVisible.test(ecode)) return 401;
  if (/^(ITEM_013|PROJ_006|ACCESS_(118|190|999))$/.test(ecode)) return 404;
  return ecode.startsWith('ACCESS_') ? 403 : 400;
}

/** A gateway's answer, or ClickUp's own crash: nobody knows what became of the write. Browsers show redirects as 0. */
const isGatewayAnswer = (status: number, { ecode }: Problem) =>
  [0, 302, 303, 408, 502, 503, 504].includes(status) || (status >= 500 && ecode === undefined);

function interpret(status: number, problem: Problem, sought: RequestTarget): Reading {
  const { text, ecode = '' } = problem;
  const { named, suggestion } = sought;
  const known = byEcode[ecode]?.(problem, sought);
  if (known) return known;
  if (status < 400 && ecode === '') {
    return { code: 'NETWORK_ERROR', message: `ClickUp's address leads elsewhere: ${text}`, suggestion: otherServer };
  }
  if (status === 401 && notVisible.test(ecode)) {
    return {
      code: 'RESOURCE_NOT_FOUND',
      message: `${named ? `${named} was not` : 'Not'} found, or the token may not see it: ClickUp answers "${text}" to both`,
      suggestion,
    };
  }
  if (status === 404) {
    return { code: 'RESOURCE_NOT_FOUND', message: `${named ? `${named} was not` : 'Not'} found: ${text}`, suggestion };
  }
  if (status === 403 && /\bplan\b/i.test(text)) {
    return {
      code: 'PLAN_REQUIRED',
      message: `This Workspace's plan does not include it: ${text}`,
      suggestion: 'clickup_workspace_get_plan shows the plan.',
    };
  }
  if (status === 401 || status === 403) {
    return {
      code: status === 401 && !ecode.startsWith('ACCESS') ? 'UNAUTHORIZED' : 'FORBIDDEN',
      message: `ClickUp refused: ${text}`,
      suggestion:
        'The token acts as its user: ask a Workspace admin for the right, or use a token of someone who has it.',
    };
  }
  if (status === 429) {
    return {
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'The rate limit of this token is used up',
      suggestion: 'Wait retry_after seconds, then repeat; bulk tools pace themselves.',
    };
  }
  if (status >= 500) {
    return {
      code: 'SERVER_ERROR',
      message: `ClickUp answered ${status}: ${text}`,
      suggestion: 'This is a fault on the side of ClickUp. Repeat after a short delay.',
    };
  }
  return {
    code: 'INVALID_PARAMETER',
    message: `ClickUp refused the request: ${text}`,
    suggestion: /name invalid/i.test(text) ? visibleName : 'Correct the value that the message names.',
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

/** No token may surface in a message, even if a server echoes it; long texts are cut. */
const safe = (text: string) => text.replace(/\b(pk_|Bearer )\S+/g, '$1***').slice(0, 300);

function each(ecodes: readonly string[], read: Read) {
  return Object.fromEntries(ecodes.map((ecode) => [ecode, read]));
}
