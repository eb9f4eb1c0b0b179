import type { ErrorCode, ErrorType } from '../../src/runtime/errors.js';
import { contractCodes, errorCodes } from '../../src/runtime/errors.js';
import type { Provoked } from '../examples/error-scenarios.js';
import { pretty, prose } from './docs-text.js';

/** One line of the summary of error types. */
export interface ErrorSummary {
  type: ErrorType;
  http: string;
  retryable: string;
  text: string;
}

/** The five types; what may be repeated depends on whether the tool writes. */
export const errorSummary = (writes: boolean): ErrorSummary[] => [
  {
    type: 'RATE_LIMIT',
    http: '429',
    retryable: 'Yes',
    text: 'Rate limit exceeded - wait `retry_after` seconds and retry',
  },
  {
    type: 'NOT_FOUND',
    http: '404, and 401 with an ECODE for ids',
    retryable: 'No',
    text: 'The object does not exist, or the token may not see it',
  },
  { type: 'AUTH', http: '401, 403', retryable: 'No', text: 'The key is not accepted, or lacks a right or a plan' },
  { type: 'VALIDATION', http: '400, or nothing sent', retryable: 'No', text: 'The input cannot work as it is' },
  {
    type: 'API_ERROR',
    http: '500, 502, 503, or no answer',
    retryable: writes ? 'Yes, but after `UNKNOWN_OUTCOME` only once a read shows that nothing happened' : 'Yes',
    text: 'ClickUp or the network failed - retry with backoff',
  },
];

interface CodeText {
  when: string;
  next: string;
  http: string;
}

/** When each code comes up and what to do then. */
const codeTexts: Record<ErrorCode, CodeText> = {
  RATE_LIMIT_EXCEEDED: {
    when: 'The token has used up its requests of this minute, and waiting for the next one would pass the deadline of the call.',
    next: 'Wait `retry_after` seconds and repeat. For many items use the bulk tools, which pace themselves within the limit.',
    http: '429',
  },
  RESOURCE_NOT_FOUND: {
    when: 'No object has this id, or the token may not see it. ClickUp gives the same answer to both, often 401 with an ECODE such as OAUTH_027.',
    next: 'Check the id with `clickup_workspace_resolve`, which takes names, paths and URLs. If it is right, ask for access.',
    http: '404, 401',
  },
  UNAUTHORIZED: {
    when: 'ClickUp does not know the API key, or none was sent.',
    next: 'Set `CLICKUP_API_KEY` to a token copied from ClickUp under avatar > Settings > Apps. `clickup-tools doctor` tests it.',
    http: '401, 400',
  },
  FORBIDDEN: {
    when: "The token's user has no right to do this, or the feature is switched off in the Workspace or Space.",
    next: 'Ask a Workspace admin for the right or the ClickApp, or use the token of someone who has it.',
    http: '403, 401',
  },
  PLAN_REQUIRED: {
    when: "The plan of the Workspace does not include the feature, such as reading a single member's profile below Enterprise.",
    next: '`clickup_workspace_get_plan` shows the plan. The message names another way where there is one.',
    http: '403',
  },
  INVALID_PARAMETER: {
    when: 'An argument has a value that cannot work: the wrong type, a status that the List does not have, a name that matches nothing, an argument that does not exist.',
    next: 'Correct `details.parameter`; `details.allowed_values` and `details.nearest` say how, where that is known.',
    http: '400, or nothing sent',
  },
  MISSING_PARAMETER: {
    when: 'A required argument is absent, or the tool needs one of several and none was given.',
    next: 'Add the argument that the message names.',
    http: 'nothing sent',
  },
  AMBIGUOUS_REFERENCE: {
    when: 'A name matches several objects: two people called Anna, two Lists called Bugs.',
    next: 'Choose one of the candidates in `details` and pass its id.',
    http: 'nothing sent',
  },
  CONFIRMATION_REQUIRED: {
    when: 'The call would delete something and `confirm` was not `"yes"`.',
    next: 'Ask the person. Then repeat with `confirm: "yes"`, or look first with `dry_run: true`.',
    http: 'nothing sent',
  },
  CONFLICT: {
    when: 'What the call was made for has been changed since it was read. Nothing was written.',
    next: 'Read what is there now, decide again, and repeat with what was read.',
    http: 'nothing sent but reads',
  },
  POLICY_DENIED: {
    when: 'The policy of this client forbids the request (an effect, another Workspace, Space, Folder or List), or what it is about could not be proved to lie within it. Also: a file outside the allowed folder.',
    next: 'Nothing was sent. `details.rule` and `details.setting` name what forbids it, `details.allowed` what is allowed. Do without, or ask the person who set it; repeating the call changes nothing.',
    http: 'nothing sent',
  },
  UNKNOWN_TOOL: {
    when: 'No tool has this name.',
    next: 'Take the name in `details.nearest`, or list the tools.',
    http: 'nothing sent',
  },
  SERVER_ERROR: {
    when: 'ClickUp answered with a fault of its own. Reads have been repeated four times by then.',
    next: 'Repeat after a short delay; if it keeps failing, look at status.clickup.com.',
    http: '500, 502, 503, 504',
  },
  NETWORK_ERROR: {
    when: 'No connection to ClickUp could be made, or it broke during a read. Repeating did not help.',
    next: 'Check network, proxy and `CLICKUP_BASE_URL`, then repeat.',
    http: 'no answer',
  },
  TIMEOUT: {
    when: 'A read got no complete answer in time, or the whole call took longer than its deadline.',
    next: 'Ask for less in one call, or allow more time with `CLICKUP_DEADLINE_MS` or `deadlineMs`.',
    http: 'no answer',
  },
  UNKNOWN_OUTCOME: {
    when: 'A write was sent and its answer was lost: the connection broke, a gateway answered instead of ClickUp, or time ran out. It may have taken effect, so it was not repeated. Of a create the tool has then looked for what it would have made, and found nothing, or several things: `details.looked_at`, `details.candidates`.',
    next: 'Call the tool in `details.settled_by` and look. Repeat the write only if it did not take effect.',
    http: 'no answer, 408, 502, 503, 504',
  },
  INVALID_RESPONSE: {
    when: 'ClickUp, or something in between, did not answer with the expected JSON.',
    next: 'Repeat the call; if it happens again, there may be a proxy in between. `ENABLE_DEBUG=true` shows the calls made.',
    http: '200',
  },
  CANCELLED: {
    when: 'The caller cancelled the call before it was finished.',
    next: 'Nothing, or call again. A write that was already on its way is reported as `UNKNOWN_OUTCOME` instead.',
    http: '-',
  },
};

/** What the documentation of a ClickUp server with OAuth by AI-FE calls the same: the kind, and the status where it lists one. */
const oauthServerErrors: Record<ErrorCode, { kind: string; status?: '401' | '403' | '429' | '500' }> = {
  RATE_LIMIT_EXCEEDED: { kind: 'Rate limiting', status: '429' },
  RESOURCE_NOT_FOUND: { kind: 'Resource not found' },
  UNAUTHORIZED: { kind: 'Authentication', status: '401' },
  FORBIDDEN: { kind: 'Permission', status: '403' },
  PLAN_REQUIRED: { kind: 'Permission', status: '403' },
  INVALID_PARAMETER: { kind: 'Parameter validation' },
  MISSING_PARAMETER: { kind: 'Parameter validation' },
  AMBIGUOUS_REFERENCE: { kind: 'Parameter validation' },
  CONFIRMATION_REQUIRED: { kind: 'Parameter validation' },
  CONFLICT: { kind: 'Tool execution' },
  POLICY_DENIED: { kind: 'Permission', status: '403' },
  UNKNOWN_TOOL: { kind: 'Tool execution' },
  SERVER_ERROR: { kind: 'Internal server', status: '500' },
  NETWORK_ERROR: { kind: 'Network', status: '500' },
  TIMEOUT: { kind: 'Network', status: '500' },
  UNKNOWN_OUTCOME: { kind: 'Network', status: '500' },
  INVALID_RESPONSE: { kind: 'Response formatting', status: '500' },
  CANCELLED: { kind: 'Tool execution' },
};

/** A failure met while the pages were made. */
export interface Sighting extends Provoked {
  tool: string;
}

const summaries = errorSummary(true);

/** Everything that the page about errors says; `sightings` gives each code that really occurred an example. */
export const errorsView = (sightings: readonly Sighting[]) => ({
  families: (Object.entries(errorCodes) as [ErrorType, readonly ErrorCode[]][]).map(([type, codes]) => ({
    type,
    text: summaries.find((row) => row.type === type)!.text,
    codes: codes.map((code) => {
      const seen = sightings.find(({ failure }) => failure.error.code === code);
      return {
        code,
        ...codeTexts[code],
        example: seen && {
          tool: seen.tool,
          how: prose(seen.how),
          json: pretty({ success: false, error: seen.failure.error }),
        },
      };
    }),
  })),
  summary: summaries,
  elsewhere: (Object.entries(errorCodes) as [ErrorType, readonly ErrorCode[]][]).flatMap(([type, codes]) =>
    codes.map((code) => ({ code, contract: contractCodes[type], ...oauthServerErrors[code] })),
  ),
});
