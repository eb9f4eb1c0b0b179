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
export function problem(error: ClickUpError, requestId: string, status = usualStatus(error)): Response {
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

const usualStatus = ({ code, type }: ClickUpError): number => {
  if (code === 'UNAUTHORIZED') return 401;
  if (code === 'CONFLICT') return 409;
  if (code === 'TIMEOUT') return 504;
  return statusOf[type];
};
