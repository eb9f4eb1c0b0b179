import type { AuthSignInData } from '../../../generated/contracts.js';
import { askToOpen } from '../../mcp/elicit-url.js';
import type { McpServerOptions } from '../../mcp/options.js';

/** Has the client open the page on which the person signs in, where it can and that is needed. */
export const askSignIn =
  (session: string | null): NonNullable<McpServerOptions['instead']> =>
  (called, params, extra) => {
    if (!called.success || called.metadata.tool_name !== 'clickup_auth_sign_in') return undefined;
    const { signed_in, url } = called.data as AuthSignInData;
    const message = 'Sign in with ClickUp, so that your agent can go on.';
    return signed_in ? undefined : askToOpen({ key: 'sign_in', url, message }, { params, extra, session });
  };
