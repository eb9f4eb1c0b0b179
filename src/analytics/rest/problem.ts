import type { ClickUpError, ErrorBody } from '../../runtime/errors.js';

/** The status of an answer that says such an error. */
const statusOf: Readonly<Record<ErrorBody['type'], number>> = {
  RATE_LIMIT: 429,
  NOT_FOUND: 404,
  AUTH: 403,
  VALIDATION: 400,
  API_ERROR: 502,
};

const ofCode: Readonly<Partial<Record<ErrorBody['code'], number>>> = {
  UNAUTHORIZED: 401,
  CONFLICT: 409,
  SERVER_ERROR: 500,
};

/** An error as the routes answer it: the envelope of the tools. */
export function problem(error: ClickUpError): Response {
  const status = ofCode[error.code] ?? statusOf[error.type];
  const headers = {
    'cache-control': 'no-store',
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="clickup-analytics"' }),
    ...(error.retryAfter !== undefined && { 'retry-after': String(Math.ceil(error.retryAfter)) }),
  };
  return Response.json({ success: false, error: error.toBody() }, { status, headers });
}
