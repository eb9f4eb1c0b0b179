import type { Envelope } from '../runtime/envelope.js';

/** An envelope as an MCP client gets it. */
export type Shown = Envelope & {
  /** Something was left out, to stay within the limit of characters; `guidance` says what, and how to get it. */
  truncated?: true;
  /** What to do next, where that is not obvious. */
  guidance?: string;
};
