import type { Client } from 'openapi-fetch';
import type { paths } from '../generated/api.js';
import type { ClickUpTools } from '../generated/contracts.js';
import { shapes } from '../generated/shapes.js';
import { tools } from '../generated/tools/index.js';
import type { CallByName, PagesByName } from './calls.js';
import { checkOptions } from './check-options.js';
import { createContext } from './composites/context.js';
import { objectId } from './composites/inputs.js';
import { type CallOptions, openCall } from './runtime/call.js';
import { createRuntime, type Runtime, typedClient } from './runtime/client.js';
import type { Clock } from './runtime/clock.js';
import { clickUpError, type ErrorBody } from './runtime/errors.js';
import type { CallEvent } from './runtime/execute.js';
import type { Credentials } from './runtime/layers/auth.js';
import { fillPath } from './runtime/path.js';
import type { ReadFile } from './runtime/tool.js';

export type { components, paths } from '../generated/api.js';
export type * from '../generated/contracts.js';
export type { PagedTool } from './calls.js';
export type { CallOptions } from './runtime/call.js';
export type { Clock } from './runtime/clock.js';
export {
  ApiError,
  AuthError,
  ClickUpError,
  type ErrorBody,
  type ErrorCode,
  type ErrorType,
  NotFoundError,
  RateLimitError,
  ValidationError,
} from './runtime/errors.js';
export type { CallEvent } from './runtime/execute.js';
export type { Credentials } from './runtime/layers/auth.js';
export type {
  ApiCall,
  DebugInfo,
  Detail,
  DryRun,
  Envelope,
  Failure,
  Metadata,
  PlannedRequest,
  RateLimit,
  ReadFile,
  RetryInfo,
  Success,
} from './runtime/tool.js';

/** How a client is set up; `apiKey` or `credentials` is all it needs. */
export interface ClickUpOptions {
  /** Personal token (`pk_...`) or OAuth access token. */
  apiKey?: string | undefined;
  /** Asked for the token at every attempt, instead of `apiKey`. */
  credentials?: Credentials | undefined;
  /** Used wherever a tool takes `workspace_id` and is given none. */
  workspaceId?: string | undefined;
  /** IANA name; default: the zone of the token's user. */
  timeZone?: string | undefined;
  /** Root of the API without `/v2`. Default: https://api.clickup.com/api */
  baseUrl?: string | undefined;
  /** Takes a `Request`, gives a `Response`; the sandbox's `fetch` fits. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** Adds `metadata.debug`: every HTTP call with its path template, status and duration. */
  debug?: boolean | undefined;
  /** Milliseconds one HTTP attempt may take. Default 30,000. */
  attemptMs?: number | undefined;
  /** Milliseconds one tool call may take, waiting for the rate limit included. Default 120,000. */
  deadlineMs?: number | undefined;
  clock?: Clock | undefined;
  /** 0 <= x < 1; spreads retries. */
  random?: (() => number) | undefined;
  /** Hears of every finished call: names, figures, path templates; never ids or contents. */
  onEvent?: ((event: CallEvent) => void) | undefined;
  /** Lets `clickup_task_attach_file` read local paths; without it only URLs and base64 are taken. */
  readFile?: ReadFile | undefined;
  /** Lets `clickup_task_attach_file` download from https URLs. */
  fetchFile?: ReadFile | undefined;
}

/** The 72 tools as typed methods (`clickup.task.get(...)`), which give data or throw, and the ways around them. */
export interface ClickUp extends ClickUpTools {
  /** Any tool by name; gives the envelope and never throws. */
  readonly call: CallByName;
  /** Every page of a listing, one after the other, following `next_cursor`; throws as the methods do. */
  readonly pages: PagesByName;
  /** The typed openapi-fetch client for all operations, through the same retries and limits. */
  readonly api: Client<paths>;
}

/**
 * Creates a client. One client is one credential: its rate limit, its memory of who it is.
 * @example
 * const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY });
 * const { task } = await clickup.task.create({ list_id: '901', name: 'Write the report', due_date: 'next friday' });
 */
export function createClickUp(options: ClickUpOptions): ClickUp {
  checkOptions(options);
  const credentials = options.credentials ?? { get: () => options.apiKey };
  const runtime = createRuntime({ ...options, credentials }, tools, (host, call, callOptions, remarks, input) =>
    createContext(host, call, callOptions, remarks, { ...options, ...placed(input), shapes }),
  );
  const call = (name: string, input: unknown, callOptions?: CallOptions) => runtime.execute(name, input, callOptions);
  const dataOf = async (name: string, input: unknown, callOptions?: CallOptions) => {
    const envelope = await call(name, input, callOptions);
    if (envelope.success) return envelope.data;
    throw fromEnvelope(envelope.error);
  };
  async function* pages(name: string, input: object, callOptions?: CallOptions) {
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const data = (await dataOf(name, cursor ? { ...input, cursor } : input, callOptions)) as { next_cursor?: string };
      yield data;
      cursor = data.next_cursor;
    }
  }
  return { ...methods(dataOf), call, pages, api: rawApi(runtime) } as ClickUp;
}

/** A call that names its Workspace means it for everything it looks up: custom ids, people, places. */
const placed = ({ workspace_id }: { workspace_id?: string }) =>
  workspace_id === undefined ? {} : { workspaceId: objectId('workspace', workspace_id, 'workspace_id') };

const fromEnvelope = ({ code, message, suggested_action, details, retry_after }: ErrorBody) =>
  clickUpError(code, message, {
    suggestion: suggested_action,
    ...(details && { details }),
    ...(retry_after !== undefined && { retryAfter: retry_after }),
  });

/** One typed method per tool: `clickup_custom_field_set` -> `customField.set`. */
function methods(run: (name: string, input: unknown, options?: CallOptions) => Promise<unknown>) {
  const namespaces: Record<string, Record<string, unknown>> = {};
  for (const { name } of tools) {
    const [, category = '', action = ''] = /^clickup_(custom_field|[a-z]+)_(.+)$/.exec(name) ?? [];
    const namespace = camelCase(category);
    namespaces[namespace] ??= {};
    namespaces[namespace][camelCase(action)] = (input: unknown = {}, options?: CallOptions) =>
      run(name, input, options);
  }
  return namespaces;
}

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** openapi-fetch sends a path without arguments as it stands, braces included. */
const refuseUnfilled = ({ url }: Request) => fillPath(decodeURI(new URL(url).pathname));

/** Each request of the raw client is a call of its own on the onion; a request is built and sent without a pause. */
function rawApi({ baseUrl, clock, send }: Runtime): Client<paths> {
  let built: [url: string, template: string] | undefined;
  const onPath = (url: string, template: string) => {
    built = [url, template];
  };
  return typedClient(baseUrl, onPath, async (request) => {
    const { call, close } = openCall('The request', '', {
      clock,
      deadlineMs: Number.POSITIVE_INFINITY,
      dryRun: false,
      signal: request.signal,
    });
    const filled = built;
    built = undefined;
    try {
      if (filled) call.templates.set(...filled);
      else refuseUnfilled(request);
      return await send(request, call);
    } finally {
      close();
    }
  });
}
