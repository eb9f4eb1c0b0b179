import type { Client } from 'openapi-fetch';
import type { paths } from '../../generated/api.js';
import { ApiRequest } from '../runtime/api-request.js';
import { openCall } from '../runtime/call.js';
import type { Runtime } from '../runtime/client.js';
import { tell } from '../runtime/hooks.js';
import { fillPath } from '../runtime/path.js';
import { typedClient } from '../runtime/typed-client.js';

/** openapi-fetch sends a path without arguments as it stands, braces included. */
const refuseUnfilled = ({ url }: Request) => fillPath(decodeURI(new URL(url).pathname));

const name = 'clickup.api';

/** Each request of the raw client is a call of its own on the onion. */
export function rawApi({ baseUrl, clock, send, router, description, onWait }: Runtime): Client<paths> {
  return typedClient({
    baseUrl,
    router,
    idHint: description.idHint,
    Request,
    async send(request, operation, isFilled) {
      const { call, cancelOn, close } = openCall(name, '', {
        clock,
        deadlineMs: Number.POSITIVE_INFINITY,
        onWait: (at) => tell(onWait, { tool: name, waitMs: at - clock.now() }),
      });
      try {
        cancelOn(request.signal);
        if (!isFilled) refuseUnfilled(request);
        return await send(await ApiRequest.from(request), { call, operation });
      } finally {
        close();
      }
    },
  });
}
