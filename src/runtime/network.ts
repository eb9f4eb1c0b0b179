import type { ApiRequest } from './api-request.js';
import { isWrite, type Send } from './send.js';

/**
 * The end of the onion. An injected fetch is given one `Request` with everything in it; the global one makes its own.
 * Writes follow no redirect: fetch would turn most of them into a GET, whose answer says nothing of the write.
 */
export function network(injected: ((request: Request) => Promise<Response>) | undefined): Send {
  return async (request, { attempt }) => {
    const init = initOf(request, attempt);
    return injected ? injected(new Request(request.url, init)) : fetch(request.url, init);
  };
}

const initOf = (request: ApiRequest, signal: AbortSignal | undefined): RequestInit => ({
  method: request.method,
  headers: request.headers,
  body: request.body,
  signal: signal ?? null,
  redirect: isWrite(request) ? 'manual' : 'follow',
});
