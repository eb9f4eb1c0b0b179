import { answered } from '../../mcp/http/exchange.js';
import { introductionIn } from '../../mcp/http/session.js';
import { resultOf } from '../../mcp/result.js';
import { revisionNamed } from '../../mcp/revision.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { tooManyCalls } from './audited-client.js';

/** The call of a tool, as far as it is read before anybody answers it. */
export interface ToolCall {
  id: string | number;
  name: string;
  /** Whether it names its revision, which wants more of an answer. */
  isStateless: boolean;
}

/** The call of a tool in a body; undefined for every other message, and for what is none. */
export function toolCallIn(text: string): ToolCall | undefined {
  if (!text.includes('tools/call')) return undefined;
  try {
    const { id, method, params } = JSON.parse(text) as Record<string, unknown>;
    if (method !== 'tools/call' || !isPlainObject(params) || typeof params.name !== 'string') return undefined;
    if (typeof id !== 'string' && typeof id !== 'number') return undefined;
    return { id, name: params.name, isStateless: revisionNamed(params) !== undefined };
  } catch {
    return undefined;
  }
}

/**
 * Refuses a call without making a server for it: one link that calls without end must not take the time of others.
 * `session` is the id that the client sends, which names it.
 */
export function refuseCall({ id, name }: ToolCall, waitMs: number, session: string | null, now: number): Response {
  const client = introductionIn(session)?.clientInfo.name;
  const result = resultOf(tooManyCalls(name, waitMs, now), undefined, client);
  return answered({ jsonrpc: '2.0', id, result });
}
