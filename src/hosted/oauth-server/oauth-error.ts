/** Codes of RFC 6749 4.1.2.1 and 5.2, RFC 7591 3.2.2 and RFC 8707 2. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';

/** What a client did wrong, in the words of OAuth. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';

  constructor(
    readonly code: OAuthErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The answer to a program. */
export const oauthProblem = ({ code, message }: OAuthError): Response =>
  Response.json(
    { error: code, error_description: message },
    { status: code === 'invalid_client' ? 401 : 400, headers: { 'cache-control': 'no-store' } },
  );
