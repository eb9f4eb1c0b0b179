import type { ApiRequest } from './api-request.js';
import type { Send } from './send.js';

/**
 * The end of the onion. An injected fetch is given one `Request` with everything in it; the global one makes its own.
 * It follows no redirect: whether one may be followed is decided by the layer that knows where the key may go.
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
  redirect: 'manual',
});
