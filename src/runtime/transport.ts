import type { ApiRequest } from './api-request.js';
import type { Ending } from './ending.js';
import { clickUpError } from './errors.js';

/** An answer whose head has arrived; its body is still to come. */
export interface Arriving extends Pick<Response, 'status' | 'statusText' | 'headers' | 'url'> {
  /** The whole body, where the transport has it as text already: nothing is left to read. */
  readonly text?: string;
  /** Hands over the body as it arrives, after decompression; what `take` throws ends the transfer. */
  readBody(take: (chunk: Uint8Array<ArrayBuffer>) => void): Promise<void>;
}

/**
 * Carries one request to where it is addressed. It follows no redirect: whether one may be followed is decided by the
 * layer that knows where the key may go.
 */
export type Transport = (request: ApiRequest, ending: Ending) => Promise<Arriving>;

/** The transport of every platform: an injected fetch is given one `Request` with everything in it; the global one makes its own. */
export const viaFetch =
  (injected?: (request: Request) => Promise<Response>): Transport =>
  async ({ url, method, headers, body }, { signal }) => {
    const init: RequestInit = { method, headers, body, signal, redirect: 'manual' };
    const response = await (injected ? injected(new Request(url, init)) : fetch(url, init));
    return {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
      url: response.url,
      readBody: (take) => readStream(response.body, take),
    };
  };

/** Reads a stream to its end, or until `take` throws. */
export async function readStream(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  take: Parameters<Arriving['readBody']>[0],
): Promise<void> {
  const reader = stream?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) take(part.value);
  } catch (error) {
    reader?.cancel().catch(() => undefined);
    throw error;
  }
}

/** The longest answer that is read. ClickUp's own are a hundredth of it; a compressed one may be a thousand times its size. */
const mostMegabytes = 64;

/** The whole body of an answer, as it is after decompression. */
export async function bytesOf(answer: Arriving): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  await answer.readBody((chunk) => {
    size += chunk.byteLength;
    if (size > mostMegabytes * 1024 * 1024) throw tooLong();
    chunks.push(chunk);
  });
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

const tooLong = () =>
  clickUpError('INVALID_RESPONSE', `The answer has more than ${mostMegabytes} MB`, {
    suggestion: 'Ask for less: a smaller limit, fewer ids, no detail: "full".',
  });
