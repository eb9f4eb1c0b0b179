import { ApiRequest } from '../api-request.js';
import { clickUpError } from '../errors.js';
import { isWrite, type Layer } from '../send.js';

/** Enough for any move of an address; a circle must end. */
const mostRedirects = 5;

/**
 * Keeps the key within the API: nothing leaves for an address outside of `baseUrl`, and a redirect out of it is not
 * followed but given back. Writes follow no redirect at all: most would become a GET, whose answer says nothing of the write.
 */
export const destination = ({ baseUrl }: { baseUrl: string }): Layer => {
  const root = `${new URL(baseUrl).href.replace(/\/+$/, '')}/`;
  return (next) => async (request, context) => {
    if (!request.url.startsWith(root)) throw outside(root);
    let response = await next(request, context);
    if (isWrite(request, context)) return response;
    for (let followed = 0; followed < mostRedirects; followed++) {
      const target = targetOf(response, request.url);
      if (!target?.startsWith(root)) break;
      response = await next(new ApiRequest(target, request), context);
    }
    return response;
  };
};

/** Where an answer sends its reader; undefined where it does not. */
function targetOf({ status, headers }: Response, from: string): string | undefined {
  const location = status >= 300 && status < 400 && headers.get('Location');
  return location && URL.canParse(location, from) ? new URL(location, from).href : undefined;
}

const outside = (root: string) =>
  clickUpError('INVALID_PARAMETER', `The address is outside of ${root}, so nothing was sent there`, {
    suggestion: 'Give a path of the API, without ".." in it.',
  });
