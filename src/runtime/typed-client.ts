import createClient, { type Client } from 'openapi-fetch';
import type { Text } from './advice.js';
import type { ApiRequest } from './api-request.js';
import type { Operation } from './operations.js';
import { fillPath } from './path.js';
import type { Router } from './router.js';
import { apiPath } from './send.js';

export interface TypedClientOptions<Sent extends Request | ApiRequest> {
  baseUrl: string;
  router: Router;
  idHint(parameter: string): Text;
  /** What a request is made as: `Request` where users may add middleware, the lighter `ApiRequest` elsewhere. */
  Request: new (
    url: string,
    init?: RequestInit,
  ) => Sent;
  /** Sends a request that calls an operation; `isFilled` is false for a path whose parameters nobody filled. */
  send(request: Sent, operation: Operation | undefined, isFilled: boolean): Promise<Response>;
}

/** An openapi-fetch client that knows of each request which operation it calls. */
export function typedClient<Paths extends object, Sent extends Request | ApiRequest>({
  baseUrl,
  router,
  idHint,
  Request: Made,
  send,
}: TypedClientOptions<Sent>): Client<Paths> {
  // openapi-fetch builds a request and sends it without a pause, so that what was filled last is what is sent next.
  let filled: { url: string; template: string } | undefined;
  return createClient<Paths>({
    baseUrl,
    // openapi-fetch makes it, asks for its method and hands it on: here.
    Request: Made as unknown as typeof Request,
    pathSerializer(template, values) {
      const url = fillPath(template, values, idHint);
      filled = { url, template: template.slice(baseUrl.length) };
      return url;
    },
    async fetch(request) {
      const [url] = request.url.split('?', 1);
      const template = filled?.url === url ? filled?.template : undefined;
      filled = undefined;
      const found = router(request.method, template ?? apiPath(request.url));
      return send(
        request as unknown as Sent,
        found.kind === 'match' ? found.operation : undefined,
        template !== undefined,
      );
    },
  });
}
