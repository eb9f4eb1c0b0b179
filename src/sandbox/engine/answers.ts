import type { Outgoing } from './exchange.js';

/** Answers one request: the status, the value of the body, and headers beside those of every answer. */
export type Answer = (status: number, json: unknown, extra?: Readonly<Record<string, string>>) => Outgoing;

const LONGEST_HEADER = 2000;

export const routeNotFound = { err: 'Route not found', ECODE: 'APP_001' };
export const rateLimited = { err: 'Rate limit reached', ECODE: 'APP_002' };
/** What each of the faults of that status answers. */
export const serverFailures = {
  '500': { err: 'Internal server error', ECODE: 'ERROR_HANDLER' },
  '502': '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>',
  '503': '<html><head><title>503 Service Temporarily Unavailable</title></head><body>503</body></html>',
};

/** Objects go as JSON, strings as text or HTML, undefined as no body. */
export function respond(status: number, value: unknown, headers: Record<string, string>): Outgoing {
  if (value === undefined) return { status, headers, body: null };
  if (typeof value !== 'string') {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
  }
  const type = value.startsWith('<') ? 'text/html' : 'text/plain';
  return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...headers }, body: value };
}

/** Headers hold no other characters, and clients take only so many; `requests` has all of them. */
export const headerText = (text: string): string =>
  text
    .slice(0, LONGEST_HEADER)
    .replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
