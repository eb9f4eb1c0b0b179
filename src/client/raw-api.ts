import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.js';
import { openCall } from '../runtime/call.js';
import { type Runtime, typedClient } from '../runtime/client.js';
import { fillPath } from '../runtime/path.js';

/** openapi-fetch sends a path without arguments as it stands, braces included. */
const refuseUnfilled = ({ url }: Request) => fillPath(decodeURI(new URL(url).pathname));

/** Each request of the raw client is a call of its own on the onion; a request is built and sent without a pause. */
export function rawApi({ baseUrl, clock, send }: Runtime): Client<paths> {
  let built: [url: string, template: string] | undefined;
  const onPath = (url: string, template: string) => {
    built = [url, template];
  };
  return typedClient(baseUrl, onPath, async (request) => {
    const { call, close } = openCall('The request', '', {
      clock,
      deadlineMs: Number.POSITIVE_INFINITY,
      dryRun: false,
      signal: request.signal,
    });
    const filled = built;
    built = undefined;
    try {
      if (filled) call.templates.set(...filled);
      else refuseUnfilled(request);
      return await send(request, call);
    } finally {
      close();
    }
  });
}
