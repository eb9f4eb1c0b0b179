import type { ClickUp } from '../client/create-clickup.js';
import type { ResultForm } from '../config/config.js';
import type { Envelope } from '../runtime/envelope.js';
import type { ListedTool } from '../runtime/tool.js';
import type { CallExtra } from './direct-calls.js';

/** What runs the calls. */
export type ToolClient = Pick<ClickUp, 'call'>;

/** What a server serves, and to whom. */
export interface McpServerOptions {
  version: string;
  /** The answer to `tools/list`. */
  listing: readonly ListedTool[];
  /** The pages that tools name in `_meta.ui.resourceUri`, by their address: HTML that asks nobody for anything. */
  pages?: Readonly<Record<string, () => Promise<string>>> | undefined;
  /** What a model should know before its first call. */
  instructions: string;
  /** The client that runs a call: the same for everybody, or one for each caller that the transport tells apart. */
  clientFor(extra: CallExtra): ToolClient | Promise<ToolClient>;
  /** What results carry; without it what suits the client, which is both for most. */
  result?: ResultForm | undefined;
  /** Most characters of an answer, in the form that a model reads; default 25,000. */
  characterLimit?: number | undefined;
  /** Puts advice into other words, where those who read it cannot change settings of the server. */
  words?: ((text: string) => string) | undefined;
  /** Whose writes are counted together until they read; default: those of the client. */
  countedFor?: object | undefined;
  /** Gives another result than the answer of a tool, such as a question to the person; may throw an McpError. */
  instead?: ((called: Envelope, params: Record<string, unknown>, extra: CallExtra) => object | undefined) | undefined;
  /** Whether the person is asked before what has to be confirmed, where their client can ask them. */
  asks?: boolean | undefined;
  /** Milliseconds one call may take, also where its answer is asked for again, shorter; default 55,000. */
  deadlineMs?: number | undefined;
  /** Whether a client that has connected is told that the list of tools changed, which it has not; default false. */
  readySignal?: boolean | undefined;
  /** Hears what a client that asks what there is calls itself. */
  onClient?: ((name: string) => void) | undefined;
  /** Who sends the requests, where there are several: what is sealed for one is of no use to another. */
  caller?: string | undefined;
  /** What seals the state of a question, at least 32 characters; processes that share the callers share it. Default: one of its own. */
  stateKey?: string | undefined;
}
