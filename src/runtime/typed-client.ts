import createClient, { type Client } from 'openapi-fetch';
import type { Text } from './advice.js';
import type { Operation } from './operations.js';
import { fillPath } from './path.js';
import type { Router } from './router.js';
import { apiPath } from './send.js';

export interface TypedClientOptions {
  baseUrl: string;
  router: Router;
  idHint(parameter: string): Text;
  /** Sends a request that calls an operation; `isFilled` is false for a path whose parameters nobody filled. */
  send(request: Request, operation: Operation | undefined, isFilled: boolean): Promise<Response>;
}

/** An openapi-fetch client that knows of each request which operation it calls. */
export function typedClient<Paths extends object>({
  baseUrl,
  router,
  idHint,
  send,
}: TypedClientOptions): Client<Paths> {
  // openapi-fetch builds a request and sends it without a pause, so that what was filled last is what is sent next.
  let filled: { url: string; template: string } | undefined;
  return createClient<Paths>({
    baseUrl,
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
      return send(request, found.kind === 'match' ? found.operation : undefined, template !== undefined);
    },
  });
}
