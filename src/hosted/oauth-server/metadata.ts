import { resourceOf } from './authorization.js';
import { scopes } from './scopes.js';

/** What `/mcp` says of itself. @see https://www.rfc-editor.org/rfc/rfc9728#section-2 */
export const protectedResource = (publicUrl: string) => ({
  resource: resourceOf(publicUrl),
  authorization_servers: [publicUrl],
  scopes_supported: Object.keys(scopes),
  bearer_methods_supported: ['header'],
  resource_name: 'ClickUp',
});

/** What the authorization server says of itself; `issuer` is the address as it stands in the settings. @see https://www.rfc-editor.org/rfc/rfc8414#section-2 */
export const authorizationServer = (publicUrl: string, hasRegistration: boolean) => ({
  issuer: publicUrl,
  authorization_endpoint: `${publicUrl}/oauth/authorize`,
  token_endpoint: `${publicUrl}/oauth/token`,
  revocation_endpoint: `${publicUrl}/oauth/revoke`,
  ...(hasRegistration && { registration_endpoint: `${publicUrl}/oauth/register` }),
  scopes_supported: Object.keys(scopes),
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_methods_supported: ['none'],
  revocation_endpoint_auth_methods_supported: ['none'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  client_id_metadata_document_supported: true,
});
