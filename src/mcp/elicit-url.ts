import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { CallExtra } from './direct-calls.js';
import { introductionIn } from './http/session.js';

/** Whether a client can show a person an address and open it. */
const opensAddresses = (capabilities: object | undefined): boolean =>
  (capabilities as { elicitation?: { url?: object } } | undefined)?.elicitation?.url !== undefined;

/** A call that has to wait for a person, and the id of the session, by which an older client says what it can. */
interface AskedCall {
  params: Record<string, unknown>;
  extra: Pick<CallExtra, 'revision' | 'capabilities'>;
  session: string | null;
}

/**
 * Has the client open an address, where it can; it calls again once the person is back: the address tells nobody that they
 * are. Gives the result that asks in a revision without a handshake; undefined where the client cannot, or was asked.
 * @throws McpError that asks, in the others.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#url-elicitation-required-error
 */
export function askToOpen(
  { key, url, message }: { key: string; url: string; message: string },
  { params, extra: { revision, capabilities }, session }: AskedCall,
): object | undefined {
  const isStateless = revision !== undefined;
  const said = isStateless ? capabilities : introductionIn(session)?.capabilities;
  if (params.inputResponses !== undefined || !opensAddresses(said)) return undefined;
  const question = { mode: 'url', message, url, elicitationId: crypto.randomUUID() };
  if (!isStateless) throw new McpError(ErrorCode.UrlElicitationRequired, message, { elicitations: [question] });
  return {
    resultType: 'input_required',
    inputRequests: { [key]: { method: 'elicitation/create', params: question } },
  };
}
