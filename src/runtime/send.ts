import type { Call } from './call.js';

/** Sends one request on behalf of one tool call; `attempt`, which the timeout sets, ends what is inside of it. */
export type Send = (request: Request, call: Call, attempt?: AbortSignal) => Promise<Response>;

/** One skin of the onion: takes the next `Send`, gives its own. */
export type Layer = (next: Send) => Send;

/** Wraps `last` in the layers; the first layer is the outermost. */
export function compose(layers: readonly Layer[], last: Send): Send {
  return layers.reduceRight((next, layer) => layer(next), last);
}

/** True for requests that change something; only the others may be repeated blindly. */
export const isWrite = (request: Request): boolean => request.method !== 'GET' && request.method !== 'HEAD';

/** The path template of a request (`/v2/task/{task_id}`), for records that must not hold ids. */
export function templateOf(request: Request, call: Call): string {
  const [url = ''] = request.url.split('?', 1);
  return call.templates.get(url) ?? apiPath(url);
}

/** The path of a URL from its API version on: `/v2/task/86c1x9k2p`. */
export const apiPath = (url: string): string => new URL(url).pathname.replace(/^.*?(?=\/v\d+\/)/, '');
