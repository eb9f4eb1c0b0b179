import type { ClickUpError, ErrorBody } from '../../runtime/errors.js';

/** The status of an answer that says such an error. */
const statusOf: Readonly<Record<ErrorBody['type'], number>> = {
  RATE_LIMIT: 429,
  NOT_FOUND: 404,
  AUTH: 403,
  VALIDATION: 400,
  API_ERROR: 502,
};

/** An error as the REST routes answer it: the envelope of the tools. */
export function problem(error: ClickUpError, requestId: string, status = statusOfError(error)): Response {
  const body = {
    success: false,
    error: error.toBody(),
    metadata: { timestamp: new Date().toISOString(), request_id: requestId },
  };
  return Response.json(body, {
    status,
    headers: {
      'cache-control': 'no-store',
      ...(error.retryAfter !== undefined && { 'retry-after': String(Math.ceil(error.retryAfter)) }),
    },
  });
}

/** The HTTP status that goes with an error of a tool. */
export const statusOfError = ({ code, type }: Pick<ErrorBody, 'code' | 'type'>): number => {
  if (code === 'UNAUTHORIZED') return 401;
  if (code === 'CONFLICT') return 409;
  if (code === 'POLICY_DENIED') return 403;
  if (code === 'UNKNOWN_TOOL') return 404;
  if (code === 'TIMEOUT') return 504;
  return statusOf[type];
};
