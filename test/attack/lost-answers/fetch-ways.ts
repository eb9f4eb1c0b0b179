import type { FetchWay } from './way.js';

/** A failure as undici throws it: the system's error is the cause. */
const undici = (name: string, code: string, syscall?: string, takes = true): FetchWay => ({
  name,
  loss: 'network',
  takes,
  fail: () => Promise.reject(new TypeError('fetch failed', { cause: systemError(code, syscall) })),
});

const systemError = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall ?? 'some'} ${code}`), { code, ...(syscall && { syscall }) });

const rejecting = (name: string, reason: () => unknown): FetchWay => ({
  name,
  loss: 'network',
  takes: true,
  fail: () => Promise.reject(reason()),
});

const answering = (name: string, response: () => Response): FetchWay => ({
  name,
  loss: 'network',
  takes: true,
  fail: async () => response(),
});

function breakingOff(reason: unknown): Response {
  const start = new TextEncoder().encode('{"id":');
  let pulls = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (pulls++ === 0 ? controller.enqueue(start) : controller.error(reason)),
  });
  return new Response(body);
}

function used(): Response {
  const response = Response.json({ id: '1' });
  void response.text();
  return response;
}

/** Every way in which `fetch` fails after, or before, the request arrived. */
export const fetchWays: readonly FetchWay[] = [
  undici('ECONNRESET in read', 'ECONNRESET', 'read'),
  undici('EPIPE in write', 'EPIPE', 'write'),
  undici('ETIMEDOUT in read', 'ETIMEDOUT', 'read'),
  undici('EHOSTUNREACH in read', 'EHOSTUNREACH', 'read'),
  undici('ENETUNREACH in read', 'ENETUNREACH', 'read'),
  undici('EHOSTUNREACH in write', 'EHOSTUNREACH', 'write'),
  undici('EHOSTUNREACH of an unknown call', 'EHOSTUNREACH'),
  undici('ENETUNREACH of an unknown call', 'ENETUNREACH'),
  undici('ENETDOWN in read', 'ENETDOWN', 'read'),
  undici('other side closed', 'UND_ERR_SOCKET'),
  undici('headers time-out', 'UND_ERR_HEADERS_TIMEOUT'),
  undici('body time-out', 'UND_ERR_BODY_TIMEOUT'),
  undici('client destroyed', 'UND_ERR_DESTROYED'),
  undici('premature close', 'ERR_STREAM_PREMATURE_CLOSE'),
  undici('ECONNREFUSED in connect', 'ECONNREFUSED', 'connect', false),
  undici('ENOTFOUND', 'ENOTFOUND', 'getaddrinfo', false),
  undici('EHOSTUNREACH in connect', 'EHOSTUNREACH', 'connect', false),
  undici('connect time-out', 'UND_ERR_CONNECT_TIMEOUT', undefined, false),
  rejecting('one address refused, one reset', () =>
    Object.assign(new TypeError('fetch failed'), {
      cause: new AggregateError([systemError('ECONNREFUSED', 'connect'), systemError('ECONNRESET', 'read')]),
    }),
  ),
  rejecting('a refused connection around a reset one', () =>
    Object.assign(new Error('outer'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      cause: systemError('ECONNRESET', 'read'),
    }),
  ),
  rejecting('fetch failed without a cause', () => new TypeError('fetch failed')),
  rejecting('Load failed', () => new TypeError('Load failed')),
  rejecting('an abort from elsewhere', () => new DOMException('This operation was aborted', 'AbortError')),
  rejecting('a text', () => 'socket hang up'),
  rejecting('undefined', () => undefined),
  rejecting('an error that throws when read', () =>
    Object.defineProperty(new Error('odd'), 'code', {
      get() {
        throw new Error('no code for you');
      },
    }),
  ),
  rejecting('an error that is its own cause', () => {
    const error = new Error('round and round');
    return Object.assign(error, { cause: error });
  }),
  answering('a body that breaks off', () => breakingOff(systemError('ECONNRESET', 'read'))),
  answering('a body that breaks off without a reason', () => breakingOff(undefined)),
  answering('a body that was read before', used),
  { ...answering('a network error as a response', () => Response.error()), loss: 'unreadable' },
];
