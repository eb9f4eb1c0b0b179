import type { ApiRequest } from '../../runtime/api-request.js';
import type { Ending } from '../../runtime/ending.js';
import { readStream, type Transport } from '../../runtime/transport.js';

/** A request as the engine reads it, whether it came through `fetch` or over the wire. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  header(name: 'authorization' | 'content-type'): string | null;
  readonly hasBody: boolean;
  /** Bytes of the body, where they are known before it is read. */
  readonly size?: number;
  text(): Promise<string>;
  form(): Promise<FormData>;
  /** Aborted when the caller goes away; asked for only where an answer keeps it waiting. */
  readonly signal: AbortSignal;
}

/** An answer before it is a `Response` or written to a socket. */
export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export const fromRequest = (request: Request): Incoming => ({
  method: request.method,
  url: request.url,
  header: (name) => request.headers.get(name),
  hasBody: request.body !== null,
  text: () => request.text(),
  form: () => request.formData(),
  signal: request.signal,
});

/** How a client of this package reaches a sandbox: without `Request` and `Response`, which cost more than most answers. */
export const viaExchange =
  (exchange: (request: Incoming) => Promise<Outgoing>): Transport =>
  async (request, ending) => {
    ending.throwIfEnded();
    const { status, headers, body } = await exchange(fromApiRequest(request, ending));
    return {
      status,
      statusText: '',
      headers: new Headers(headers),
      url: request.url,
      ...(typeof body === 'string' && { text: body }),
      readBody: (take) => readStream(typeof body === 'string' ? new Response(body).body : body, take),
    };
  };

function fromApiRequest({ method, url, headers, body }: ApiRequest, ending: Ending): Incoming {
  const written = typeof body === 'string' ? undefined : new Response(body);
  return {
    method,
    url,
    header: (name) => headers.get(name) ?? written?.headers.get(name) ?? null,
    hasBody: body !== null,
    text: async () => (typeof body === 'string' ? body : (written?.text() ?? '')),
    form: async () => (body instanceof FormData ? body : new Response(body, { headers }).formData()),
    get signal() {
      return ending.signal;
    },
  };
}

export const toResponse = ({ status, headers, body }: Outgoing): Response => new Response(body, { status, headers });

/** For the pages that are served as web standards have it. */
export const toRequest = async (incoming: Incoming): Promise<Request> => {
  const { method, url } = incoming;
  return new Request(url, incoming.hasBody ? { method, body: await incoming.text() } : { method });
};

export async function fromResponse(response: Response): Promise<Outgoing> {
  const body = response.body === null ? null : await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** The same request with a body that can be read more than once. */
export function rereadable(incoming: Incoming): Incoming {
  let text: Promise<string> | undefined;
  let form: Promise<FormData> | undefined;
  return {
    method: incoming.method,
    url: incoming.url,
    header: (name) => incoming.header(name),
    hasBody: incoming.hasBody,
    ...(incoming.size !== undefined && { size: incoming.size }),
    text: () => {
      text ??= incoming.text();
      return text;
    },
    form: () => {
      form ??= incoming.form();
      return form;
    },
    get signal() {
      return incoming.signal;
    },
  };
}
