import type { Secrets } from './secrets.js';
import { type Arriving, bytesOf } from './transport.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Reads an answer to its end. Here the text of answers comes in, so here the keys in it are hidden.
 */
export async function readAnswer(arriving: Arriving, secrets: Secrets): Promise<Response> {
  const received = arriving.text === undefined ? await bytesOf(arriving) : undefined;
  const original = arriving.text ?? decoder.decode(received);
  const text = secrets.hideInAnswer(original);
  return new Answer(arriving, secrets.hide(arriving.statusText), text, text === original ? received : undefined);
}

/**
 * A `Response` whose body is in memory, where it can be read in any form and more than once. The platform's own around
 * the same bytes costs a fifth of a whole request.
 */
class Answer implements Response {
  static {
    Object.setPrototypeOf(Answer.prototype, Response.prototype);
  }

  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly url: string;
  readonly type = 'default';
  readonly redirected = false;
  readonly bodyUsed = false;
  readonly #text: string;
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #parsed: { value: unknown } | undefined;

  constructor(
    { status, headers, url }: Omit<Arriving, 'statusText'>,
    statusText: string,
    text: string,
    bytes: Uint8Array<ArrayBuffer> | undefined,
  ) {
    this.#text = text;
    this.#bytes = bytes;
    this.status = status;
    // Not a parameter property: some compilers assign these without a field, and the prototype has a getter alone.
    this.statusText = statusText;
    this.url = url;
    this.headers = headers.has('Content-Length') ? headers : withLength(headers, bytes?.byteLength ?? utf8Length(text));
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get body(): Response['body'] {
    return this.#whole().byteLength > 0 ? this.#copy().body : null;
  }

  async text(): Promise<string> {
    return this.#text;
  }

  async json(): Promise<unknown> {
    this.#parsed ??= { value: JSON.parse(this.#text) };
    return this.#parsed.value;
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#whole().slice();
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  blob(): Promise<Blob> {
    return this.#copy().blob();
  }

  formData(): Promise<FormData> {
    return this.#copy().formData();
  }

  clone(): Response {
    return this;
  }

  #whole(): Uint8Array<ArrayBuffer> {
    this.#bytes ??= encoder.encode(this.#text);
    return this.#bytes;
  }

  #copy(): Response {
    return new Response(this.#whole(), { headers: this.headers });
  }
}

/** Whether an answer came from outside, and can be read more than once. */
export const isAnswer = (response: Response): boolean => response instanceof Answer;

/** Without a length openapi-fetch reads the text and parses it once more. */
function withLength(headers: Headers, length: number): Headers {
  const copy = new Headers(headers);
  copy.set('Content-Length', String(length));
  return copy;
}

/** Bytes of a text in UTF-8, without making them. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    const isHalf = code >= 0xd800 && code < 0xe000;
    bytes += code < 0x800 || isHalf ? 1 : 2;
  }
  return bytes;
}
