import type { Clock } from '../runtime/clock.js';
import type { ReadFile } from '../runtime/context.js';
import type { CallEvent } from '../runtime/execute.js';
import type { Credentials } from '../runtime/layers/auth.js';
import type { ToolEntry } from '../runtime/tool.js';

/** How a client is set up; `apiKey` or `credentials` is all it needs. */
export interface ClickUpOptions {
  /** Personal token (`pk_...`) or OAuth access token. */
  apiKey?: string | undefined;
  /** Asked for the token at every attempt, instead of `apiKey`. */
  credentials?: Credentials | undefined;
  /** The tools to offer, as rows of the registry. Default: the standard ones. */
  tools?: readonly ToolEntry[] | undefined;
  /** What tools may need besides ClickUp, by name; a tool whose service is absent is not offered. */
  services?: Readonly<Record<string, unknown>> | undefined;
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
