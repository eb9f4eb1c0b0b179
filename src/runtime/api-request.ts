/** What can be sent any number of times. */
type Body = string | Blob | FormData | URLSearchParams | ArrayBuffer | Uint8Array<ArrayBuffer>;

/**
 * A request as it passes through the onion: data that may be sent as often as it takes and read without being used up.
 * Only `fetch` makes a `Request` of it, which costs more than everything else that happens to it on the way.
 */
export class ApiRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Body | null;

  constructor(url: string | URL, { method = 'GET', headers, body }: RequestInit = {}) {
    this.url = new URL(url).href;
    this.method = method;
    this.headers = headers instanceof Headers ? headers : new Headers(headers);
    this.body = (body as Body | null | undefined) ?? null;
  }

  /** The same request, its body read to the end. */
  static async from(request: Request): Promise<ApiRequest> {
    const { url, method, headers } = request;
    const isText = /\bjson\b|^text\//.test(headers.get('Content-Type') ?? '');
    const body = request.body && (isText ? await request.text() : await request.blob());
    return new ApiRequest(url, { method, headers, body });
  }
}
