import { isWrite, type Send } from './send.js';

/**
 * The end of the onion. An injected fetch is given one `Request` with everything in it; the global one needs no copy.
 * Writes follow no redirect: fetch would turn most of them into a GET, whose answer says nothing of the write.
 */
export function network(injected: ((request: Request) => Promise<Response>) | undefined): Send {
  const way = (request: Request, signal: AbortSignal | undefined): RequestInit => ({
    signal: signal ?? null,
    redirect: isWrite(request) ? 'manual' : 'follow',
  });
  if (injected) return async (request, { attempt }) => injected(new Request(request, way(request, attempt)));
  return async (request, { attempt }) => fetch(request, way(request, attempt));
}
