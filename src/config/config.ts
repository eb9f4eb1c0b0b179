import type { ClickUpOptions } from '../client/options.js';
import type { Policy } from '../policy/policy.js';
import type { Choice } from '../registry/choose.js';

/** What an MCP result carries: text for models, the envelope for programs, or both. */
export const resultForms = ['both', 'text', 'structured'] as const;
export type ResultForm = (typeof resultForms)[number];

/** What the environment sets. `filesRoot` is the folder that attachments may come from,
 * `stateDir` the one where calls are remembered. */
export type Config = Pick<
  ClickUpOptions,
  | 'apiKey'
  | 'workspaceId'
  | 'baseUrl'
  | 'timeZone'
  | 'times'
  | 'deadlineMs'
  | 'tools'
  | 'services'
  | 'policy'
  | 'maxConcurrency'
  | 'rateLimit'
  | 'cacheMs'
  | 'confirm'
  | 'maxUnverifiedWrites'
  | 'history'
  | 'metrics'
> & {
  debug: boolean;
  /** Which tools the MCP server serves. */
  choice?: Choice;
  result?: ResultForm;
  /** Most characters of an answer to a model. */
  characterLimit?: number;
  filesRoot?: string;
  stateDir?: string;
  rateRedisUrl?: string;
  maxAttachmentMb?: number;
  /** How the MCP server is spoken to. */
  transport?: (typeof transports)[number];
  /** Whether `tools/list` says what the tools answer. */
  outputSchemas?: boolean;
  /** Whether a client that has connected is told so by `tools/list_changed`. */
  readySignal?: boolean;
  /** What seals the state of a question, where several processes serve the same callers. */
  stateKey?: string;
};

export const transports = ['stdio', 'http'] as const;

export type Option =
  | Exclude<keyof Config, 'tools' | 'services' | 'choice' | 'policy' | 'metrics'>
  | keyof Choice
  | keyof Policy;

/** Attachments above this are better uploaded in ClickUp itself: they are held in memory whole. */
export const usualAttachmentMb = 100;

/** At a shell somebody sees what is waited for and can stop it: enough for all that a bulk call may send. */
export const cliDeadlineMs = 600_000;
