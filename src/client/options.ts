import type { Policy } from '../policy/policy.js';
import type { ReadFile } from '../runtime/context.js';
import type { WritePlan } from '../runtime/envelope.js';
import type { RuntimeOptions } from '../runtime/options.js';
import type { ToolEntry } from '../runtime/tool.js';
import type { ConfirmMode } from './confirm-modes.js';

/** What tools may lean on besides ClickUp itself. */
export interface ContextOptions {
  /** Used wherever a tool takes `workspace_id` and is given none. */
  workspaceId?: string | undefined;
  /** IANA name; default: the zone of the token's user. */
  timeZone?: string | undefined;
  /** `zone` (default) shows times with the offset of that zone, `utc` in UTC; days without a time are plain dates in both. */
  times?: 'zone' | 'utc' | undefined;
  /** Lets `clickup_task_attach_file` read local paths; without it only URLs and base64 are taken. */
  readFile?: ReadFile | undefined;
  /** Lets `clickup_task_attach_file` download from https URLs. */
  fetchFile?: ReadFile | undefined;
  /** What tools may need besides ClickUp, by name; a tool whose service is absent is not offered. */
  services?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Asks a person whether a call may be made: its tool, and what it would do.
 *
 * @example
 * const onConfirm: OnConfirm = async ({ tool, plan }) => window.confirm(`${tool}: ${JSON.stringify(plan.changes)}`);
 * const clickup = createClickUp({ apiKey: 'pk_...', onConfirm });
 */
export type OnConfirm = (question: { tool: string; plan: WritePlan }) => boolean | Promise<boolean>;

/**
 * How a client is set up; `apiKey` or `credentials` is all it needs.
 *
 * @example
 * const options: ClickUpOptions = { apiKey: 'pk_...', workspaceId: '9011234567', deadlineMs: 20_000 };
 * const clickup = createClickUp(options);
 */
export interface ClickUpOptions extends Omit<RuntimeOptions, 'credentials' | 'policy' | 'recorder'>, ContextOptions {
  /** Personal token (`pk_...`) or OAuth access token. */
  apiKey?: string | undefined;
  /** Asked for the token at every attempt, instead of `apiKey`. */
  credentials?: RuntimeOptions['credentials'] | undefined;
  /** The tools to offer, as rows of the registry. Default: all of them. */
  tools?: readonly ToolEntry[] | undefined;
  /**
   * How calls that destroy, and those that do many things, are confirmed. Default `yes`: by `confirm: "yes"`; `plan`: by the
   * token of their dry run. With `onConfirm`, `ask`.
   */
  confirm?: ConfirmMode | undefined;
  /** Asked before such a call, with its plan; it is made where the answer is true. */
  onConfirm?: OnConfirm | undefined;
  /** Records each write with what takes it back, for the tools of the toolset history: two reads more for each. Default: not. */
  history?: boolean | undefined;
  /** What this client may do; default: all that its token may. */
  policy?: Policy | undefined;
}
