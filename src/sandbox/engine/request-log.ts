import type { OperationId } from '../../../generated/operations.js';
import type { FaultKind } from './faults.js';
import type { ParsedBody } from './request-body.js';

/**
 * One request as it arrived. Credentials are never kept.
 *
 * @example
 * const [latest]: readonly LoggedRequest[] = sandbox.requests.slice(-1);
 * console.log(latest?.method, latest?.path, latest?.status);
 */
export interface LoggedRequest {
  /** Clock time of arrival, Unix ms. */
  readonly at: number;
  /** Null for a path or method that the API's description does not have. */
  readonly operation: OperationId | null;
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  /** JSON value, or name and size of each part of a form. */
  body?: unknown;
  /** HTTP status of the answer; absent when there was none. */
  status?: number;
  fault?: FaultKind;
  /** In strict mode: what is wrong with it by the API's description, and what ClickUp passes over in silence. */
  notes?: readonly string[];
}

const MOST = 10_000;

/** The latest requests, oldest first. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];

  add(at: number, operation: OperationId | null, method: string, url: URL): LoggedRequest {
    const entry: LoggedRequest = { at, operation, method, path: url.pathname + url.search };
    this.entries.push(entry);
    // Dropped in blocks, so that a long run does not shift the whole array on every request.
    if (this.entries.length > MOST * 1.1) this.entries.splice(0, this.entries.length - MOST);
    return entry;
  }

  clear(): void {
    this.entries.length = 0;
  }
}

/** The body as it is worth keeping: secrets of the token route and bytes of files are left out. */
export function describeBody(body: ParsedBody): unknown {
  if (body.form) {
    return [...body.form.entries()].map(([name, value]) =>
      typeof value === 'string' ? { name, value } : { name, filename: value.name, size: value.size },
    );
  }
  if ('client_secret' in body.body) return { ...body.body, client_secret: '[redacted]' };
  return body.json;
}
