import { randomUUID } from 'node:crypto';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { AuthSignInData } from '../../../generated/contracts.js';
import { introductionIn } from '../../mcp/http/session.js';
import type { McpServerOptions } from '../../mcp/options.js';

const message = 'Sign in with ClickUp, so that your agent can go on.';

/** Whether a client can show a person an address and open it. */
const opensAddresses = (capabilities: object | undefined): boolean =>
  (capabilities as { elicitation?: { url?: object } } | undefined)?.elicitation?.url !== undefined;

/**
 * Has the client open the page on which the person signs in, where it can and that is needed; `session` is the id by which an
 * older client says what it can. It calls again once they are back: an address tells nobody that they are.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#url-elicitation-required-error
 */
export const askSignIn =
  (session: string | null): NonNullable<McpServerOptions['instead']> =>
  (called, params, { revision, capabilities }) => {
    if (!called.success || called.metadata.tool_name !== 'clickup_auth_sign_in') return undefined;
    const { signed_in, url } = called.data as AuthSignInData;
    const isStateless = revision !== undefined;
    const said = isStateless ? capabilities : introductionIn(session)?.capabilities;
    if (signed_in || params.inputResponses !== undefined || !opensAddresses(said)) return undefined;
    const question = { mode: 'url', message, url, elicitationId: randomUUID() };
    if (!isStateless) throw new McpError(ErrorCode.UrlElicitationRequired, message, { elicitations: [question] });
    return {
      resultType: 'input_required',
      inputRequests: { sign_in: { method: 'elicitation/create', params: question } },
    };
  };
