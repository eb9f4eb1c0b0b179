import { clickUpError } from './errors.js';
import type { Secrets } from './secrets.js';

/** The longest answer that is read. ClickUp's own are a hundredth of it; a compressed one may be a thousand times its size. */
const mostMegabytes = 64;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Reads an answer to its end and gives the same answer with its body in memory, where it can be read in any form and
 * more than once. A second Response around the bytes would do the same, at a fifth of the cost of the whole request.
 * Here the text of answers comes in, so here the keys in it are hidden.
 */
export async function readWhole(response: Response, secrets: Secrets): Promise<Response> {
  const received = await bytesOf(response);
  const original = decoder.decode(received);
  const text = secrets.hideInAnswer(original);
  const bytes = text === original ? received : encoder.encode(text);
  const copy = () => new Response(bytes, { headers: response.headers });
  response.text = async () => text;
  let parsed: { value: unknown } | undefined;
  response.json = async () => {
    parsed ??= { value: JSON.parse(text) };
    return parsed.value;
  };
  response.arrayBuffer = () => copy().arrayBuffer();
  response.blob = () => copy().blob();
  response.formData = () => copy().formData();
  response.clone = () => response;
  // Without a length openapi-fetch reads the text and parses it once more.
  if (!response.headers.has('Content-Length')) {
    const headers = new Headers(response.headers);
    headers.set('Content-Length', String(bytes.byteLength));
    Object.defineProperty(response, 'headers', { value: headers });
  }
  const { statusText } = response;
  const said = secrets.hide(statusText);
  if (said !== statusText) Object.defineProperty(response, 'statusText', { value: said });
  return Object.defineProperty(response, 'body', { get: () => (bytes.byteLength > 0 ? copy().body : null) });
}

/** The whole body, as it is after decompression. */
async function bytesOf({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > mostMegabytes * 1024 * 1024) {
      reader?.cancel().catch(() => undefined);
      throw tooLong();
    }
    chunks.push(part.value);
  }
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
