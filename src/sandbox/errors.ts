/**
 * An answer that is a failure. v2 bodies are `{err, ECODE}`, v3 bodies `{status, message, trace_id, timestamp}`;
 * ClickUp uses the v2 form on v3 routes too for auth and permissions.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly ecode: string | null,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The JSON body; `now` dates the v3 form, which is the one without an ECODE. */
  body(now: number): Record<string, unknown> {
    if (this.ecode === null) {
      return { status: this.status, message: this.message, trace_id: null, timestamp: now, ...this.extra };
    }
    return { err: this.message, ECODE: this.ecode, ...this.extra };
  }
}

/** A v2 failure: HTTP status, ECODE, text. */
export const apiError = (status: number, ecode: string, err: string, extra?: Record<string, unknown>): ApiError =>
  new ApiError(status, err, ecode, extra);

/** A failure in v3's own form. */
export const failV3 = (status: number, message: string): ApiError => new ApiError(status, message, null);

/** What ClickUp answers for an id that never existed or is out of the token's reach. */
export const notAuthorized = (): ApiError => apiError(401, 'OAUTH_027', 'Team not authorized');

/** The user sees the object but may not do this to it. */
export const noAccess = (permission: string, ecode = 'ACCESS_081'): ApiError =>
  apiError(401, ecode, `You don't have permission to do this action`, { invalid_permissions: [permission] });

export const enterpriseOnly = (): ApiError => apiError(403, 'TEAM_110', 'Team must be on enterprise plan');

/** What a database answers when it is handed text where it wants a number. */
export const badInteger = (value: string): ApiError =>
  apiError(500, 'SHARD_001', `invalid input syntax for integer: "${value}"`);
